#include "actors/supervisor.hpp"

#include "actors/surveyor.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sluice {

namespace {
/// A fetcher in the middle of its durable ack leaves a worker without work: half as many again keep the window full.
constexpr double fetchers_per_worker = 1.5;
/// Fetchers that only wait for a survey are not counted among the alive, but their memory is bounded all the same.
constexpr std::size_t waiting_max = 4096;

/// What nobody caught comes as CAF's runtime_error, as an exit reason only where CAF itself threw.
fetcher_death death_of(const caf::error& reason) {
  if (reason == caf::sec::runtime_error || reason == caf::exit_reason::unhandled_exception) {
    return fetcher_death::exception;
  }
  return reason == caf::exit_reason::kill ? fetcher_death::killed : fetcher_death::other;
}
}  // namespace

supervisor::supervisor(caf::actor_config& config, supervisor_options options, observer& listener)
    : supervisor_actor::base(config), options_(std::move(options)), listener_(listener) {
  set_down_handler([this](const caf::down_msg& down) { died(down); });
}

supervisor::behavior_type supervisor::make_behavior() {
  return {
      [this](const crew& c) {
        crew_ = c;
        monitor(c.composer);
        monitor(c.limiter);
        monitor(c.scaler);
        monitor(c.session);
        monitor(c.gateway);
        monitor(c.librarian);
      },
      [this](start) {
        promise_ = make_response_promise<run_ended>();
        listener_.phase_changed(run_phase::login);
        send(crew_.session, log_in{});
        return promise_;
      },
      [this](const logged_in& l) {
        if (!stopping_) send(crew_.librarian, open_run{.who = l.who, .mode = options_.resume});
      },
      [this](const opened_run&) {
        if (!stopping_) survey_begins();
      },
      [this](const planned& p) {
        if (stopping_) return;
        listener_.planned(plan_.total(), p.complete->size());
        plan_.leave_out(*p.complete);
        listener_.phase_changed(run_phase::fetch);
        fetching_ = true;
        fill();
      },
      [this](const surveyed& s) { listed(s); },
      [this](const awaits_survey& a) {
        const auto it = by_object_.find(a.object);
        if (it == by_object_.end() || std::exchange(running_.at(it->second).waits_for_survey, true)) return;
        ++waiting_for_survey_;
        fill();
      },
      [this](const finished& f) { object_ended(f); },
      [this](const setting& s) {
        window_ = s.window;
        fill();
      },
      [this](const objects_per_call& o) {
        objects_per_call_ = o.mean;
        fill();
      },
      [this](const published_files&) { published(); },
      [this](drained) { wind_everyone_up(); },
      [this](const cannot_go_on& c) { stop_run(c.why); },
      [this](const interrupt& i) {
        stop_run({.code = i.code,
                  .what = "interrupted",
                  .kept = "what was finished is in the store",
                  .remedy = "run again with --resume to go on"});
      },
      [this](grace_over) {
        if (!ended_) send(crew_.gateway, drop{});
      },
  };
}

// Whoever waits for the run's end hears of it, even where this actor itself was killed.
void supervisor::on_exit() {
  if (!ended_ && promise_.pending()) {
    promise_.deliver(run_ended{.code = exit_code::could_not_go_on,
                               .why = {.what = "an internal part of the program ended: the supervisor",
                                       .kept = "what was finished is in the store",
                                       .remedy = "run again with --resume, and report this"}});
  }
  crew_ = {};
  surveyors_.clear();
  running_.clear();
}

void supervisor::survey_begins() {
  listener_.phase_changed(run_phase::list);
  for (const survey* s : options_.asks->surveys) spawn_surveyor(s, {});
  send(surveyors_.at(options_.asks->list), consult{}, listener_actor{this});
}

