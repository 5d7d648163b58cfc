#include "salesforce/parts/field_permissions.hpp"

#include "tests/unit/salesforce/replies.hpp"

#include <doctest/doctest.h>

using namespace sluice;
using namespace sluice::testing;

namespace {

struct grant_row {
  std::string object = "Account";
  std::string field = "Account.Name";
  bool read = true;
  bool edit = false;
  std::string parent = R"({"Label":"Sales","IsOwnedByProfile":false,"Profile":null})";
};

std::string json_of(const grant_row& r) {
  const auto flag = [](bool b) { return std::string(b ? "true" : "false"); };
  return R"({"attributes":{"type":"FieldPermissions"},"Field":")" + r.field + R"(","PermissionsRead":)" + flag(r.read) +
         R"(,"PermissionsEdit":)" + flag(r.edit) + R"(,"Parent":)" + r.parent + R"(,"SobjectType":")" + r.object +
         "\"}";
}

std::string rows(const std::vector<grant_row>& all) {
  std::string text;
  for (const auto& each : all) text += (text.empty() ? "" : ",") + json_of(each);
  return text;
}

std::string owner(const std::string& label, const std::string& profile = "") {
  if (profile.empty()) return R"({"Label":")" + label + R"(","IsOwnedByProfile":false,"Profile":null})";
  return R"({"Label":")" + label + R"(","IsOwnedByProfile":true,"Profile":{"Name":")" + profile + R"("}})";
}

std::string payload(const std::vector<grant_row>& all) {
  const auto answers = answers_to(*make_field_permissions(), objects({"Account"}), page_of(rows(all)));
  return answers.empty() ? "unreadable" : answers.at(0).payload;
}

}  // namespace

TEST_CASE("labels are listed by right, sorted, each once") {
  CHECK(payload({{.edit = true, .parent = owner("Zeta")},
                 {.edit = true, .parent = owner("Alpha")},
                 {.parent = owner("Reader")},
                 {.field = "Account.BillingAddress", .parent = owner("Reader")},
                 {.field = "Account.BillingAddress", .parent = owner("Reader")}}) ==
        R"({"BillingAddress":{"editable_by":[],"readonly_by":["Reader"]},)"
        R"("Name":{"editable_by":["Alpha","Zeta"],"readonly_by":["Reader"]}})");
}

TEST_CASE("a profile's own set goes by the profile's name") {
  CHECK(payload({{.parent = owner("00ex00000018ozT_128_09_43_34_1", "Standard User")}}) ==
        R"({"Name":{"editable_by":[],"readonly_by":["Standard User"]}})");
  CHECK(payload({{.parent = R"({"Label":"00ex","IsOwnedByProfile":true,"Profile":null})"}}) ==
        R"({"Name":{"editable_by":[],"readonly_by":["00ex"]}})");
}

TEST_CASE("edit wins over read for one label, whichever row comes first") {
  const std::string edits = R"({"Name":{"editable_by":["Sales"],"readonly_by":[]}})";
  CHECK(payload({{.edit = true}, {}}) == edits);
  CHECK(payload({{}, {.edit = true}}) == edits);
}

TEST_CASE("a row that grants nothing leaves nothing") {
  CHECK(payload({{.read = false}}) == "{}");
  CHECK(payload({}) == "{}");
}

TEST_CASE("only the object in front of a field's name is dropped") {
  CHECK(payload({{.field = "Account.ns__X__c"}}) == R"({"ns__X__c":{"editable_by":[],"readonly_by":["Sales"]}})");
  CHECK(payload({{.field = "Plain"}}) == R"({"Plain":{"editable_by":[],"readonly_by":["Sales"]}})");
}

TEST_CASE("rows are merged over pages and kept apart by object") {
  const auto p = make_field_permissions();
  const auto reader = p->reader(form_kind::set_query, objects({"Account", "Contact"}));
  const auto first = rows({{}, {.object = "Contact", .field = "Contact.Name", .parent = owner("Service")}});
  CHECK(std::holds_alternative<next_page>(reader->read(reply(200, page_of(first, "/services/data/v62.0/query/1-2")))));
  CHECK(std::holds_alternative<last_page>(reader->read(reply(200, page_of(rows({{.edit = true}}))))));
  const auto answers = reader->answers();
  CHECK(answers.at(0).payload == R"({"Name":{"editable_by":["Sales"],"readonly_by":[]}})");
  CHECK(answers.at(1).payload == R"({"Name":{"editable_by":[],"readonly_by":["Service"]}})");
}

TEST_CASE("a row that lacks what it must tell is refused") {
  for (const char* parent : {"null", "{}", R"({"Label":null,"IsOwnedByProfile":false})", "\"Sales\""}) {
    CAPTURE(parent);
    CHECK(payload({{.parent = parent}}) == "unreadable");
  }
  const auto p = make_field_permissions();
  const auto asked = objects({"Account"});
  CHECK_FALSE(
      why_refused(*p, asked, reply(200, page_of(R"({"SobjectType":"Account","Field":"Account.Name"})"))).empty());
}
