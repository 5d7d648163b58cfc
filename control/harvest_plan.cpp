#include "control/harvest_plan.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace sluice {

harvest_plan::harvest_plan(std::vector<object_name> objects, std::uint32_t retries)
    : objects_(std::move(objects)), total_(objects_.size()), retries_(retries) {}

void harvest_plan::leave_out(const std::vector<object_name>& complete) {
  assert(next_ == 0 && "nothing was started");
  const std::unordered_set<object_name> skip(complete.begin(), complete.end());
  std::erase_if(objects_, [&](const object_name& o) { return skip.contains(o); });
  ended_[static_cast<std::size_t>(object_state::reused)] = total_ - objects_.size();
}

std::optional<object_name> harvest_plan::next() {
  if (!again_.empty()) {
    object_name object = std::move(again_.front());
    again_.pop_front();
    ++running_;
    return object;
  }
  if (next_ == objects_.size()) return {};
  ++running_;
  return objects_[next_++];
}

void harvest_plan::ended(const object_name& object, object_state state) {
  assert(running_ > 0 && "only what runs can end");
  --running_;
  deaths_.erase(object);
  ++ended_[static_cast<std::size_t>(state)];
}

bool harvest_plan::died(const object_name& object) {
  if (++deaths_[object] > retries_) {
    ended(object, object_state::failed);
    return false;
  }
  assert(running_ > 0 && "only what runs can die");
  --running_;
  again_.push_back(object);
  return true;
}

object_state state_of(std::size_t asked, std::size_t failed) {
  if (failed == 0) return object_state::done;
  return failed < asked ? object_state::partial : object_state::failed;
}

}  // namespace sluice
