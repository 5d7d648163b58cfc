// What rows look like, and what statements mean.

#include "tests/unit/orgsim/soql_org.hpp"

#include <algorithm>

using namespace orgsim_test;
namespace json = boost::json;

TEST_CASE("parents and children stand inside their record, as an org writes them") {
  soql_org org;
  const json::object page = org.page(
      "SELECT Name, Owner.Name, (SELECT LastName, Account.Name FROM Contacts ORDER BY LastName LIMIT 2) FROM Account "
      "LIMIT "
      "500");
  bool with_children = false;
  for (const json::value& row : page.at("records").as_array()) {
    CHECK(row.at("attributes").at("type") == "Account");
    const json::value& contacts = row.at("Contacts");
    if (contacts.is_null()) continue;
    with_children = true;
    CHECK(contacts.at("totalSize").as_int64() <= 2);
    CHECK(contacts.at("done").as_bool());
    CHECK(contacts.at("records").at(0).at("Account").at("Name") == row.at("Name"));
  }
  CHECK(with_children);
}

TEST_CASE("a semi-join selects the rows that the inner statement names") {
  soql_org org;
  const auto with = org.total("SELECT COUNT() FROM Account WHERE Id IN (SELECT AccountId FROM Contact)");
  const auto without = org.total("SELECT COUNT() FROM Account WHERE Id NOT IN (SELECT AccountId FROM Contact)");
  CHECK(with + without == org.total("SELECT COUNT() FROM Account"));
  CHECK(with > 0);
}

TEST_CASE("a row is found by its id of either length, and a relationship's field filters") {
  soql_org org;
  const std::string id(org.page("SELECT Id FROM Account LIMIT 1 OFFSET 7").at("records").at(0).at("Id").as_string());
  CHECK(org.total("SELECT Name FROM Account WHERE Id = '" + id + "'") == 1);
  CHECK(org.total("SELECT Name FROM Account WHERE Id IN ('" + id.substr(0, 15) + "', '" + id + "')") == 1);
  const std::string children = "SELECT COUNT() FROM Contact WHERE AccountId = '" + id + "'";
  CHECK(org.total(children) == org.total("SELECT COUNT() FROM Contact WHERE Account.Id = '" + id + "'"));
}

TEST_CASE("NOT and its opposite share out all rows, and long lists mean what short ones mean") {
  soql_org org;
  const auto all = org.total("SELECT COUNT() FROM User");
  CHECK(org.total("SELECT COUNT() FROM User WHERE NOT Name LIKE 'a%'") +
            org.total("SELECT Id FROM User WHERE Name LIKE 'A%'") ==
        all);
  const std::string some = "'READ only', 'Standard User'";
  const std::string many = some + ", 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'";
  CHECK(org.total("SELECT Id FROM Profile WHERE Name IN (" + some + ")") == 2);
  CHECK(org.total("SELECT Id FROM Profile WHERE Name IN (" + many + ")") == 2);
  CHECK(org.total("SELECT Id FROM Profile WHERE Name NOT IN (" + many + ")") == 6);
}

TEST_CASE("days of date literals are those of the org's clock") {
  using orgsim::soql::calendar_unit;
  using namespace std::chrono;
  const auto range = [](const char* word, std::optional<std::int64_t> n = {}) {
    const auto literal = orgsim::soql::date_literal_named(word, n);
    REQUIRE(literal);
    return orgsim::soql::range_of(*literal, sys_days(2025y / January / 1));
  };
  CHECK(range("today").begin == sys_days(2025y / January / 1));
  CHECK(range("YESTERDAY").end == sys_days(2025y / January / 1));
  CHECK(range("LAST_N_DAYS", 30).begin == sys_days(2024y / December / 2));
  CHECK(range("LAST_N_DAYS", 30).end == sys_days(2025y / January / 2));
  CHECK(range("THIS_WEEK").begin == sys_days(2024y / December / 29));
  CHECK(range("LAST_QUARTER").begin == sys_days(2024y / October / 1));
  CHECK(range("LAST_YEAR").begin == sys_days(2024y / January / 1));
  CHECK(range("NEXT_N_MONTHS", 2).end == sys_days(2025y / April / 1));
  CHECK(range("N_YEARS_AGO", 3).begin == sys_days(2022y / January / 1));
  CHECK_FALSE(orgsim::soql::date_literal_named("LAST_N_DAYS", std::nullopt));
  CHECK_FALSE(orgsim::soql::date_literal_named("TOMORROWS", std::nullopt));
}

