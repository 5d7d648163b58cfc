#include "salesforce/parts/field_permissions.hpp"
#include "salesforce/parts/flows.hpp"
#include "salesforce/parts/set_part.hpp"
#include "salesforce/parts/triggers.hpp"
#include "salesforce/parts/validation_rules.hpp"
#include "salesforce/soql.hpp"
#include "tests/unit/salesforce/replies.hpp"

#include <doctest/doctest.h>

using namespace sluice;
using namespace sluice::testing;

namespace {

std::string trigger_row(const std::string& object, const std::string& name) {
  return R"({"attributes":{"type":"ApexTrigger","url":"/x"},"Name":")" + name +
         R"(","EntityDefinition":{"attributes":{"type":"EntityDefinition"},"QualifiedApiName":")" + object + R"("}})";
}

std::string address(const part& p, const std::vector<object_name>& asked) {
  return decoded(p.ask(asked.size() == 1 ? form_kind::single : form_kind::set_query, asked).url);
}

}  // namespace

TEST_CASE("each set part asks one statement for many objects and for one") {
  const auto one = objects({"Account"});
  const auto two = objects({"Account", "X__c"});
  const auto flows = make_flows();
  CHECK(address(*flows, two) ==
        "query?q=SELECT ApiName, TriggerObjectOrEvent.QualifiedApiName FROM FlowDefinitionView WHERE IsActive = true "
        "AND TriggerObjectOrEvent.QualifiedApiName IN ('Account','X__c')");
  CHECK(address(*flows, one).ends_with("AND TriggerObjectOrEvent.QualifiedApiName = 'Account'"));
  CHECK(address(*make_triggers(), two) ==
        "tooling/query?q=SELECT Name, EntityDefinition.QualifiedApiName FROM ApexTrigger WHERE "
        "EntityDefinition.QualifiedApiName IN ('Account','X__c')");
  CHECK(address(*make_validation_rules(), one) ==
        "tooling/query?q=SELECT ValidationName, EntityDefinition.QualifiedApiName FROM ValidationRule WHERE "
        "EntityDefinition.QualifiedApiName = 'Account'");
  CHECK(address(*make_field_permissions(), two) ==
        "query?q=SELECT Field, PermissionsRead, PermissionsEdit, Parent.Label, Parent.IsOwnedByProfile, "
        "Parent.Profile.Name, SobjectType FROM FieldPermissions WHERE SobjectType IN ('Account','X__c')");
}

TEST_CASE("the fullest set of the longest names stays within an address and a WHERE clause") {
  std::vector<object_name> longest;
  for (std::size_t i = 0; i < set_part::objects_max; ++i) longest.emplace_back(std::string(soql::name_length_max, 'X'));
  for (const auto& p : {make_flows(), make_triggers(), make_validation_rules(), make_field_permissions()}) {
    REQUIRE(p->forms().size() == 2);
    CHECK(p->forms()[0].kind == form_kind::set_query);
    CHECK(p->forms()[0].objects_max == set_part::objects_max);
    CHECK(p->forms()[1].kind == form_kind::single);
    const auto url = p->ask(form_kind::set_query, longest).url;
    CHECK(url.size() < soql::address_length_max / 2);
    const auto statement = decoded(url);
    CHECK(statement.size() - statement.find(" WHERE ") - 7 <= soql::where_length_max);
  }
}

TEST_CASE("rows go to their objects, and an object without rows has an empty list") {
  const auto body = page_of(trigger_row("X__c", "Late") + "," + trigger_row("Account", "B") + "," +
                            trigger_row("Account", "A") + "," + trigger_row("Account", "A"));
  const auto answers = answers_to(*make_triggers(), objects({"Account", "Empty__c", "X__c"}), body);
  REQUIRE(answers.size() == 3);
  CHECK(answers[0].payload == R"(["A","B"])");
  CHECK(answers[1].payload == "[]");
  CHECK(answers[2].payload == R"(["Late"])");
  for (const auto& each : answers) CHECK_FALSE(each.missing);
}

TEST_CASE("a set of one in the set form answers as the single form does") {
  const auto p = make_triggers();
  const auto one = objects({"Account"});
  const auto body = page_of(trigger_row("Account", "A"));
  for (const auto form : {form_kind::set_query, form_kind::single}) {
    const auto reader = p->reader(form, one);
    CHECK(std::holds_alternative<last_page>(reader->read(reply(200, body))));
    CHECK(reader->answers().at(0).payload == R"(["A"])");
  }
}

TEST_CASE("the org's own spelling of a name finds the object asked") {
  const auto answers =
      answers_to(*make_triggers(), objects({"pricebook2", "PRICEBOOK2"}), page_of(trigger_row("Pricebook2", "A")));
  REQUIRE(answers.size() == 2);
  CHECK(answers[0].payload == R"(["A"])");
  CHECK(answers[1].payload == R"(["A"])");
}

