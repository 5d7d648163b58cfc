// What the object list and a describe tell of an object that decides which questions make sense.
#pragma once

#include "protocol/question.hpp"

#include <optional>

namespace sluice {

class sobject_facts : public object_facts {
 public:
  explicit sobject_facts(std::optional<bool> queryable) : queryable_(queryable) {}

  /// `false` is a promise: such objects refuse every query. `true` is none. Nothing: not told.
  [[nodiscard]] std::optional<bool> queryable() const { return queryable_; }

 private:
  std::optional<bool> queryable_;
};

/// Shared by all objects of which the same is known, so that a hundred thousand of them cost nothing.
[[nodiscard]] facts_ptr facts_of(std::optional<bool> queryable);

}  // namespace sluice