TEST_CASE("queryAll tells the rows in the recycle bin too, and says so of each") {
  soql_org org;
  const auto live = org.total("SELECT COUNT() FROM Account");
  const auto all = org.total("SELECT COUNT() FROM Account", false, true);
  CHECK(all > live);
  CHECK(org.total("SELECT COUNT() FROM Account WHERE IsDeleted = true", false, true) == all - live);
  CHECK(org.total("SELECT COUNT() FROM Account WHERE IsDeleted = true") == 0);
}

TEST_CASE("columns=true tells what is selected, joins and aggregates among it") {
  soql_org org;
  const auto columns = [&](const std::string& text) {
    return json::parse(*org.ask(text, false, false, true).body).at("columnMetadata");
  };
  const json::value plain = columns("SELECT Id, Owner.Name, (SELECT LastName FROM Contacts) FROM Account");
  CHECK(plain.at(0).at("columnName") == "Id");
  CHECK(plain.at(1).at("joinColumns").at(0).at("columnName") == "Name");
  CHECK(plain.at(2).at("aggregate").as_bool());
  CHECK(plain.at(2).at("joinColumns").at(0).at("columnName") == "LastName");
  const json::value counted = columns("SELECT Type, COUNT(Id) FROM Account GROUP BY Type");
  CHECK(counted.at(1).at("displayName") == "count(Id)");
  CHECK(counted.at(1).at("columnName") == "expr0");
  CHECK(counted.at(1).at("aggregate").as_bool());
}

TEST_CASE("every field that describe tells of a queryable object can be selected") {
  soql_org org(400);
  for (orgsim::object_index o = 0; o < org.objects.size(); ++o) {
    const orgsim::object& self = org.objects.at(o);
    if (!orgsim::queryable(self)) continue;
    for (const orgsim::field& f : org.objects.fields_of(o)) {
      const std::string verdict = org.verdict("SELECT " + f.name + " FROM " + self.name + " LIMIT 0");
      CAPTURE(self.name + "." + f.name);
      CHECK(verdict != "INVALID_FIELD");
      CHECK(verdict != "INVALID_TYPE");
    }
  }
}

TEST_CASE("traps that a profile switches change what queries meet") {
  orgsim::traps how;
  how.long_text_page_rows = 300;
  how.count_timeout_rows = 100;
  how.entity_rows_at_most = 50;
  how.dependency_query_more = false;
  how.query_work_rows = 1000;
  soql_org org(300, 3, how);
  CHECK(org.page("SELECT Id, Description FROM Account LIMIT 900").at("records").as_array().size() == 300);
  CHECK(org.page("SELECT Id FROM Account LIMIT 900").at("records").as_array().size() == 900);
  CHECK(org.verdict("SELECT COUNT() FROM Account") == "QUERY_TIMEOUT");
  CHECK(org.verdict("SELECT QualifiedApiName FROM EntityDefinition") == "EXCEEDED_ID_LIMIT");
  CHECK(org.verdict("SELECT Id FROM Account WHERE Name = 'nobody'") == "QUERY_TIMEOUT");
}

TEST_CASE("one row's Metadata can be had, more than one is refused") {
  soql_org org;
  const json::object first = org.page("SELECT Id FROM ValidationRule LIMIT 1", true);
  const std::string id(first.at("records").at(0).at("Id").as_string());
  const json::object one = org.page("SELECT FullName, Metadata FROM ValidationRule WHERE Id = '" + id + "'", true);
  CHECK(one.at("records").at(0).at("Metadata").as_object().contains("errorConditionFormula"));
  CHECK(org.verdict("SELECT Metadata FROM ValidationRule", true) == "MALFORMED_QUERY");
}
