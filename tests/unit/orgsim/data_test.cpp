#include "orgsim/data/org.hpp"
#include "orgsim/data/record_id.hpp"
#include "orgsim/data/schema_file.hpp"
#include "tests/unit/orgsim/loopback_client.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <boost/json/parse.hpp>
#include <doctest/doctest.h>

using namespace sluice::orgsim;
using namespace orgsim_test;
namespace json = boost::json;

TEST_CASE("the same seed makes the same org, another seed another one") {
  const org a = org::made_up(5, 500);
  const org b = org::made_up(5, 500);
  const org c = org::made_up(6, 500);
  REQUIRE(a.size() == 500);
  bool other = false;
  for (object_index o = 0; o < a.size(); ++o) {
    CHECK(a.at(o).name == b.at(o).name);
    CHECK(a.drawn_rows(o) == b.drawn_rows(o));
    other = other || a.at(o).name != c.at(o).name || a.drawn_rows(o) != c.drawn_rows(o);
  }
  CHECK(other);
}

TEST_CASE("objects have 5 to 500 fields, most about 15, and a quarter of them hold rows") {
  const org data = org::made_up(1, 1462);
  std::vector<std::size_t> counts;
  int with_rows = 0;
  for (object_index o = 0; o < data.size(); ++o) {
    counts.push_back(data.fields_of(o).size());
    if (data.drawn_rows(o) > 0) ++with_rows;
  }
  std::sort(counts.begin(), counts.end());
  CHECK(counts.front() >= 5);
  CHECK(counts.back() == 500);
  CHECK(counts[counts.size() / 2] >= 12);
  CHECK(counts[counts.size() / 2] <= 18);
  CHECK(with_rows > 1462 / 6);
  CHECK(with_rows < 1462 / 3);
}

TEST_CASE("ids carry the checksum of their upper case letters") {
  CHECK(id_checksum("001D000000IqhSL") == "IAZ");
  CHECK(long_id("001", 35).size() == 18);
  CHECK(same_id(short_id("01I", 77), long_id("01I", 77)));
  CHECK(number_of_id(long_id("01I", 77)) == 77);
}

TEST_CASE("a broken schema is refused with its line and column") {
  const auto broken = parse_schema("{\"objects\": [\n  {\"name\": }\n]}", "x.json");
  REQUIRE(broken.has_error());
  CHECK(broken.error().message.starts_with("x.json: line 2, column "));
  CHECK(parse_schema("{\"objects\": [", "x.json").error().message.find("ends in the middle") != std::string::npos);
  CHECK(parse_schema("[]", "x.json").error().message.find("\"objects\"") != std::string::npos);
}

TEST_CASE("labels of the Setup pages become the API's types") {
  const auto typed = [](const char* setup_type, const char* name = "X__c") {
    return field_of_setup_type({name, "X", setup_type, false, false, false}, "Account");
  };
  CHECK(typed("Lookup(User)").reference_to == std::vector<std::string>{"User"});
  CHECK(typed("Currency(16, 2)").precision == 18);
  CHECK(typed("Lookup()", "Id").type == field_type::id);
  CHECK(typed("Long Text Area(32000)").length == 32000);
  CHECK(typed("Formula (Checkbox)").type == field_type::boolean);
  CHECK(typed("Number(9, 0)", "Total").type == field_type::integer);
  CHECK(typed("Hierarchy", "ParentId").relationship == "Parent");
}

