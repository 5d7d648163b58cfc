// Which question a request asks, and how often it was asked before: what every draw goes by, so that a retry is a new
// draw and the order of other requests never matters.
#pragma once

#include "orgsim/behaviour/call_kind.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace sluice::orgsim {

struct asking {
  call_kind kind = call_kind::other;
  std::uint64_t question = 0;  // a hash of method, address and body
  std::uint32_t nth = 0;       // 0: the first time
  std::uint64_t number = 0;    // of all calls, from 1, in the order of their coming
};

class asking_counts {
 public:
  // The body of a login is left out of the question: a signed assertion differs each time.
  asking next(std::string_view method, std::string_view target, std::string_view body);

 private:
  // Forgotten when it grows too big: then draws begin again, which only a run of millions of questions sees.
  static constexpr std::size_t most_remembered = 4'000'000;
  std::unordered_map<std::uint64_t, std::uint32_t> asked_;
  std::uint64_t calls_ = 0;
};

}  // namespace sluice::orgsim