TEST_CASE("pages are followed until done, at the address that the org names") {
  const auto p = make_triggers();
  const auto asked = objects({"Account", "X__c"});
  const auto reader = p->reader(form_kind::set_query, asked);
  const std::string second = "/services/data/v62.0/tooling/query/01gXX-2000";
  const std::string third = "/services/data/v62.0/tooling/query/01gXX-4000";
  auto verdict = reader->read(reply(200, page_of(trigger_row("Account", "A"), second)));
  REQUIRE(std::holds_alternative<next_page>(verdict));
  CHECK(std::get<next_page>(verdict).request.url == second);
  CHECK(std::get<next_page>(verdict).request.method == http_method::get);
  SUBCASE("an empty page in between is no end") {
    verdict = reader->read(reply(200, page_of("", third)));
    REQUIRE(std::holds_alternative<next_page>(verdict));
    CHECK(std::get<next_page>(verdict).request.url == third);
  }
  SUBCASE("a page that came cut is read again without harm") {
    CHECK(std::holds_alternative<unreadable>(reader->read(reply(200, "{\"totalSize\":7,"))));
    CHECK(std::holds_alternative<unreadable>(reader->read(reply(200, page_of(trigger_row("X__c", "B") + ",17")))));
  }
  verdict = reader->read(reply(200, page_of(trigger_row("X__c", "B") + "," + trigger_row("Account", "C"))));
  REQUIRE(std::holds_alternative<last_page>(verdict));
  const auto answers = reader->answers();
  CHECK(answers.at(0).payload == R"(["A","C"])");
  CHECK(answers.at(1).payload == R"(["B"])");
}

TEST_CASE("a next page is only followed to the API itself, and never twice to the same place") {
  const auto p = make_triggers();
  const auto asked = objects({"Account", "X__c"});
  for (const char* elsewhere : {"https://evil.example/services/data/v62.0/query/1", "//evil.example/x", "query/1"}) {
    CHECK_FALSE(why_refused(*p, asked, reply(200, page_of("", elsewhere))).empty());
  }
  const auto reader = p->reader(form_kind::set_query, asked);
  const auto page = reply(200, page_of("", "/services/data/v62.0/query/1-2000"));
  CHECK(std::holds_alternative<next_page>(reader->read(page)));
  CHECK(std::holds_alternative<unreadable>(reader->read(page)));
}

TEST_CASE("what is no answer to the question is refused with a reason") {
  const auto p = make_triggers();
  const auto asked = objects({"Account", "X__c"});
  const std::pair<const char*, std::string> bodies[] = {
      {"nothing", ""},
      {"HTML", "<html></html>"},
      {"cut", "{\"totalSize\":1,\"done\":true,\"records\":[{"},
      {"an error's array", R"([{"errorCode":"INVALID_TYPE","message":"x"}])"},
      {"another object", "{}"},
      {"no done", R"({"totalSize":0,"records":[]})"},
      {"done as text", R"({"totalSize":0,"done":"true","records":[]})"},
      {"no totalSize", R"({"done":true,"records":[]})"},
      {"no records", R"({"totalSize":0,"done":true})"},
      {"records null", R"({"totalSize":0,"done":true,"records":null})"},
      {"not done, no next", R"({"totalSize":0,"done":false,"records":[]})"},
      {"a row that is a number", page_of("17")},
      {"a row without its object", page_of(R"({"Name":"A"})")},
      {"a row whose object is null", page_of(R"({"Name":"A","EntityDefinition":null})")},
      {"a row whose object is a text", page_of(R"({"Name":"A","EntityDefinition":"Account"})")},
      {"a row without a name", page_of(R"({"EntityDefinition":{"QualifiedApiName":"Account"}})")},
      {"a row of an object not asked", page_of(trigger_row("Contact", "A"))},
      {"rows of another question",
       page_of(
           R"({"attributes":{"type":"ValidationRule"},"Name":"A","EntityDefinition":{"QualifiedApiName":"Account"}})")},
      {"too deep", page_of(std::string(100, '[') + std::string(100, ']'))},
  };
  for (const auto& [what, body] : bodies) {
    CAPTURE(what);
    CHECK_FALSE(why_refused(*p, asked, reply(200, body)).empty());
  }
  CHECK_FALSE(why_refused(*p, asked, reply(304, "")).empty());
  CHECK_FALSE(why_refused(*p, asked, reply(500, page_of(""))).empty());
  CHECK_FALSE(why_refused(*p, asked, failed(http_failure::reset)).empty());
}
