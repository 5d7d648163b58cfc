#include "tests/actors/virtual_server.hpp"

#include "tests/actors/questions.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include <caf/actor_clock.hpp>
#include <caf/actor_system.hpp>
#include <caf/event_based_actor.hpp>
#include <caf/send.hpp>

namespace sluice::actors_test {

virtual_server::virtual_server(caf::actor_system& system, server_shape shape)
    : system_(system), shape_(shape), random_(shape.seed), born_(system.clock().now()) {
  timer_ = system.spawn([this](caf::event_based_actor*) -> caf::behavior {
    return {[this](std::uint64_t id) {
      if (const auto it = changes_.find(id); it != changes_.end()) {
        shape_.room = it->second;
        return serve();
      }
      end(id);
    }};
  });
}

virtual_server::~virtual_server() {
  close();
}

void virtual_server::close() {
  if (timer_) caf::anon_send_exit(timer_, caf::exit_reason::user_shutdown);
  timer_ = nullptr;
}

time_point virtual_server::now() const {
  return system_.clock().now();
}

duration virtual_server::age() const {
  return now() - born_;
}

std::size_t virtual_server::count(const std::string& kind) const {
  return static_cast<std::size_t>(
      std::count_if(seen.begin(), seen.end(), [&](const http_request& r) { return read_address(r.url).kind == kind; }));
}

void virtual_server::change_room(duration after, std::size_t room) {
  changes_[++last_] = room;
  caf::delayed_anon_send(timer_, after, last_);
}

void virtual_server::start(http_request request, answer on_end) {
  seen.push_back(request);
  ++times[request.url.substr(std::min(request.url.find('/', 8) + 1, request.url.size()))];
  ++in_flight;
  in_flight_max = std::max(in_flight_max, in_flight);
  arrivals.emplace_back(age(), in_flight);
  calls_.emplace(++last_, call{.request = std::move(request), .on_end = std::move(on_end), .since = now()});
  line_.push_back(last_);
  serve();
}

void virtual_server::serve() {
  std::normal_distribution<double> normal;
  while (busy_ < shape_.room && !line_.empty()) {
    ++busy_;
    const double spread = shape_.sigma > 0 ? std::exp(shape_.sigma * normal(random_)) : 1;
    caf::delayed_anon_send(timer_, from_seconds(seconds(shape_.service) * spread), line_.front());
    line_.pop_front();
  }
}

void virtual_server::end(std::uint64_t id) {
  --busy_;
  if (const auto it = calls_.find(id); it != calls_.end()) {
    auto told = script ? script(it->second.request) : std::nullopt;
    if (!told) {
      const asked a = read_address(it->second.request.url);
      const auto text = texts.find(a.kind);
      told = scripted{.headers = {}, .body = text == texts.end() ? page_for(a) : text->second};
    }
    if (!told->hangs) {
      http_result result{.failure = told->failure, .detail = "scripted", .headers = {}, .body = {}};
      if (told->failure == http_failure::none) {
        result.status = told->status;
        result.headers = std::move(told->headers);
        result.wire_bytes = told->body.size();
        result.body = std::make_shared<const std::string>(std::move(told->body));
      }
      reply(id, std::move(result));
    }
  }
  serve();
}

void virtual_server::reply(std::uint64_t id, http_result result) {
  const auto it = calls_.find(id);
  result.elapsed = now() - it->second.since;
  const answer on_end = std::move(it->second.on_end);
  calls_.erase(it);
  --in_flight;
  on_end(std::move(result));
}

void virtual_server::cancel_all() {
  line_.clear();
  while (!calls_.empty()) reply(calls_.begin()->first, {.failure = http_failure::cancelled, .detail = "cancelled"});
}

}  // namespace sluice::actors_test
