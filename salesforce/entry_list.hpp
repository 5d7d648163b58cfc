// Answers of the form {"LIST":[{"name":..., "VALUE":..., ...}, ...]}: the object list and the record counts. Read in a
// stream, since an org may have a hundred thousand objects; of every entry only the name and one value are kept.
#pragma once

#include "salesforce/json_text.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace sluice {

struct entry_shape {
  std::string_view list;   ///< the outer member that holds the entries
  std::string_view value;  ///< the kept member of an entry, beside "name"
};

/// Called for each entry. `value` is null where the entry lacks it. Returns false for an entry that can't be.
using entry_sink = std::function<bool(std::string_view name, const json_scalar& value)>;

/// Nothing: the whole text was read. Else why it is no such answer.
[[nodiscard]] std::optional<std::string> read_entries(std::string_view text, const entry_shape& shape,
                                                      const entry_sink& sink);

/// Writes the same form, with nothing but what is kept.
class entry_writer {
 public:
  explicit entry_writer(const entry_shape& shape);
  /// `value` is JSON text.
  void add(std::string_view name, std::string_view value);
  [[nodiscard]] std::string finish();

 private:
  entry_shape shape_;
  std::string text_;
  bool first_ = true;
};

}  // namespace sluice
