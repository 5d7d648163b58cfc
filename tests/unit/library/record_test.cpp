#include "library/record.hpp"

#include "library/json_text.hpp"

#include <algorithm>
#include <random>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>

using namespace sluice;
namespace json = boost::json;

namespace {

run_shape shape_of(std::initializer_list<const char*> names) {
  run_shape shape;
  for (const char* n : names) shape.push_back({call_kind(n), std::string_view(n) == "record_count"});
  return shape;
}

stored_part part_of_it(const char* part, const char* payload) {
  return {object_name("Account"), call_kind(part), answer::of(payload), 1};
}

stored_part gap_of_it(const char* part, gap g, const char* why) {
  return {object_name("Account"), call_kind(part), answer::without(g, why), 1};
}

/// The record as compact text, quotes as apostrophes on both sides for reading.
std::string record(std::string base, const run_shape& shape, const std::vector<stored_part>& parts) {
  std::replace(base.begin(), base.end(), '\'', '"');
  const auto made = build_record(base, shape, parts);
  if (!made) return made.error().what;
  std::string text;
  write_json(text, *made, json_layout::compact);
  std::replace(text.begin(), text.end(), '"', '\'');
  return text;
}

const run_shape all =
    shape_of({"describe", "flows", "triggers", "validation_rules", "field_permissions", "record_count"});

}  // namespace

TEST_CASE("what the parts found lands in the record, after what the base says") {
  CHECK(record("{'name':'Account','x':1}", all,
               {part_of_it("flows", R"(["F1","F2"])"), part_of_it("triggers", R"(["T"])"),
                part_of_it("validation_rules", "[]"), part_of_it("field_permissions", "{}"),
                part_of_it("record_count", "12")}) ==
        "{'name':'Account','x':1,'_relationshipMetadata':{'automationSummary':{'flows':['F1','F2'],'triggers':['T'],"
        "'validation_rules':[]},'usageSummary':{'recordCount':12}}}");
}

TEST_CASE("the order in which the parts came makes no difference") {
  const std::vector<stored_part> one{part_of_it("flows", "[]"), part_of_it("record_count", "3"),
                                     part_of_it("triggers", "[]")};
  const std::vector<stored_part> other{one[2], one[1], one[0]};
  CHECK(record("{'name':'A'}", all, one) == record("{'name':'A'}", all, other));
}

TEST_CASE("a gap leaves the empty form and is named with its reason") {
  const std::pair<gap, const char*> states[] = {{gap::denied, "denied"},
                                                {gap::unsupported, "unsupported"},
                                                {gap::not_applicable, "not_applicable"},
                                                {gap::failed, "failed"}};
  for (const auto& [state, word] : states) {
    CHECK(record("{'name':'A'}", shape_of({"flows", "record_count"}),
                 {gap_of_it("flows", state, "X: y"), gap_of_it("record_count", state, "z")}) ==
          std::string(
              "{'name':'A','_relationshipMetadata':{'automationSummary':{'flows':[]},'gaps':{'flows':{'state':'") +
              word + "','reason':'X: y'},'record_count':{'state':'" + word +
              "','reason':'z'}},'usageSummary':{'recordCount':null}}}");
  }
}

TEST_CASE("a gap of the describe is named where the entry of --input is the base") {
  CHECK(record("{'name':'A'}", shape_of({"describe"}), {gap_of_it("describe", gap::denied, "no")}) ==
        "{'name':'A','_relationshipMetadata':{'gaps':{'describe':{'state':'denied','reason':'no'}}}}");
}

TEST_CASE("a part that the run does not ask leaves no keys") {
  CHECK(record("{'name':'A'}", shape_of({"describe"}), {}) == "{'name':'A'}");
  CHECK(record("{'name':'A'}", shape_of({"flows"}), {}) ==
        "{'name':'A','_relationshipMetadata':{'automationSummary':{'flows':[]}}}");
}

TEST_CASE("what the base has already is kept and merged into") {
  CHECK(record("{'name':'A','_relationshipMetadata':{'outbound':[1],'automationSummary':{'code':7,'flows':['old']},"
               "'note':null},'z':2}",
               shape_of({"flows", "triggers"}), {part_of_it("flows", "[\"new\"]"), part_of_it("triggers", "[]")}) ==
        "{'name':'A','_relationshipMetadata':{'outbound':[1],'automationSummary':{'code':7,'flows':['new'],"
        "'triggers':[]},'note':null},'z':2}");
  CHECK(record("{'name':'A','_relationshipMetadata':null}", shape_of({"flows"}), {part_of_it("flows", "[]")}) ==
        "{'name':'A','_relationshipMetadata':{'automationSummary':{'flows':[]}}}");
}

