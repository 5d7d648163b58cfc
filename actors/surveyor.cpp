#include "actors/surveyor.hpp"

#include <utility>

namespace sluice {

surveyor::surveyor(caf::actor_config& config, const survey& asks, const crew& peers, std::string failed)
    : surveyor_actor::base(config), survey_(asks), crew_(peers) {
  if (!failed.empty()) answer_ = surveyed{.asked = &survey_, .data = nullptr, .reason = std::move(failed)};
}

surveyor::behavior_type surveyor::make_behavior() {
  if (!answer_) send(crew_.librarian, recall{}, depositor_actor{this});
  return {
      [this](answered& a) { heard(a); },
      [this](const kept&) {
        durable_ = true;
        end_if_durable();
      },
      [this](const recalled& r) { begin(r); },
      [this](consult, const listener_actor& who) {
        if (answer_) return send(who, *answer_);
        waiting_.push_back(who);
      },
      [this](wind_up) {
        winding_up_ = true;
        end_if_durable();
      },
  };
}

void surveyor::on_exit() {
  crew_ = {};
  waiting_.clear();
  answer_.reset();
}

void surveyor::begin(const recalled& r) {
  for (const stored_part& s : *r.parts) {
    if (s.part != survey_.kind() || s.content.missing) continue;
    if (survey_ptr data = survey_.open(s.content.payload)) return share(std::move(data), {});
  }
  if (winding_up_) return;
  send(crew_.composer, want{.id = 1, .asks = &survey_}, asker_actor{this});
}

void surveyor::heard(answered& a) {
  survey_ptr data = a.content.missing ? nullptr : survey_.open(a.content.payload);
  const std::string why = a.content.missing ? a.content.reason : "its answer can't be read";
  std::string reason = data ? "" : survey_.kind().str() + ": " + why;
  durable_ = false;
  send(
      crew_.librarian,
      part_done{.part = {.object = {}, .part = survey_.kind(), .content = std::move(a.content), .attempts = a.attempts},
                .lease = std::move(a.lease)},
      depositor_actor{this});
  share(std::move(data), std::move(reason));
}

void surveyor::share(survey_ptr data, std::string reason) {
  answer_ = surveyed{.asked = &survey_, .data = std::move(data), .reason = std::move(reason)};
  for (const listener_actor& who : std::exchange(waiting_, {})) send(who, *answer_);
}

void surveyor::end_if_durable() {
  if (winding_up_ && durable_) quit();
}

}  // namespace sluice
