#include "salesforce/parts/describe.hpp"

#include "salesforce/api_name.hpp"
#include "salesforce/json_text.hpp"
#include "salesforce/one_page.hpp"
#include "salesforce/requests.hpp"
#include "salesforce/sobject_facts.hpp"
#include "salesforce/soql.hpp"

#include <string>
#include <utility>

namespace sluice {
namespace {

/// Keeps what a describe says of the object itself; its fields only pass by.
class describe_visitor : public json_visitor {
 public:
  bool opened(std::size_t depth, std::string_view key, json_container what) override {
    if (depth == 1 && key == "fields") has_fields = what == json_container::array;
    return depth > 0 || what == json_container::object;
  }
  bool closed(std::size_t) override { return true; }
  bool scalar(std::size_t depth, std::string_view key, const json_scalar& value) override {
    if (depth != 1) return depth > 1;
    if (key == "name") {
      if (const auto* text = std::get_if<std::string_view>(&value)) name = *text;
    } else if (key == "queryable") {
      if (const auto* yes = std::get_if<bool>(&value)) queryable = *yes;
    }
    return true;
  }

  std::string name;
  bool has_fields = false;
  std::optional<bool> queryable;
};

std::variant<answer, unreadable> read_describe(const std::string& asked, std::string_view body) {
  describe_visitor told;
  if (auto why = visit_json(body, told)) return unreadable{"describe: " + *why};
  if (told.name.empty() || !told.has_fields) return unreadable{"describe: without a name or fields"};
  if (!same_api_name(told.name, asked)) return unreadable{"describe: of another object, " + told.name};
  auto whole = answer::of(std::string(body));
  whole.facts = facts_of(told.queryable);
  return whole;
}

class describe : public part {
 public:
  const call_kind& kind() const override { return kind_; }
  std::span<const question_form> forms() const override { return single_form_only(); }

  http_request ask(form_kind, std::span<const object_name> objects) const override {
    return get("sobjects/" + soql::percent_encoded(objects.front().str()) + "/describe");
  }

  std::unique_ptr<reply_reader> reader(form_kind, std::span<const object_name> objects) const override {
    return read_one_page([asked = objects.front().str()](std::string_view body) { return read_describe(asked, body); });
  }

  std::optional<std::string> not_applicable(const object_facts*) const override { return std::nullopt; }

  facts_ptr facts(std::string_view payload) const override {
    describe_visitor told;
    if (visit_json(payload, told)) return nullptr;
    return facts_of(told.queryable);
  }

 private:
  call_kind kind_{"describe"};
};

}  // namespace

std::unique_ptr<part> make_describe() {
  return std::make_unique<describe>();
}

}  // namespace sluice
