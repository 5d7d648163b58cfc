#include "tests/real/scenario.hpp"

#include <cctype>
#include <chrono>
#include <utility>
#include <vector>

#include <caf/actor_cast.hpp>
#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/scoped_actor.hpp>
#include <caf/send.hpp>
#include <doctest/doctest.h>

namespace sluice::real_test {

namespace {

constexpr auto very_long = std::chrono::minutes(4);

struct real_config : caf::actor_system_config {
  real_config() {
    set("scheduler.policy", caf::atom("sharing"));
    set("scheduler.max-threads", 4U);  // also on a machine with fewer cores: more orders of things
  }
};

/// Runs of letters, digits and underscores; an escaped character ("%27") parts them.
std::vector<std::string> names_in(const std::string& url) {
  std::vector<std::string> names(1);
  for (std::size_t i = 0; i < url.size(); ++i) {
    const char c = url[i];
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_') {
      names.back() += c;
      continue;
    }
    if (c == '%') i += 2;
    names.emplace_back();
  }
  return names;
}

}  // namespace

void landing::in_flight(std::size_t now) {
  recorder::in_flight(now);
  const std::lock_guard lock(lock_);
  flying_now_ = now;
  news_.notify_all();
}

void landing::bytes_held(std::size_t now) {
  recorder::bytes_held(now);
  const std::lock_guard lock(lock_);
  held_now_ = now;
  news_.notify_all();
}

bool landing::wait() {
  std::unique_lock lock(lock_);
  return news_.wait_for(lock, very_long, [this] { return flying_now_ == 0 && held_now_ == 0; });
}

void deaths::born(const std::string& object, const fetcher_actor& who) {
  const std::lock_guard lock(lock_);
  lives_[object].who = caf::actor_cast<caf::actor_addr>(who);
}

void deaths::call_is_out(const http_request& asked) {
  const std::lock_guard lock(lock_);
  if (++calls_ % shape_.every != 0) return;
  for (const std::string& name : names_in(asked.url)) {
    const auto it = lives_.find(name);
    if (it == lives_.end()) continue;
    if (it->second.deaths == shape_.each_at_most) return;
    ++it->second.deaths;
    ++killed_;
    return caf::anon_send_exit(it->second.who, caf::exit_reason::kill);
  }
}

std::size_t deaths::killed() {
  const std::lock_guard lock(lock_);
  return killed_;
}

run_ended lead(const crew_parts& parts, const crew_options& options) {
  real_config config;
  caf::actor_system system(config);
  const crew people = spawn_crew(system, parts, options);
  run_ended end{.code = exit_code::could_not_go_on, .why = {.what = "the run did not end"}};
  {
    caf::scoped_actor self(system);
    self->request(people.supervisor, very_long, start{})
        .receive([&](const run_ended& how) { end = how; },
                 [&](const caf::error& e) { end.why.what = caf::to_string(e); });
  }
  CHECK(dynamic_cast<landing&>(*parts.listener).wait());
  dismiss(people);
  parts.transport->cancel_all();
  return end;
}

}  // namespace sluice::real_test
