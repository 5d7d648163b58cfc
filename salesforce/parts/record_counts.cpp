#include "salesforce/parts/record_counts.hpp"

#include "salesforce/api_name.hpp"
#include "salesforce/entry_list.hpp"
#include "salesforce/one_page.hpp"
#include "salesforce/requests.hpp"

#include <algorithm>

namespace sluice {
namespace {

constexpr entry_shape counts_shape{.list = "sObjects", .value = "count"};

std::variant<answer, unreadable> read_counts(std::string_view body) {
  entry_writer kept(counts_shape);
  const auto keep = [&kept](std::string_view name, const json_scalar& value) {
    const auto* count = std::get_if<std::int64_t>(&value);
    if (count == nullptr) return false;
    // Below zero means "not counted", as a name left out does.
    if (*count >= 0) kept.add(name, std::to_string(*count));
    return true;
  };
  if (auto why = read_entries(body, counts_shape, keep)) return unreadable{"record counts: " + *why};
  return answer::of(kept.finish());
}

class record_counts : public survey {
 public:
  const call_kind& kind() const override { return kind_; }
  std::span<const question_form> forms() const override { return single_form_only(); }
  http_request ask(form_kind, std::span<const object_name>) const override { return get("limits/recordCount"); }
  std::unique_ptr<reply_reader> reader(form_kind, std::span<const object_name>) const override {
    return read_one_page(read_counts);
  }

  survey_ptr open(std::string_view payload) const override {
    std::vector<record_counts_data::entry> entries;
    const auto take = [&entries](std::string_view name, const json_scalar& value) {
      const auto* count = std::get_if<std::int64_t>(&value);
      if (count != nullptr) entries.emplace_back(folded(name), *count);
      return count != nullptr;
    };
    if (read_entries(payload, counts_shape, take)) return nullptr;
    return std::make_shared<record_counts_data>(std::move(entries));
  }

 private:
  call_kind kind_{"record_counts"};
};

}  // namespace

record_counts_data::record_counts_data(std::vector<entry> entries) : sorted_(std::move(entries)) {
  std::ranges::stable_sort(sorted_, {}, &entry::first);
}

std::optional<std::int64_t> record_counts_data::of(const object_name& object) const {
  const auto key = folded(object.str());
  const auto at = std::ranges::lower_bound(sorted_, key, {}, &entry::first);
  if (at == sorted_.end() || at->first != key) return std::nullopt;
  return at->second;
}

std::unique_ptr<survey> make_record_counts() {
  return std::make_unique<record_counts>();
}

}  // namespace sluice
