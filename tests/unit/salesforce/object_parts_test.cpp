#include "salesforce/parts/describe.hpp"
#include "salesforce/parts/object_list_survey.hpp"
#include "salesforce/parts/record_count.hpp"
#include "salesforce/parts/record_counts.hpp"
#include "salesforce/sobject_facts.hpp"
#include "tests/unit/salesforce/replies.hpp"

#include <doctest/doctest.h>

using namespace sluice;
using namespace sluice::testing;

namespace {

const auto account = objects({"Account"});

std::optional<bool> queryable(const facts_ptr& facts) {
  const auto* known = dynamic_cast<const sobject_facts*>(facts.get());
  REQUIRE(known != nullptr);
  return known->queryable();
}

/// The payload of a survey's reply; empty: it could not be read.
std::string surveyed(const survey& s, const std::string& body) {
  const auto reader = s.reader(form_kind::single, {});
  if (!std::holds_alternative<last_page>(reader->read(reply(200, body)))) return {};
  return reader->answers().at(0).payload;
}

}  // namespace

TEST_CASE("a describe is kept as received and tells the object's facts") {
  const auto p = make_describe();
  const std::string body =
      " {\"name\" : \"Account\",\n\"queryable\":false,\"fields\":[{\"name\":\"Id\",\"queryable\":true}]} ";
  const auto answers = answers_to(*p, account, body);
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].payload == body);
  CHECK(queryable(answers[0].facts) == false);
  CHECK(queryable(p->facts(body)) == false);
  CHECK(queryable(p->facts(R"({"name":"Account","fields":[]})")) == std::nullopt);
  CHECK(p->facts("{\"name\":") == nullptr);
}

TEST_CASE("a describe's address holds any name") {
  const auto p = make_describe();
  CHECK(p->ask(form_kind::single, account).url == "sobjects/Account/describe");
  CHECK(p->ask(form_kind::single, objects({"../limits?x=1"})).url == "sobjects/..%2Flimits%3Fx%3D1/describe");
  REQUIRE(p->forms().size() == 1);
  CHECK(p->forms()[0].kind == form_kind::single);
}

TEST_CASE("a describe in the org's spelling is the object's own, another object's is refused") {
  const auto p = make_describe();
  CHECK(answers_to(*p, objects({"ACCOUNT"}), R"({"name":"Account","fields":[]})").size() == 1);
  for (const char* body :
       {"", "<html></html>", "[]", "17", "{}", R"({"name":"Account"})", R"({"fields":[]})",
        R"({"name":"Contact","fields":[]})", R"({"name":"Account","fields":{}})", R"({"name":"Account","fields":[]}})",
        R"({"name":"Account","fields":[{]})", R"({"name":null,"fields":[]})", R"([{"name":"Account","fields":[]}])",
        R"([{"errorCode":"NOT_FOUND","message":"x"}])", R"({"x":{"name":"Account"},"fields":[]})"}) {
    CAPTURE(body);
    CHECK_FALSE(why_refused(*p, account, reply(200, body)).empty());
  }
  const auto deep = R"({"name":"Account","fields":[)" + std::string(1000, '[') + std::string(1000, ']') + "]}";
  CHECK_FALSE(why_refused(*p, account, reply(200, deep)).empty());
  CHECK_FALSE(why_refused(*p, account, reply(304, "")).empty());
}

TEST_CASE("the object list keeps the org's order and what decides on questions") {
  const auto s = make_object_list();
  const auto payload = surveyed(*s, R"({"encoding":"UTF-8","maxBatchSize":200,"sobjects":[
    {"label":"Zeta","name":"Zeta__c","queryable":true,"urls":{"name":"inner","queryable":false}},
    {"name":"Account","queryable":false,"x":[{"name":"deeper"}]},{"name":"Old"}],"more":{"sobjects":1}})");
  CHECK(payload == R"({"sobjects":[{"name":"Zeta__c","queryable":true},{"name":"Account","queryable":false},)"
                   R"({"name":"Old","queryable":null}]})");
  const auto data = s->open(payload);
  const auto* list = dynamic_cast<const object_list*>(data.get());
  REQUIRE(list != nullptr);
  CHECK(list->objects() == objects({"Zeta__c", "Account", "Old"}));
  CHECK(queryable(list->facts(object_name("Zeta__c"))) == true);
  CHECK(queryable(list->facts(object_name("account"))) == false);
  CHECK(queryable(list->facts(object_name("Old"))) == std::nullopt);
  CHECK(list->facts(object_name("inner")) == nullptr);
  CHECK(s->ask(form_kind::single, {}).url == "sobjects");
}