void supervisor::spawn_surveyor(const survey* s, std::string failed) {
  const surveyor_actor who = spawn<surveyor, caf::monitored>(*s, crew_, std::move(failed));
  surveyors_[s] = who;
  survey_of_[caf::actor_cast<caf::actor_addr>(who)] = s;
  listener_.actors_alive(actor_type::surveyor, surveyors_.size());
}

void supervisor::listed(const surveyed& s) {
  if (stopping_ || fetching_) return;
  list_ = std::dynamic_pointer_cast<const object_list>(s.data);
  if (!list_ && !options_.objects) {
    return stop_run({.code = exit_code::out_of_reach,
                     .what = "the org's list of objects can't be had: " + s.reason,
                     .kept = "nothing was lost",
                     .remedy = "run again later, or with --fetch=none --input FILE"});
  }
  std::vector<object_name> objects = options_.objects ? std::move(*options_.objects) : list_->objects();
  if (options_.left_out) std::erase_if(objects, options_.left_out);
  if (objects.size() > options_.objects_max) objects.resize(options_.objects_max);
  auto shared = std::make_shared<const std::vector<object_name>>(objects);
  plan_ = harvest_plan(std::move(objects), options_.retries);
  send(crew_.librarian, plan_objects{std::move(shared)});
}

std::size_t supervisor::room() const {
  const auto workers = static_cast<double>(window_) * objects_per_call_;
  const auto target = static_cast<std::size_t>(std::ceil(fetchers_per_worker * workers));
  const std::size_t alive = running_.size() - waiting_for_survey_;
  if (alive >= target || waiting_for_survey_ >= waiting_max) return 0;
  return std::min(target - alive, plan_.pending());
}

void supervisor::fill() {
  if (!fetching_ || stopping_) return;
  std::size_t n = room();
  const bool tell = options_.batch && n > 1;
  if (tell) send(crew_.composer, not_started{n});
  for (; n > 0; --n) {
    if (auto object = plan_.next()) spawn_fetcher(*object);
  }
  if (tell) send(crew_.composer, not_started{0});
  publish_when_ended();
}

void supervisor::spawn_fetcher(const object_name& object) {
  const fetcher_actor who = spawn<fetcher, caf::monitored>(fetcher_task{.object = object,
                                                                        .facts = list_ ? list_->facts(object) : nullptr,
                                                                        .asks = options_.asks,
                                                                        .surveyors = surveyors_,
                                                                        .peers = crew_});
  const auto address = caf::actor_cast<caf::actor_addr>(who);
  by_object_.emplace(object, address);
  running_.emplace(address, running_object{.object = object, .who = who});
  listener_.object_started(object);
  tell_alive();
  if (options_.on_spawn) options_.on_spawn(object, who);
}

void supervisor::tell_alive() {
  listener_.actors_alive(actor_type::fetcher, running_.size());
  listener_.mailbox(actor_type::supervisor, mailbox().size());
}

void supervisor::object_ended(const finished& f) {
  const auto it = by_object_.find(f.object);
  if (it == by_object_.end()) return;
  const auto entry = running_.find(it->second);
  if (entry->second.waits_for_survey) --waiting_for_survey_;
  running_.erase(entry);
  by_object_.erase(it);
  plan_.ended(f.object, f.state);
  count_gaps(f.gaps);
  listener_.object_ended(f.object, f.state, f.gaps);
  tell_alive();
  if (stopping_) return end_when_wound_up();
  fill();
}

void supervisor::count_gaps(const std::vector<part_gap>& gaps) {
  strict_gaps_ += static_cast<std::size_t>(std::count_if(gaps.begin(), gaps.end(), [](const part_gap& g) {
    return g.missing == gap::denied || g.missing == gap::unsupported;
  }));
}