namespace {

std::set<std::string> texts(const json::value& list) {
  std::set<std::string> all;
  for (const json::value& v : list.as_array()) all.insert(std::string(v.as_string()));
  return all;
}

// All rows of a query, page by page.
std::vector<json::value> rows_of(client& c, const std::string& soql, const std::string& api = "") {
  std::vector<json::value> rows;
  json::object page = json::parse(c.query(soql, api).body()).as_object();
  for (;;) {
    for (const json::value& row : page.at("records").as_array()) rows.push_back(row);
    if (page.at("done").as_bool()) return rows;
    page = c.object(std::string(page.at("nextRecordsUrl").as_string()));
  }
}

using label_sets = std::map<std::string, std::set<std::string>>;

// By object: names in a column of a query, where an object is named by another column's path.
label_sets by_object(client& c, const std::string& soql, const std::string& relation, const std::string& column,
                     const std::string& api = "") {
  label_sets sets;
  for (const json::value& row : rows_of(c, soql, api))
    if (!row.at(relation).is_null())
      sets[std::string(row.at(relation).at("QualifiedApiName").as_string())].insert(
          std::string(row.at(column).as_string()));
  return sets;
}

std::string label_of(const json::value& row) {
  const json::value& parent = row.at("Parent");
  return std::string(parent.at("IsOwnedByProfile").as_bool() ? parent.at("Profile").at("Name").as_string()
                                                             : parent.at("Label").as_string());
}

std::string permission_name_in_describe(const json::value& f) {
  const std::string name(f.at("name").as_string());
  if (f.at("compoundFieldName").is_string() && f.at("compoundFieldName").as_string() != name)
    return std::string(f.at("compoundFieldName").as_string());
  if (!f.at("custom").as_bool() && f.at("type").as_string() == "reference" && f.at("relationshipName").is_string())
    return std::string(f.at("relationshipName").as_string());
  return name;
}

void check_field_access(client& c, const json::object& truth) {
  label_sets editors;
  label_sets readers;
  for (const json::value& row : rows_of(c,
                                        "SELECT Field, PermissionsEdit, Parent.Label, Parent.IsOwnedByProfile, "
                                        "Parent.Profile.Name FROM FieldPermissions"))
    (row.at("PermissionsEdit").as_bool() ? editors : readers)[std::string(row.at("Field").as_string())].insert(
        label_of(row));
  for (const auto& [name, of_object] : truth) {
    const json::object describe = c.object("/services/data/v64.0/sobjects/" + std::string(name) + "/describe");
    for (const json::value& f : describe.at("fields").as_array()) {
      const std::string key = std::string(name) + "." + permission_name_in_describe(f);
      const std::set<std::string> edit = editors[key];
      std::set<std::string> read = readers[key];
      for (const std::string& label : edit) read.erase(label);
      const json::value& right = of_object.at("field_level_security").at(f.at("name").as_string());
      CHECK(texts(right.at("editable_by")) == edit);
      CHECK(texts(right.at("readonly_by")) == read);
    }
  }
}

}  // namespace

TEST_CASE("the truth is what a plain walk through the queries finds") {
  const auto server = started({.objects = 330, .seed = 9});
  client c(*server);
  const json::value whole = json::parse(c.get("/__orgsim/truth").body());
  const json::object& truth = whole.at("objects").as_object();
  REQUIRE(truth.size() == 330);
  auto flows = by_object(
      c, "SELECT ApiName, TriggerObjectOrEvent.QualifiedApiName FROM FlowDefinitionView WHERE IsActive = true",
      "TriggerObjectOrEvent", "ApiName");
  auto triggers = by_object(c, "SELECT Name, EntityDefinition.QualifiedApiName FROM ApexTrigger", "EntityDefinition",
                            "Name", "/tooling");
  auto rules = by_object(c, "SELECT ValidationName, EntityDefinition.QualifiedApiName FROM ValidationRule",
                         "EntityDefinition", "ValidationName", "/tooling");
  for (const auto& [key, of_object] : truth) {
    const std::string name(key);
    CAPTURE(name);
    CHECK(texts(of_object.at("flows")) == flows[name]);
    CHECK(texts(of_object.at("triggers")) == triggers[name]);
    CHECK(texts(of_object.at("validation_rules")) == rules[name]);
    const response counted = c.query("SELECT COUNT() FROM " + name);
    if (counted.result_int() == 200)
      CHECK(json::parse(counted.body()).at("totalSize") == of_object.at("record_count"));
    else
      CHECK(of_object.at("record_count").is_null());
  }
  check_field_access(c, truth);
}

TEST_CASE("record counts hold every object with rows but those that an org leaves out") {
  const auto server = started({.objects = 330, .seed = 9});
  client c(*server);
  std::map<std::string, std::int64_t> listed;
  const json::object all = c.object("/services/data/v64.0/limits/recordCount");
  for (const json::value& v : all.at("sObjects").as_array())
    listed[std::string(v.at("name").as_string())] = v.at("count").as_int64();
  CHECK(listed.at("Account") > 2000);
  CHECK_FALSE(listed.contains("AccountHistory"));
  CHECK(
      c.object("/services/data/v64.0/limits/recordCount?sObjects=Account,Nobody__c").at("sObjects").as_array().size() ==
      1);
}