TEST_CASE("an object whose calls fail keeps its original data") {
  CHECK(record("{'name':'A','fields':[{'name':'X','_flsSummary':{'editable_by':['P'],'readonly_by':[]}},{'name':'Y'}],"
               "'_relationshipMetadata':{'automationSummary':{'flows':['old']},'usageSummary':{'recordCount':5}}}",
               shape_of({"flows", "field_permissions", "record_count"}),
               {gap_of_it("flows", gap::failed, "w"), gap_of_it("field_permissions", gap::failed, "w"),
                gap_of_it("record_count", gap::failed, "w")}) ==
        "{'name':'A','fields':[{'name':'X','_flsSummary':{'editable_by':['P'],'readonly_by':[]}},{'name':'Y',"
        "'_flsSummary':{'editable_by':[],'readonly_by':[]}}],'_relationshipMetadata':{'automationSummary':{'flows':["
        "'old']},'usageSummary':{'recordCount':5},'gaps':{'flows':{'state':'failed','reason':'w'},'field_permissions':"
        "{'state':'failed','reason':'w'},'record_count':{'state':'failed','reason':'w'}}}}");
}

TEST_CASE("gaps of an earlier run go when the part is there, those of other parts stay") {
  CHECK(record("{'_relationshipMetadata':{'gaps':{'flows':{'state':'failed'},'other':{'state':'denied'}}}}",
               shape_of({"flows"}), {part_of_it("flows", "[]")}) ==
        "{'_relationshipMetadata':{'gaps':{'other':{'state':'denied'}},'automationSummary':{'flows':[]}}}");
  CHECK(record("{'_relationshipMetadata':{'gaps':{'flows':{'state':'failed'}},'k':1}}", shape_of({"flows"}),
               {part_of_it("flows", "[]")}) == "{'_relationshipMetadata':{'k':1,'automationSummary':{'flows':[]}}}");
}

TEST_CASE("an answer of the wrong form is told with its part") {
  CHECK(record("{}", shape_of({"flows"}), {part_of_it("flows", "{}")}) ==
        "the stored answer of part flows is not a list of names");
  CHECK(record("{}", shape_of({"record_count"}), {part_of_it("record_count", "1 2")}) ==
        "the stored answer of part record_count is not a number");
  CHECK(record("[]", shape_of({}), {}) == "the stored answer of part describe is not an object");
}

TEST_CASE("a reason in broken UTF-8 still makes a readable file") {
  CHECK(record("{}", shape_of({"describe"}), {gap_of_it("describe", gap::failed, "Gr\xf6")}) ==
        "{'_relationshipMetadata':{'gaps':{'describe':{'state':'failed','reason':'Gr?'}}}}");
}

TEST_CASE("a field's permissions are found by each of its names") {
  const char* payload =
      R"({"Parent":{"editable_by":["rel"],"readonly_by":[]},"X__c":{"editable_by":["own"],"readonly_by":["r"]},
          "BillingAddress":{"editable_by":["compound"],"readonly_by":[]},"BillingCity":{"readonly_by":["city"]},
          "Owner":{"editable_by":["owner"],"readonly_by":[]}})";
  const std::pair<const char*, const char*> rows[] = {
      // By its own name.
      {"{'name':'X__c','relationshipName':'X__r'}", "{'editable_by':['own'],'readonly_by':['r']}"},
      {"{'name':'BillingAddress'}", "{'editable_by':['compound'],'readonly_by':[]}"},
      // By the relationship.
      {"{'name':'ParentId','relationshipName':'Parent'}", "{'editable_by':['rel'],'readonly_by':[]}"},
      // As a part of a compound, unless it has an entry of its own; a list that is missing is empty.
      {"{'name':'BillingStreet','relationshipName':null,'compoundFieldName':'BillingAddress'}",
       "{'editable_by':['compound'],'readonly_by':[]}"},
      {"{'name':'BillingCity','compoundFieldName':'BillingAddress'}", "{'editable_by':[],'readonly_by':['city']}"},
      // By FIELD + Id, only where nothing is said of relationship names.
      {"{'name':'OwnerId'}", "{'editable_by':['owner'],'readonly_by':[]}"},
      {"{'name':'OwnerId','relationshipName':null}", "{'editable_by':[],'readonly_by':[]}"},
      // By nothing.
      {"{'name':'Id'}", "{'editable_by':[],'readonly_by':[]}"},
      {"{'name':'Unknown__c','compoundFieldName':'Name'}", "{'editable_by':[],'readonly_by':[]}"},
      {"{}", "{'editable_by':[],'readonly_by':[]}"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.first);
    const std::string made = record(std::string("{'fields':[") + row.first + "]}", shape_of({"field_permissions"}),
                                    {part_of_it("field_permissions", payload)});
    CHECK(made.find(std::string("'_flsSummary':") + row.second + "}]}") != std::string::npos);
  }
}

