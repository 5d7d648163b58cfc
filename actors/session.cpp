#include "actors/session.hpp"

#include <utility>

namespace sluice {

namespace {
/// A refused token is not hammered: after so many 401s in a row the run ends.
constexpr std::uint32_t refusals_max = 5;
}  // namespace

session::session(caf::actor_config& config, login& how, const retry_options& retry, std::uint64_t seed,
                 observer& listener)
    : session_actor::base(config), listener_(listener), login_(how), retry_(retry), random_(seed) {}

session::behavior_type session::make_behavior() {
  return {
      [this](const crew& c) { crew_ = c; },
      [this](log_in) { begin(); },
      [this](const answered& a) {
        if (auto refusal = login_.heard(a.content)) return give_up(std::move(*refusal));
        step();
      },
      [this](const unauthorized& u) { refused(u); },
      [this](try_again) { good_again(); },
  };
}

endpoint session::where() const {
  endpoint e = login_.where();
  e.generation = generation_;
  return e;
}

void session::begin() {
  login_.begin();
  send(crew_.gateway, where());
  step();
}

void session::step() {
  if (const question* q = login_.next()) {
    // Each step may have moved the base address that the next one is asked of.
    send(crew_.gateway, where());
    send(crew_.composer, want{.id = ++last_want_, .asks = q, .object = {}, .urgent = true}, asker_actor{this});
    return;
  }
  if (std::exchange(logged_in_, true)) return good_again();
  send(crew_.gateway, where());
  listener_.logged_in(false);
  send(crew_.supervisor, logged_in{login_.who()});
}

void session::refused(const unauthorized& u) {
  if (renewing_) return;
  if (u.generation != generation_) {
    send(crew_.composer, renewed{generation_});
    return;
  }
  if (u.has_answered) {
    has_answered_ = true;
    refusals_ = 0;
  }
  const bool hopeless = !login_.renews() && !has_answered_;
  if (++refusals_ > refusals_max || hopeless) {
    renewing_ = true;  // for good: the calls that are held wait for the run's end
    const std::string times = hopeless ? "" : " " + std::to_string(refusals_max) + " times in a row";
    return give_up({.code = exit_code::login_refused,
                    .what = "the org refused the session" + times,
                    .kept = "what was finished is in the store",
                    .remedy = "log in again and run with --resume"});
  }
  renewing_ = true;
  if (login_.renews()) return begin();
  delayed_send(this, full_jitter(refusals_, retry_, random_), try_again{});
}

void session::good_again() {
  renewing_ = false;
  ++generation_;
  send(crew_.gateway, where());
  send(crew_.composer, renewed{generation_});
  listener_.logged_in(true);
}

void session::give_up(error why) {
  if (why.code == exit_code::login_refused) listener_.login_refused();
  send(crew_.supervisor, cannot_go_on{std::move(why)});
}

}  // namespace sluice
