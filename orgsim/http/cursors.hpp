// Queries with rows left to read, by locator. A bounded number: the one used longest ago dies, as a user's cursors do.
#pragma once

#include "orgsim/data/draw.hpp"
#include "orgsim/data/record_id.hpp"
#include "orgsim/soql/query.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <string_view>

namespace sluice::orgsim {

struct cursor {
  std::string locator;
  soql::query query;
  soql::result_set rows;
  std::size_t batch = 2000;
  bool tooling = false;
};

class cursors {
 public:
  cursors(std::size_t most, std::uint64_t seed) : most_(most), seed_(seed) {}

  const cursor& add(soql::query query, soql::result_set rows, std::size_t batch, bool tooling) {
    const std::uint64_t number = mix(seed_ + ++opened_) % 1'000'000'000'000U;
    open_.push_front({long_id(tooling ? "01g" : "0r8", number), std::move(query), std::move(rows), batch, tooling});
    if (open_.size() > std::max<std::size_t>(most_, 1)) open_.pop_back();
    return open_.front();
  }

  // Null for one that is unknown or dead.
  const cursor* find(std::string_view locator) {
    for (auto c = open_.begin(); c != open_.end(); ++c) {
      if (c->locator != locator) continue;
      open_.splice(open_.begin(), open_, c);
      return &open_.front();
    }
    return nullptr;
  }

 private:
  std::size_t most_;
  std::uint64_t seed_;
  std::uint64_t opened_ = 0;
  std::list<cursor> open_;
};

}  // namespace sluice::orgsim
