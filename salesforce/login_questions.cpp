#include "salesforce/login_questions.hpp"

#include "salesforce/json_text.hpp"
#include "salesforce/one_page.hpp"
#include "salesforce/query_page.hpp"
#include "salesforce/record_id.hpp"
#include "salesforce/requests.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace sluice {
namespace {

namespace json = boost::json;

std::variant<answer, unreadable> read_versions(std::string_view body) {
  const auto parsed = parse_json(body);
  const auto* list = parsed ? parsed->if_array() : nullptr;
  if (list == nullptr) return unreadable{"no list of API versions"};
  json::array versions;
  for (const auto& each : *list) {
    const auto* entry = each.if_object();
    const auto* version = entry == nullptr ? nullptr : text_member(*entry, "version");
    if (version == nullptr) return unreadable{"a list of API versions with something else in it"};
    versions.emplace_back(*version);
  }
  if (versions.empty()) return unreadable{"an empty list of API versions"};
  return answer::of(json::serialize(versions));
}

class versions_question : public question {
 public:
  const call_kind& kind() const override { return kind_; }
  std::span<const question_form> forms() const override { return single_form_only(); }
  http_request ask(form_kind, std::span<const object_name>) const override { return get("/services/data"); }
  std::unique_ptr<reply_reader> reader(form_kind, std::span<const object_name>) const override {
    return read_one_page(read_versions);
  }

 private:
  call_kind kind_{"login"};
};

class organization_reader : public reply_reader {
 public:
  page_verdict read(const http_result& page) override {
    auto made = read_query_page(page, {});
    if (auto* bad = std::get_if<unreadable>(&made)) return std::move(*bad);
    const auto& rows = std::get<query_page>(made).records;
    const auto* row = rows.size() == 1 ? rows.front().if_object() : nullptr;
    const auto* told = row == nullptr ? nullptr : text_member(*row, "Id");
    const auto id = told == nullptr ? std::nullopt : long_id({told->data(), told->size()});
    if (!id || !id->starts_with("00D")) return unreadable{"no organisation's id where one row of Organization belongs"};
    json::object kept{{"Id", *id}};
    for (const std::string_view name : {"Name", "InstanceName", "IsSandbox", "OrganizationType"}) {
      const auto* value = member(*row, name);
      kept[json::string_view(name.data(), name.size())] = value == nullptr ? json::value(nullptr) : *value;
    }
    payload_ = json::serialize(kept);
    return last_page{};
  }

  std::vector<answer> answers() override { return {answer::of(std::move(payload_))}; }

 private:
  std::string payload_;
};

class organization_question : public question {
 public:
  const call_kind& kind() const override { return kind_; }
  std::span<const question_form> forms() const override { return single_form_only(); }
  http_request ask(form_kind, std::span<const object_name>) const override {
    return query(query_api::data,
                 "SELECT Id, Name, InstanceName, IsSandbox, OrganizationType FROM Organization LIMIT 1");
  }
  std::unique_ptr<reply_reader> reader(form_kind, std::span<const object_name>) const override {
    return std::make_unique<organization_reader>();
  }

 private:
  call_kind kind_{"login"};
};

}  // namespace

std::unique_ptr<question> make_versions_question() {
  return std::make_unique<versions_question>();
}

std::unique_ptr<question> make_organization_question() {
  return std::make_unique<organization_question>();
}

}  // namespace sluice
