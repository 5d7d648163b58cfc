#include "salesforce/parts/object_list_survey.hpp"

#include "salesforce/api_name.hpp"
#include "salesforce/entry_list.hpp"
#include "salesforce/one_page.hpp"
#include "salesforce/requests.hpp"
#include "salesforce/sobject_facts.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace sluice {
namespace {

constexpr entry_shape list_shape{.list = "sobjects", .value = "queryable"};

struct listed_object {
  object_name name;
  std::optional<bool> queryable;
};

class listed_objects : public object_list {
 public:
  explicit listed_objects(std::vector<listed_object> all) : all_(std::move(all)) {
    by_name_.resize(all_.size());
    for (std::size_t i = 0; i < all_.size(); ++i) by_name_[i] = static_cast<std::uint32_t>(i);
    const auto less = [this](std::uint32_t a, std::uint32_t b) {
      return api_name_less(all_[a].name.str(), all_[b].name.str());
    };
    std::ranges::stable_sort(by_name_, less);
  }

  std::vector<object_name> objects() const override {
    std::vector<object_name> names;
    names.reserve(all_.size());
    for (const auto& each : all_) names.push_back(each.name);
    return names;
  }

  facts_ptr facts(const object_name& object) const override {
    const auto name_at = [this](std::uint32_t i) -> std::string_view { return all_[i].name.str(); };
    const std::string_view wanted = object.str();
    const auto at = std::ranges::lower_bound(by_name_, wanted, api_name_less, name_at);
    if (at == by_name_.end() || !same_api_name(name_at(*at), wanted)) return nullptr;
    return facts_of(all_[*at].queryable);
  }

 private:
  std::vector<listed_object> all_;      ///< in the list's order
  std::vector<std::uint32_t> by_name_;  ///< places in all_, by folded name
};

std::optional<bool> flag(const json_scalar& value) {
  const auto* yes = std::get_if<bool>(&value);
  return yes == nullptr ? std::nullopt : std::optional<bool>(*yes);
}

std::variant<answer, unreadable> read_list(std::string_view body) {
  entry_writer kept(list_shape);
  std::size_t objects = 0;
  const auto keep = [&](std::string_view name, const json_scalar& value) {
    const auto queryable = flag(value);
    kept.add(name, !queryable ? "null" : *queryable ? "true" : "false");
    ++objects;
    return true;
  };
  if (auto why = read_entries(body, list_shape, keep)) return unreadable{"object list: " + *why};
  if (objects == 0) return unreadable{"object list: empty"};
  return answer::of(kept.finish());
}

class object_list_survey : public survey {
 public:
  const call_kind& kind() const override { return kind_; }
  std::span<const question_form> forms() const override { return single_form_only(); }
  http_request ask(form_kind, std::span<const object_name>) const override { return get("sobjects"); }
  std::unique_ptr<reply_reader> reader(form_kind, std::span<const object_name>) const override {
    return read_one_page(read_list);
  }

  survey_ptr open(std::string_view payload) const override {
    std::vector<listed_object> all;
    const auto take = [&all](std::string_view name, const json_scalar& value) {
      all.push_back({object_name(std::string(name)), flag(value)});
      return true;
    };
    if (read_entries(payload, list_shape, take)) return nullptr;
    return std::make_shared<listed_objects>(std::move(all));
  }

 private:
  call_kind kind_{"object_list"};
};

}  // namespace

std::unique_ptr<survey> make_object_list() {
  return std::make_unique<object_list_survey>();
}

}  // namespace sluice
