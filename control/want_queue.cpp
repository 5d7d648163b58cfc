#include "control/want_queue.hpp"

#include <algorithm>
#include <utility>

namespace sluice {

namespace {
constexpr auto none = static_cast<std::size_t>(-1);
}

void want_queue::add(waiting_want w) {
  auto q = std::find_if(queues_.begin(), queues_.end(), [&](const queue& x) { return x.asks == w.asks; });
  if (q == queues_.end()) {
    const question_form form = batch_ ? w.asks->forms().front() : w.asks->forms().back();
    queues_.push_back({.asks = w.asks, .form = form, .wants = {}});
    q = queues_.end() - 1;
  }
  q->wants.push_back(std::move(w));
}

bool want_queue::forget(std::uint64_t id) {
  return std::any_of(queues_.begin(), queues_.end(), [id](queue& q) {
    return std::erase_if(q.wants, [id](const waiting_want& w) { return w.id == id; }) > 0;
  });
}

std::size_t want_queue::calls(const queue& q) const {
  const std::size_t full = q.wants.size() / q.form.objects_max;
  const bool part_filled = q.wants.size() % q.form.objects_max != 0;
  return full + (part_filled && starting_ == 0 ? 1 : 0);
}

std::size_t want_queue::calls() const {
  std::size_t sum = 0;
  for (const queue& q : queues_) sum += calls(q);
  return sum;
}

std::size_t want_queue::longest() const {
  std::size_t best = none;
  for (std::size_t i = 0; i < queues_.size(); ++i) {
    if (calls(queues_[i]) == 0) continue;
    if (best == none || queues_[i].wants.front().id < queues_[best].wants.front().id) best = i;
  }
  return best;
}

const question* want_queue::first() const {
  const std::size_t i = longest();
  return i == none ? nullptr : queues_[i].asks;
}

std::optional<want_set> want_queue::next() {
  const std::size_t i = longest();
  if (i == none) return {};
  queue& q = queues_[i];
  want_set set{.asks = q.asks, .form = q.form, .wants = {}};
  const std::size_t n = std::min(q.form.objects_max, q.wants.size());
  set.wants.assign(std::make_move_iterator(q.wants.begin()),
                   std::make_move_iterator(q.wants.begin() + static_cast<std::ptrdiff_t>(n)));
  q.wants.erase(q.wants.begin(), q.wants.begin() + static_cast<std::ptrdiff_t>(n));
  return set;
}

}  // namespace sluice
