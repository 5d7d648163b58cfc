#include "actors/scaler.hpp"

#include <utility>

namespace sluice {

scaler::scaler(caf::actor_config& config, std::shared_ptr<control_law> law, observer& listener)
    : scaler_actor::base(config), listener_(listener), law_(std::move(law)) {}

scaler::behavior_type scaler::make_behavior() {
  return {
      [this](const crew& c) {
        crew_ = c;
        say();
      },
      [this](const completion& c) {
        const refusal why = law_->ended(c);
        listener_.call_ended(c, why);
        for (const decision& d : law_->decisions()) listener_.decided(d);
        if (law_->current().epoch != said_epoch_) say();
        if (c.at - seen_at_ >= std::chrono::milliseconds(100)) show(c.at);
      },
  };
}

void scaler::say() {
  const setting& s = law_->current();
  said_epoch_ = s.epoch;
  send(crew_.limiter, s);
  send(crew_.supervisor, s);
  listener_.setting_changed(s);
}

void scaler::show(time_point now) {
  seen_at_ = now;
  listener_.law_seen(law_->view());
  listener_.mailbox(actor_type::scaler, mailbox().size());
}

}  // namespace sluice
