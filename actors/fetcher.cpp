#include "actors/fetcher.hpp"

#include "control/harvest_plan.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace sluice {

fetcher::fetcher(caf::actor_config& config, fetcher_task task) : fetcher_actor::base(config), task_(std::move(task)) {}

fetcher::behavior_type fetcher::make_behavior() {
  send(task_.peers.librarian, recall{task_.object}, depositor_actor{this});
  return {
      [this](answered& a) {
        assert(a.want == want_ && asked_ != nullptr && "one want at a time");
        keep(*std::exchange(asked_, nullptr), std::move(a.content), std::move(a.lease), a.attempts);
        next();
      },
      [this](const kept&) {
        --not_durable_;
        end_if_durable();
      },
      [this](const recalled& r) { begin(r); },
      [this](const surveyed& s) {
        surveys_[s.asked] = {.data = s.data, .reason = s.reason};
        if (s.asked != awaited_) return;
        awaited_ = nullptr;
        next();
      },
      [this](const survey_moved& m, const surveyor_actor& to) {
        task_.surveyors[m.asked] = to;
        if (m.asked == awaited_) consult_surveyor(m.asked);
      },
      [this](wind_up) {
        winding_up_ = true;
        complete_ = begun_ && asked_ == nullptr && awaited_ == nullptr && wanted_.empty();
        wanted_.clear();
        end_if_durable();
      },
  };
}

void fetcher::on_exit() {
  task_ = {};
}

void fetcher::begin(const recalled& r) {
  begun_ = true;
  std::unordered_set<call_kind> had;
  for (const stored_part& s : *r.parts) {
    had.insert(s.part);
    note(s.part, s.content);
  }
  if (winding_up_) return end_if_durable();
  for (const part* p : task_.asks->parts) {
    if (!had.contains(p->kind())) {
      wanted_.push_back(p);
      continue;
    }
    for (const stored_part& s : *r.parts) {
      if (s.part != p->kind() || s.content.missing) continue;
      if (auto more = p->facts(s.content.payload)) task_.facts = std::move(more);
    }
  }
  std::reverse(wanted_.begin(), wanted_.end());
  std::stable_partition(wanted_.begin(), wanted_.end(), [](const part* p) { return p->reads() != nullptr; });
  next();
}

void fetcher::next() {
  while (asked_ == nullptr && awaited_ == nullptr && !wanted_.empty()) {
    const part* p = wanted_.back();
    if (ask(*p)) wanted_.pop_back();
  }
  end_if_durable();
}

bool fetcher::ask(const part& p) {
  if (const survey* s = p.reads()) {
    const auto heard = surveys_.find(s);
    if (heard == surveys_.end()) {
      awaited_ = s;
      consult_surveyor(s);
      send(task_.peers.supervisor, awaits_survey{task_.object});
      return false;
    }
    if (heard->second.data == nullptr) {
      keep(p, answer::without(gap::failed, heard->second.reason), {}, 0);
      return true;
    }
    if (auto told = p.from_survey(*heard->second.data, task_.object)) {
      keep(p, std::move(*told), {}, 0);
      return true;
    }
  }
  if (auto why = p.not_applicable(task_.facts.get())) {
    keep(p, answer::without(gap::not_applicable, std::move(*why)), {}, 0);
    return true;
  }
  asked_ = &p;
  send(task_.peers.composer, want{.id = ++want_, .asks = &p, .object = task_.object}, asker_actor{this});
  return true;
}

void fetcher::consult_surveyor(const survey* s) {
  send(task_.surveyors.at(s), consult{}, listener_actor{this});
}

void fetcher::keep(const part& p, answer content, byte_lease lease, std::uint32_t attempts) {
  note(p.kind(), content);
  if (content.facts) task_.facts = content.facts;
  content.facts = nullptr;
  ++not_durable_;
  send(
      task_.peers.librarian,
      part_done{.part = {.object = task_.object, .part = p.kind(), .content = std::move(content), .attempts = attempts},
                .lease = std::move(lease)},
      depositor_actor{this});
}

void fetcher::note(const call_kind& kind, const answer& content) {
  if (!content.missing) return;
  gaps_.push_back({.part = kind, .missing = *content.missing, .reason = content.reason});
  if (*content.missing == gap::failed) ++failed_;
}

void fetcher::end_if_durable() {
  if (!begun_ && !winding_up_) return;
  if (asked_ != nullptr && !winding_up_) return;
  if (awaited_ != nullptr && !winding_up_) return;
  if (not_durable_ > 0 || !wanted_.empty()) return;
  if (!winding_up_ || complete_) {
    send(task_.peers.supervisor,
         finished{
             .object = task_.object, .state = state_of(task_.asks->parts.size(), failed_), .gaps = std::move(gaps_)});
  }
  quit();
}

}  // namespace sluice