TEST_CASE("what is no object list is refused") {
  const auto s = make_object_list();
  for (const char* body :
       {"", "<html>", "[]", "{}", R"({"sobjects":null})", R"({"sobjects":{}})", R"({"sobjects":[]})",
        R"({"sobjects":[17]})", R"({"sobjects":[[]]})", R"({"sobjects":[{"label":"x"}]})",
        R"({"sobjects":[{"name":5}]})", R"({"sobjects":[{"name":"A"}])", R"({"sobjects":[{"name":"A"}]} x)",
        R"({"inner":{"sobjects":[{"name":"A"}]}})", R"([{"errorCode":"X","message":"y"}])"}) {
    CAPTURE(body);
    CHECK(surveyed(*s, body).empty());
  }
  CHECK(s->open("{") == nullptr);
}

TEST_CASE("a hundred thousand objects are listed and found") {
  const auto s = make_object_list();
  std::string body = R"({"sobjects":[)";
  for (int i = 0; i < 100'000; ++i) {
    body += (i == 0 ? "" : ",") + std::string(R"({"name":"Object_)") + std::to_string(i) + R"(__c","queryable":)" +
            (i % 2 == 0 ? "true" : "false") + "}";
  }
  const auto data = s->open(surveyed(*s, body + "]}"));
  const auto* list = dynamic_cast<const object_list*>(data.get());
  REQUIRE(list != nullptr);
  CHECK(list->objects().size() == 100'000);
  CHECK(queryable(list->facts(object_name("Object_77777__c"))) == false);
  CHECK(queryable(list->facts(object_name("Object_77778__c"))) == true);
}

TEST_CASE("counts of the whole org answer the objects that they name") {
  const auto s = make_record_counts();
  const auto p = make_record_count(*s);
  CHECK(s->ask(form_kind::single, {}).url == "limits/recordCount");
  CHECK(p->reads() == s.get());
  CHECK(p->is_stats());
  const auto payload = surveyed(
      *s, R"({"sObjects":[{"count":3,"name":"Account"},{"count":0,"name":"Lead"},{"count":-1,"name":"Big__b"}]})");
  const auto data = s->open(payload);
  REQUIRE(data != nullptr);
  const auto known = [&](const char* name) { return p->from_survey(*data, object_name(name)); };
  CHECK(known("account")->payload == "3");
  CHECK(known("Lead")->payload == "0");
  CHECK_FALSE(known("Big__b"));
  CHECK_FALSE(known("Contact"));
  CHECK(surveyed(*s, R"({"sObjects":[]})") == R"({"sObjects":[]})");
  for (const char* bad : {"{}", R"({"sObjects":[{"name":"A"}]})", R"({"sObjects":[{"name":"A","count":"3"}]})",
                          R"({"sObjects":[{"name":"A","count":1.5}]})"}) {
    CHECK(surveyed(*s, bad).empty());
  }
}

TEST_CASE("an object that the counts leave out is counted, unless it can't be queried") {
  const auto s = make_record_counts();
  const auto p = make_record_count(*s);
  CHECK(p->not_applicable(facts_of(false).get()));
  CHECK_FALSE(p->not_applicable(facts_of(true).get()));
  CHECK_FALSE(p->not_applicable(facts_of(std::nullopt).get()));
  CHECK_FALSE(p->not_applicable(nullptr));
  CHECK(decoded(p->ask(form_kind::single, account).url) == "query?q=SELECT COUNT() FROM Account");
  CHECK(decoded(p->ask(form_kind::single, objects({"A, B"})).url) == "query?q=SELECT COUNT() FROM 'A, B'");
  const auto counted = answers_to(*p, account, R"({"totalSize":1234567,"done":true,"records":[]})");
  REQUIRE(counted.size() == 1);
  CHECK(counted[0].payload == "1234567");
  const auto refused = answers_to(*p, account, R"({"totalSize":-1,"done":true,"records":[]})");
  REQUIRE(refused.size() == 1);
  CHECK(refused[0].missing == gap::unsupported);
  for (const char* bad :
       {"{}", "[]", R"({"totalSize":1,"done":true,"records":[{}]})", R"({"totalSize":-2,"done":true,"records":[]})",
        R"({"totalSize":1.5,"done":true,"records":[]})"}) {
    CHECK_FALSE(why_refused(*p, account, reply(200, bad)).empty());
  }
}
