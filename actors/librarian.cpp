#include "actors/librarian.hpp"

#include <utility>

namespace sluice {

librarian::librarian(caf::actor_config& config, std::shared_ptr<store> keeps, observer& listener)
    : librarian_actor::base(config), listener_(listener), store_(std::move(keeps)) {}

librarian::behavior_type librarian::make_behavior() {
  return {
      [this](const crew& c) { crew_ = c; },
      [this](const open_run& o) {
        auto opened = store_->open_run(o.who, o.mode);
        if (!opened) return give_up(opened.error());
        send(crew_.supervisor, std::move(*opened));
      },
      [this](const plan_objects& p) {
        if (auto kept_plan = store_->plan(*p.objects); !kept_plan) return give_up(kept_plan.error());
        auto complete = store_->complete();
        if (!complete) return give_up(complete.error());
        send(crew_.supervisor, planned{std::make_shared<const std::vector<object_name>>(std::move(*complete))});
      },
      [this](const recall& r, const depositor_actor& to) {
        write_down();
        auto parts = store_->recall(r.object);
        if (!parts) return give_up(parts.error());
        for (const stored_part& had : *parts) listener_.part_recalled(had.part);
        send(to, recalled{std::make_shared<const std::vector<stored_part>>(std::move(*parts))});
      },
      [this](part_done& p, const depositor_actor& from) { take(p, from); },
      [this](commit) { write_down(); },
      [this](publish) {
        write_down();
        auto files = store_->publish();
        if (!files) return give_up(files.error());
        send(crew_.supervisor, *files);
      },
  };
}

void librarian::on_exit() {
  crew_ = {};
  store_.reset();
  depositors_.clear();
  leases_.clear();
}

// The note to oneself comes behind everything that is in the mailbox by now: that is the transaction.
void librarian::take(part_done& p, const depositor_actor& from) {
  if (broken_) return;
  if (parts_.empty()) send(this, commit{});
  parts_.push_back(std::move(p.part));
  depositors_.push_back(from);
  leases_.push_back(std::move(p.lease));
}

void librarian::write_down() {
  if (parts_.empty()) return;
  listener_.mailbox(actor_type::librarian, parts_.size());
  if (auto written = store_->put(parts_); !written) return give_up(written.error());
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    bytes += parts_[i].content.payload.size();
    listener_.part_stored(parts_[i].part, parts_[i].content.missing);
    send(depositors_[i], kept{parts_[i].part});
  }
  listener_.bytes_stored(bytes);
  parts_.clear();
  depositors_.clear();
  leases_.clear();
}

void librarian::give_up(const error& why) {
  if (std::exchange(broken_, true)) return;
  parts_.clear();
  depositors_.clear();
  leases_.clear();
  send(crew_.supervisor, cannot_go_on{why});
}

}  // namespace sluice
