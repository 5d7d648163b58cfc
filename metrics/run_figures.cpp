#include "metrics/run_figures.hpp"

#include <algorithm>
#include <utility>

namespace sluice {

run_figures::run_figures(const call_kinds& kinds, clock now) : now_(std::move(now)), parts_(kinds.parts.size()) {
  for (const auto& k : kinds.parts) {
    places_.emplace(k, f_.kinds.size());
    f_.kinds.push_back({.kind = k.str(), .latency = {}});
    f_.parts.push_back({.part = k.str()});
  }
  for (const auto& k : kinds.others) {
    places_.emplace(k, f_.kinds.size());
    f_.kinds.push_back({.kind = k.str(), .latency = {}});
  }
  f_.kinds.push_back({.kind = "other", .latency = {}});
  f_.parts.push_back({.part = "other"});
  f_.started = now_();
}

figures run_figures::snapshot() const {
  const std::lock_guard lock(mutex_);
  const auto now = now_();  // under the lock, so that no setting is newer
  figures f = f_;
  f.at = now;
  f.objects = objects();
  f.running = std::min<std::uint64_t>(begun_.size(), f.objects.left());
  f.window = window_.at(now);
  const bool waits_for_the_day = day_again_at_ > now;
  f.held = waits_for_the_day || hold_until_ > now;
  if (waits_for_the_day) f.binds = binding::daily;
  return f;
}

object_figures run_figures::objects() const {
  object_figures o;
  std::copy(ended_.begin(), ended_.end(), o.by.begin());
  // Those complete in the store are told with the plan; whether each also ends by itself is the supervisor's choice.
  auto& reused = o.by[place(object_state::reused)];
  reused = std::max(reused, planned_reused_);
  std::uint64_t ended = 0;
  for (const auto n : o.by) ended += n;
  o.total = std::max(planned_total_, ended);
  o.by.back() = o.total - ended;
  return o;
}

std::size_t run_figures::kind_place(const call_kind& kind) const {
  const auto found = places_.find(kind);
  return found == places_.end() ? places_.size() : found->second;
}

void run_figures::phase_changed(run_phase phase) {
  const std::lock_guard lock(mutex_);
  f_.phase = phase;
}

void run_figures::planned(std::size_t total, std::size_t reused) {
  const std::lock_guard lock(mutex_);
  planned_total_ = total;
  planned_reused_ = reused;
  for (std::size_t i = 0; i < parts_; ++i) f_.parts[i].reused += reused;
}

void run_figures::object_started(const object_name& object) {
  const auto now = now_();
  const std::lock_guard lock(mutex_);
  begun_.try_emplace(object, now);
}

void run_figures::object_ended(const object_name& object, object_state state, const std::vector<part_gap>& gaps) {
  const auto now = now_();
  const std::lock_guard lock(mutex_);
  ++ended_[place(state)];
  for (const auto& g : gaps) ++f_.gaps[place(g.missing)];
  f_.last_progress = now;
  if (const auto begun = begun_.extract(object)) f_.object_durations.add(now - begun.mapped());
}

// Surveys are no parts of objects.
part_figures* run_figures::part_of(const call_kind& kind) {
  const auto at = kind_place(kind);
  const bool survey = at >= parts_ && at < places_.size();
  return survey ? nullptr : &f_.parts[std::min(at, parts_)];
}

void run_figures::part_stored(const call_kind& part, std::optional<gap> missing) {
  const auto now = now_();
  const std::lock_guard lock(mutex_);
  f_.last_progress = now;
  if (part_figures* p = part_of(part)) ++(missing ? p->missing[place(*missing)] : p->ok);
}

void run_figures::part_recalled(const call_kind& part) {
  const std::lock_guard lock(mutex_);
  if (part_figures* p = part_of(part)) ++p->reused;
}

void run_figures::bytes_stored(std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  f_.stored_bytes += bytes;
}

void run_figures::fetcher_restarted(const object_name&, fetcher_death why, std::string_view) {
  const std::lock_guard lock(mutex_);
  ++f_.fetchers_restarted[place(why)];
}

void run_figures::call_ended(const completion& c, refusal ascribed) {
  const auto kind = kind_place(c.kind);
  const auto word = word_of(c.result.cls, ascribed);
  const auto bucket = latency_histogram::bucket_of(c.latency);
  const std::lock_guard lock(mutex_);
  auto& k = f_.kinds[kind];
  ++k.calls[place(word)];
  k.wire_bytes += c.wire_bytes;
  if (word == call_word::ok) {
    k.latency.add(c.latency);
    f_.latency.add(bucket);
  }
  f_.objects_asked[place(c.form)] += c.objects;
  if (c.new_connection) ++f_.connections;
  if (c.result.usage) f_.usage = c.result.usage;
}

void run_figures::call_retried(const call_kind&, outcome_class why) {
  const std::lock_guard lock(mutex_);
  ++f_.retried[place(why)];
}

void run_figures::calls_waiting(std::size_t now) {
  const std::lock_guard lock(mutex_);
  f_.calls_waiting = now;
}

void run_figures::waited(duration d) {
  const std::lock_guard lock(mutex_);
  f_.waits.add(d);
}

void run_figures::setting_changed(const setting& s) {
  const std::lock_guard lock(mutex_);
  const auto now = now_();
  window_.set(static_cast<double>(s.window), now);
  f_.pace = s.pace;
  f_.binds = s.binds;
  hold_until_ = s.hold_until;
}

void run_figures::decided(const decision& d) {
  const std::lock_guard lock(mutex_);
  ++f_.decisions[place(direction_of(d))][reason_of(d)];
}

void run_figures::law_seen(const law_view& view) {
  const std::lock_guard lock(mutex_);
  f_.ceiling = view.ceiling;
  f_.latency_ratio = view.latency_ratio;
  for (const auto& b : view.baselines) f_.kinds[kind_place(b.kind)].baseline_seconds = b.seconds;
}

void run_figures::tokens_left(double tokens) {
  const std::lock_guard lock(mutex_);
  f_.tokens = tokens;
}

void run_figures::in_flight(std::size_t now) {
  const std::lock_guard lock(mutex_);
  f_.in_flight = now;
  f_.in_flight_max = std::max(f_.in_flight_max, now);
}

void run_figures::actors_alive(actor_type type, std::size_t now) {
  const std::lock_guard lock(mutex_);
  f_.actors[place(type)] = now;
}

void run_figures::mailbox(actor_type type, std::size_t now) {
  const std::lock_guard lock(mutex_);
  f_.mailbox[place(type)] = now;
}

void run_figures::bytes_held(std::size_t now) {
  const std::lock_guard lock(mutex_);
  f_.bytes_held = now;
}

void run_figures::logged_in(bool again) {
  const std::lock_guard lock(mutex_);
  ++(again ? f_.logins_again : f_.logins);
}

// The law does not know: no call of its is refused. It is the reserve that holds.
void run_figures::day_used_up(org_usage, duration wait) {
  const std::lock_guard lock(mutex_);
  day_again_at_ = now_() + wait;
}

void run_figures::login_refused() {
  const std::lock_guard lock(mutex_);
  ++f_.logins_refused;
}

}  // namespace sluice
