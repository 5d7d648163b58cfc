// Why parts failed, the commonest first: reasons that differ in nothing but numbers and the object's own name are one.
// Pure; bounded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sluice {

struct reason_group {
  std::string part;
  std::string reason;  ///< of the first that was told: short, without control characters
  std::string object;  ///< likewise
  std::uint64_t count = 0;
};

class failure_reasons {
 public:
  void add(std::string_view part, std::string_view reason, std::string_view object);

  /// At most so many, by count; those with the same count by part and reason.
  [[nodiscard]] std::vector<reason_group> commonest(std::size_t most) const;
  [[nodiscard]] std::uint64_t total() const { return total_; }

 private:
  std::unordered_map<std::string, reason_group> groups_;  // by part and reason without what differs
  std::uint64_t total_ = 0;
};

}  // namespace sluice