void supervisor::died(const caf::down_msg& down) {
  if (const auto it = running_.find(down.source); it != running_.end()) {
    const running_object dead = std::move(it->second);
    running_.erase(it);
    by_object_.erase(dead.object);
    if (dead.waits_for_survey) --waiting_for_survey_;
    return fetcher_died(dead.object, down.reason);
  }
  if (const auto it = survey_of_.find(down.source); it != survey_of_.end()) {
    const survey* s = it->second;
    survey_of_.erase(it);
    surveyors_.erase(s);
    return surveyor_died(s, down.reason);
  }
  if (ended_ || !is_crew(down.source)) return;  // fetchers that have finished are not remembered
  stop_run({.code = exit_code::could_not_go_on,
            .what = "an internal part of the program ended: " + caf::to_string(down.reason),
            .kept = "what was finished is in the store",
            .remedy = "run again with --resume, and report this"});
}

bool supervisor::is_crew(const caf::actor_addr& who) const {
  const auto is = [&](const auto& handle) { return caf::actor_cast<caf::actor_addr>(handle) == who; };
  return is(crew_.composer) || is(crew_.limiter) || is(crew_.scaler) || is(crew_.session) || is(crew_.gateway) ||
         is(crew_.librarian);
}

// It costs its object one attempt and nothing else: the next fetcher asks the store what is there already.
void supervisor::fetcher_died(const object_name& object, const caf::error& reason) {
  if (stopping_) return end_when_wound_up();
  const std::string why = caf::to_string(reason);
  listener_.fetcher_restarted(object, death_of(reason), why);
  if (!plan_.died(object)) {
    listener_.object_ended(object, object_state::failed,
                           {{.part = call_kind("fetcher"), .missing = gap::failed, .reason = why}});
  }
  fill();
}

// Its survey is asked again by another; one that dies too often leaves a gap for every object that waits.
void supervisor::surveyor_died(const survey* s, const caf::error& reason) {
  if (stopping_) return end_when_wound_up();
  const bool again = survey_deaths_[s]++ < options_.retries;
  spawn_surveyor(s, again ? std::string() : s->kind().str() + ": " + caf::to_string(reason));
  const surveyor_actor& who = surveyors_.at(s);
  if (s == options_.asks->list && !fetching_) send(who, consult{}, listener_actor{this});
  for (const auto& [address, running] : running_) send(running.who, survey_moved{s}, who);
}

void supervisor::publish_when_ended() {
  if (!plan_.all_ended() || std::exchange(publishing_, true)) return;
  listener_.phase_changed(run_phase::write);
  send(crew_.librarian, publish{});
}

void supervisor::published() {
  const bool failures = plan_.count(object_state::partial) + plan_.count(object_state::failed) > 0;
  end(failures || (options_.strict && strict_gaps_ > 0) ? exit_code::some_parts_failed : exit_code::all_done);
}

// Nothing new starts; what is out comes home within the grace or is dropped; what came home is made durable.
void supervisor::stop_run(error why) {
  const bool at_once = why.code == exit_code::could_not_go_on;  // there is nowhere to bring anything home to
  const bool stopping = std::exchange(stopping_, true);
  if (ended_ || (stopping && !at_once)) return;
  why_ = std::move(why);
  if (!stopping) send(crew_.composer, stop{});
  if (!at_once) return delayed_send(this, options_.grace, grace_over{});
  send(crew_.gateway, drop{});
  end(why_.code);
}

void supervisor::wind_everyone_up() {
  if (ended_) return;
  for (const auto& [address, running] : running_) send(running.who, wind_up{});
  for (const auto& [s, who] : surveyors_) send(who, wind_up{});
  end_when_wound_up();
}

void supervisor::end_when_wound_up() {
  if (!ended_ && running_.empty() && surveyors_.empty()) end(why_.code);
}

void supervisor::end(exit_code code) {
  if (std::exchange(ended_, true)) return;
  for (const auto& [address, running] : running_) send_exit(running.who, caf::exit_reason::user_shutdown);
  for (const auto& [s, who] : surveyors_) send_exit(who, caf::exit_reason::user_shutdown);
  listener_.phase_changed(run_phase::done);
  promise_.deliver(run_ended{.code = code, .why = why_});
}

}  // namespace sluice
