#include "orgsim/data/clock.hpp"
#include "orgsim/soql/parser.hpp"
#include "orgsim/soql/query.hpp"
#include "orgsim/tables/tables.hpp"

#include <string>

#include <doctest/doctest.h>

using namespace sluice::orgsim;

namespace {

// "" for an accepted statement, else its errorCode.
struct asked_org {
  org objects = org::made_up(3, 300);
  people who = make_people(3);
  record_counts counts{objects, who};
  table_list tables{org_data{objects, who, counts}};

  boost::system::result<soql::result_set, refusal> ask(const std::string& text, api which = api::data) const {
    const auto statement = soql::parse(text);
    if (!statement) return statement.error();
    const api_tables known(tables, which);
    auto bound = soql::bind(*statement, {known, org_now});
    if (!bound) return bound.error();
    return soql::evaluate(*bound, 1000000);
  }
  std::string verdict(const std::string& text, api which = api::data) const {
    auto answer = ask(text, which);
    return answer ? "" : answer.error().code;
  }
  std::int64_t total(const std::string& text, api which = api::data) const {
    const auto answer = ask(text, which);
    REQUIRE(answer.has_value());
    return answer->total;
  }
};

}  // namespace

TEST_CASE("an org takes these statements and refuses those, with the API's errorCode") {
  const asked_org o;
  struct line {
    const char* text = "";
    const char* code = "";
    api which = api::data;
  };
  const line lines[] = {
      {"select count() from Account", ""},
      {"SELECT Id, Name FROM account LIMIT 5 OFFSET 2", ""},
      {"SELECT a.Id FROM Account a WHERE a.Name != null ORDER BY Name DESC NULLS LAST", ""},
      {"SELECT Id FROM Account WHERE (Name LIKE 'A%' OR Name = 'It\\'s') AND NOT IsDeleted = true", ""},
      {"SELECT Id FROM Account WHERE CreatedDate >= 2020-01-01T00:00:00Z AND AnnualRevenue > 1.5", ""},
      {"SELECT Field, Parent.Profile.Name FROM FieldPermissions WHERE SobjectType IN ('Account','Contact')", ""},
      {"SELECT ApiName, TriggerObjectOrEvent.QualifiedApiName FROM FlowDefinitionView WHERE IsActive = true", ""},
      {"SELECT COUNT(Id) n, COUNT(Name) FROM Account", ""},
      {"SELECT Id, Username, Profile.Name FROM User WHERE IsActive = true", ""},
      {"SELECT QualifiedApiName FROM EntityDefinition WHERE DurableId > 'A'", "", api::tooling},
      {"SELECT ValidationName FROM ValidationRule WHERE EntityDefinition.QualifiedApiName NOT IN ('Lead')", "",
       api::tooling},
      {"SELECT Id FROM ValidationRule", "INVALID_TYPE"},
      {"SELECT Id FROM FlowDefinitionView", "INVALID_TYPE", api::tooling},
      {"SELECT Id FROM Nothing__c", "INVALID_TYPE"},
      {"SELECT Nothing__c FROM Account", "INVALID_FIELD"},
      {"SELECT PermissionSet.Label FROM FieldPermissions", "INVALID_FIELD"},
      {"SELECT Id FROM ApexTrigger WHERE Body LIKE '%x%'", "INVALID_FIELD", api::tooling},
      {"SELECT Id FROM Account WHERE IsDeleted = 'true'", "INVALID_FIELD"},
      {"SELECT Id FROM Account WHERE Name = 5", "INVALID_FIELD"},
      {"SELECT Id FROM Account WHERE Name IS NULL", "MALFORMED_QUERY"},
      {"SELECT Id FROM Account WHERE Name = 'a' AND Name = 'b' OR Name = 'c'", "MALFORMED_QUERY"},
      {"SELECT Id FROM Account WHERE Name = 'open", "MALFORMED_QUERY"},
      {"SELECT Id FROM Account WHERE Name = 'bad \\q'", "MALFORMED_QUERY"},
      {"SELECT Id FROM Account LIMIT -1", "MALFORMED_QUERY"},
      {"SELECT Id) FROM Account", "MALFORMED_QUERY"},
      {"SELECT Id, COUNT(Id) FROM Account", "MALFORMED_QUERY"},
      {"Id FROM Account", "MALFORMED_QUERY"},
      {"", "MALFORMED_QUERY"},
      {"SELECT Id FROM Account LIMIT 1 OFFSET 2001", "NUMBER_OUTSIDE_VALID_RANGE"},
      {"SELECT Id FROM ContactChangeEvent", "INVALID_TYPE_FOR_OPERATION"},
  };
  for (const line& l : lines) {
    CAPTURE(l.text);
    if (std::string(l.code) == "INVALID_TYPE_FOR_OPERATION" && !o.objects.find("ContactChangeEvent")) continue;
    CHECK(o.verdict(l.text, l.which) == l.code);
  }
}

TEST_CASE("an error points at its column in the whole statement") {
  const asked_org o;
  CHECK(o.ask("select count() from XYZZY")
            .error()
            .message.starts_with("\nselect count() from XYZZY\n                    ^\nERROR at "
                                 "Row:1:Column:21\nsObject type 'XYZZY' is not"));
}

TEST_CASE("conditions select what they say") {
  const asked_org o;
  const auto all = o.total("SELECT COUNT() FROM User");
  CHECK(o.total("SELECT COUNT() FROM User WHERE IsActive = true") +
            o.total("SELECT COUNT() FROM User WHERE IsActive != true") ==
        all);
  CHECK(o.total("SELECT COUNT() FROM User WHERE NOT Name LIKE 'a%'") +
            o.total("SELECT Id FROM User WHERE Name LIKE 'A%'") ==
        all);
  CHECK(o.total("SELECT Id FROM User LIMIT 7 OFFSET 3") == 7);
  CHECK(o.total("SELECT COUNT() FROM User LIMIT 7") == 7);
  CHECK(o.total("SELECT Id FROM User LIMIT 0") == 0);
  CHECK(o.total("SELECT COUNT() FROM Profile WHERE Name IN ('read only', 'Nobody')") == 1);
  CHECK(o.total("SELECT COUNT() FROM EntityDefinition", api::tooling) == 300);
}
