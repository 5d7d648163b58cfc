// The survey "record_counts": the org's approximate record counts of all objects, in one call (limits/recordCount
// without names). Objects that it leaves out are unknown, not empty.
// Payload: {"sObjects":[{"name":..,"count":..},...]}, compact.
#pragma once

#include "protocol/question.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sluice {

class record_counts_data : public survey_data {
 public:
  using entry = std::pair<std::string, std::int64_t>;  ///< name in lower case, count

  explicit record_counts_data(std::vector<entry> entries);
  [[nodiscard]] std::optional<std::int64_t> of(const object_name& object) const;

 private:
  std::vector<entry> sorted_;
};

[[nodiscard]] std::unique_ptr<survey> make_record_counts();

}  // namespace sluice
