// The wants that wait, by question, and how many calls they make. A set is filled in the order of arrival, up to what
// the question's form allows; with batching off every set is of one. A part-filled set waits only while objects are
// about to be started that would fill it.
#pragma once

#include "protocol/question.hpp"
#include "protocol/time.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace sluice {

struct waiting_want {
  std::uint64_t id = 0;
  const question* asks = nullptr;
  object_name object;
  time_point since{};
};

struct want_set {
  const question* asks = nullptr;
  question_form form;
  std::vector<waiting_want> wants;
};

class want_queue {
 public:
  explicit want_queue(bool batch) : batch_(batch) {}

  void add(waiting_want w);
  /// Nobody waits for it any more. False: it doesn't wait here.
  bool forget(std::uint64_t id);
  void clear() { queues_.clear(); }
  void starting(std::size_t objects) { starting_ = objects; }

  /// Calls that could be built now.
  [[nodiscard]] std::size_t calls() const;
  /// What `next` would ask; nullptr where there is nothing.
  [[nodiscard]] const question* first() const;
  /// The set whose oldest want has waited longest.
  [[nodiscard]] std::optional<want_set> next();

 private:
  struct queue {
    const question* asks;
    question_form form;
    std::deque<waiting_want> wants;
  };
  [[nodiscard]] std::size_t calls(const queue& q) const;
  [[nodiscard]] std::size_t longest() const;

  bool batch_;
  std::size_t starting_ = 0;
  std::vector<queue> queues_;  // one a question asked so far: a handful
};

}  // namespace sluice
