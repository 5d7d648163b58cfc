#include "actors/gateway.hpp"

#include <cassert>
#include <utility>

#include <caf/send.hpp>

namespace sluice {

gateway::gateway(caf::actor_config& config, http_transport& transport, const classifier& reads)
    : gateway_actor::base(config), transport_(transport), classifier_(reads) {}

gateway::behavior_type gateway::make_behavior() {
  return {
      [this](const crew& c) { crew_ = c; },
      [this](const endpoint& e) { where_ = e; },
      [this](dispatch& d) { start(d); },
      [this](const transferred& t) { ended(t); },
      [this](drop) {
        dropping_ = true;
        transport_.cancel_all();
      },
  };
}

void gateway::start(dispatch& d) {
  assert(!out_.contains(d.call) && "a call has one copy out");
  out_.emplace(d.call, call_out{.granted = d.granted,
                                .kind = std::move(d.kind),
                                .form = d.form,
                                .objects = d.objects,
                                .generation = where_.generation});
  if (dropping_) {
    auto dropped = std::make_shared<http_result>();
    dropped->failure = http_failure::cancelled;
    return ended({.call = d.call, .result = std::move(dropped)});
  }
  d.request.url = resolve(where_, d.request.url);
  if (d.request.authorised && !where_.token.empty()) {
    d.request.headers.emplace_back("Authorization", "Bearer " + where_.token);
  }
  transport_.start(std::move(d.request), [me = gateway_actor{this}, call = d.call](http_result r) {
    caf::anon_send(me, transferred{.call = call, .result = std::make_shared<const http_result>(std::move(r))});
  });
}

void gateway::ended(const transferred& t) {
  const auto it = out_.find(t.call);
  assert(it != out_.end() && "a grant ends once");
  const call_out call = std::move(it->second);
  out_.erase(it);
  outcome verdict = classifier_.classify(*t.result);
  send(crew_.limiter, completion{.kind = call.kind,
                                 .form = call.form,
                                 .objects = call.objects,
                                 .granted = call.granted,
                                 .result = verdict,
                                 .latency = t.result->elapsed,
                                 .body_bytes = t.result->body ? t.result->body->size() : 0,
                                 .wire_bytes = t.result->wire_bytes,
                                 .new_connection = t.result->new_connection});
  send(crew_.composer,
       replied{.call = t.call, .result = t.result, .verdict = std::move(verdict), .generation = call.generation});
}

}  // namespace sluice