TEST_CASE("permissions of an earlier run are replaced where they stand") {
  CHECK(record("{'fields':[{'_flsSummary':{'editable_by':['old'],'readonly_by':[]},'name':'X'}]}",
               shape_of({"field_permissions"}),
               {part_of_it("field_permissions", R"({"X":{"editable_by":["new"]}})")}) ==
        "{'fields':[{'_flsSummary':{'editable_by':['new'],'readonly_by':[]},'name':'X'}]}");
}

namespace {

json::value random_value(std::mt19937& random, int depth) {
  switch (random() % (depth > 3 ? 5 : 7)) {
    case 0:
      return nullptr;
    case 1:
      return static_cast<std::int64_t>(random()) - 1'000'000;
    case 2:
      return static_cast<double>(random() % 100'000) / 64.0 + 0.0078125;
    case 3:
      return random() % 2 == 0;
    case 4:
      return json::string(random() % 9, static_cast<char>('!' + random() % 90));
    case 5: {
      json::array list;
      for (auto n = random() % 4; n > 0; --n) list.push_back(random_value(random, depth + 1));
      return list;
    }
    default: {
      json::object o;
      for (auto n = random() % 4; n > 0; --n)
        o.emplace("k" + std::to_string(random() % 50), random_value(random, depth + 1));
      return o;
    }
  }
}

/// An object with up to 30 fields, any members, and permissions for some of the fields' names.
struct random_case {
  explicit random_case(unsigned seed) : random(seed) {
    json::array fields;
    for (auto n = random() % 30; n > 0; --n) {
      json::object field{{"name", "F" + std::to_string(random() % 40) + (random() % 2 == 0 ? "Id" : "__c")}};
      if (random() % 2 == 0) field.emplace("relationshipName", random_value(random, 9));
      if (random() % 3 == 0) field.emplace("compoundFieldName", "F" + std::to_string(random() % 40));
      field.emplace("more", random_value(random, 0));
      fields.push_back(std::move(field));
    }
    base = {{"a", random_value(random, 0)}, {"fields", std::move(fields)}, {"z", random_value(random, 0)}};
    for (auto n = random() % 40; n > 0; --n) {
      permissions["F" + std::to_string(random() % 40)] = json::object{{"editable_by", json::array{"P"}}};
    }
  }
  std::mt19937 random;
  json::object base;
  json::object permissions;
};

}  // namespace

TEST_CASE("whatever the object is, every field gets its permissions and nothing of the base is lost") {
  for (unsigned seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    random_case world(seed);
    const std::vector<stored_part> parts{part_of_it("field_permissions", json::serialize(world.permissions).c_str()),
                                         gap_of_it("flows", gap::denied, "no")};
    const auto made = build_record(json::serialize(world.base), all, parts);
    REQUIRE(made.has_value());
    std::string text;
    write_json(text, *made, json_layout::pretty);
    auto back = json::parse(text).as_object();
    for (auto& field : back.at("fields").as_array()) {
      const auto& lists = field.at("_flsSummary").as_object();
      CHECK(lists.at("editable_by").is_array());
      CHECK(lists.at("readonly_by").is_array());
      field.as_object().stable_erase(field.as_object().find("_flsSummary"));
    }
    back.stable_erase(back.find("_relationshipMetadata"));
    CHECK((json::serialize(back) == json::serialize(world.base)));
    // The record as the next run's original: merged again, it is the same record.
    const auto twice = build_record(text, all, parts);
    REQUIRE(twice.has_value());
    CHECK((json::serialize(*twice) == json::serialize(*made)));
  }
}
