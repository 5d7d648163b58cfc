#include "orgsim/http/traffic_stats.hpp"
#include "tests/unit/orgsim/loopback_client.hpp"

#include <map>
#include <set>

#include <doctest/doctest.h>

using namespace orgsim_test;
namespace json = boost::json;

namespace {

std::string code_of(const response& r) {
  return std::string(json::parse(r.body()).as_array().at(0).as_object().at("errorCode").as_string());
}

}  // namespace

TEST_CASE("the versions need no login, everything else does") {
  const auto server = started({.objects = 40});
  client c(*server);
  http::request<http::string_body> bare(http::verb::get, "/services/data", 11);
  bare.set(http::field::host, "localhost");
  c.send(bare);
  CHECK(c.receive().result_int() == 200);
  bare.target(base + "/sobjects");
  c.send(bare);
  const response refused = c.receive();
  CHECK(refused.result_int() == 401);
  CHECK(code_of(refused) == "INVALID_SESSION_ID");
  CHECK(refused[http::field::www_authenticate] == "Token");
  CHECK(refused.find("Sforce-Limit-Info") == refused.end());
}

TEST_CASE("unknown addresses, objects and methods are told apart") {
  const auto server = started({.objects = 40});
  client c(*server);
  CHECK(c.get(base + "/nothing").result_int() == 404);
  CHECK(code_of(c.get(base + "/sobjects/Nobody__c/describe")) == "NOT_FOUND");
  CHECK(c.get("/services/data/v99.0/sobjects").result_int() == 404);
  CHECK(c.get("/services/data/v20.0/sobjects").result_int() == 410);
  auto post = c.request(base + "/sobjects");
  post.method(http::verb::post);
  c.send(post);
  CHECK(c.receive().result_int() == 405);
  CHECK(c.get(base + "/query?q=" + std::string(17000, 'x')).result_int() == 414);
  CHECK(c.get(base + "/limits", {{"X-Long", std::string(17000, 'x')}}).result_int() == 431);
  CHECK(code_of(c.get(base + "/query/0r8nothing-2000")) == "INVALID_QUERY_LOCATOR");
}

TEST_CASE("a packed describe holds the same as a plain one") {
  const auto server = started({.objects = 40});
  client c(*server);
  const response plain = c.get(base + "/sobjects/account/describe");
  const response packed = c.get(base + "/sobjects/Account/describe", {{"Accept-Encoding", "gzip"}});
  CHECK(plain.result_int() == 200);
  CHECK(packed[http::field::content_encoding] == "gzip");
  CHECK(unpacked(packed.body()) == plain.body());
  const response list = c.get(base + "/sobjects");
  CHECK(unpacked(c.get(base + "/sobjects", {{"Accept-Encoding", "gzip"}}).body()) == list.body());
  CHECK(json::parse(list.body()).as_object().at("sobjects").as_array().size() == 40);
}

TEST_CASE("what has not changed since is not sent again") {
  const auto server = started({.objects = 40});
  client c(*server);
  const response first = c.get(base + "/sobjects/Account/describe");
  const std::string modified(first[http::field::last_modified]);
  const response again = c.get(base + "/sobjects/Account/describe", {{"If-Modified-Since", modified}});
  CHECK(again.result_int() == 304);
  CHECK(again.body().empty());
  CHECK(c.get(base + "/sobjects/Account/describe", {{"If-Modified-Since", "Sat, 1 Jan 2022 00:00:00 GMT"}})
            .result_int() == 200);
}

TEST_CASE("pipelined requests get their replies in order") {
  const auto server = started({.objects = 40});
  client c(*server);
  for (const char* name : {"Account", "Contact", "Lead"}) c.send(c.request(base + "/sobjects/" + name + "/describe"));
  for (const char* name : {"Account", "Contact", "Lead"})
    CHECK(json::parse(c.receive().body()).as_object().at("name").as_string() == name);
}

TEST_CASE("all rows come page by page, each once, also with a smaller batch") {
  const auto server = started({.objects = 40});
  client c(*server);
  for (const auto& [batch, rows_of_a_page] :
       std::map<std::string, std::size_t>{{"batchSize=2000", 2000}, {"batchSize=300", 300}}) {
    json::object page =
        json::parse(c.query("SELECT Id FROM Account", "", {{"Sforce-Query-Options", batch}}).body()).as_object();
    const auto total = static_cast<std::size_t>(page.at("totalSize").as_int64());
    CHECK(page.at("records").as_array().size() == rows_of_a_page);
    std::set<std::string> ids;
    for (;;) {
      for (const json::value& row : page.at("records").as_array()) ids.insert(std::string(row.at("Id").as_string()));
      if (page.at("done").as_bool()) break;
      page = c.object(std::string(page.at("nextRecordsUrl").as_string()));
    }
    CHECK(ids.size() == total);
    CHECK(total > 2000);
  }
}

TEST_CASE("Account's field permissions need more than one page") {
  const auto server = started({.objects = 40});
  client c(*server);
  const auto page =
      json::parse(c.query("SELECT Field FROM FieldPermissions WHERE SobjectType = 'Account'").body()).as_object();
  CHECK(page.at("totalSize").as_int64() > 2000);
  CHECK_FALSE(page.at("done").as_bool());
}

TEST_CASE("the Tooling API has an envelope of its own") {
  const auto server = started({.objects = 400});
  client c(*server);
  const auto page = json::parse(c.query("SELECT Name FROM ApexTrigger LIMIT 2", "/tooling").body()).as_object();
  CHECK(page.at("size").as_int64() == 2);
  CHECK(page.at("queryLocator").is_null());
  CHECK(page.at("entityTypeName").as_string() == "ApexTrigger");
  CHECK(page.at("records")
            .at(0)
            .at("attributes")
            .at("url")
            .as_string()
            .starts_with(base + "/tooling/sobjects/ApexTrigger/01q"));
}

TEST_CASE("a trigger of a custom object names it by id in its columns and by name through the relation") {
  const auto server = started({.objects = 600});
  client c(*server);
  const auto rows = json::parse(
      c.query("SELECT TableEnumOrId, EntityDefinition.QualifiedApiName FROM ApexTrigger", "/tooling").body());
  std::size_t custom = 0;
  for (const json::value& row : rows.at("records").as_array()) {
    const std::string name(row.at("EntityDefinition").at("QualifiedApiName").as_string());
    const std::string id(row.at("TableEnumOrId").as_string());
    if (name.ends_with("__c")) {
      ++custom;
      CHECK(id.size() == 15);
      CHECK(id.starts_with("01I"));
    } else if (name.find("__") == std::string::npos) {
      CHECK(id == name);
    }
  }
  CHECK(custom > 0);
}

TEST_CASE("a rate limit refuses with a Retry-After, and the statistics count it") {
  const auto server = started({.profile = "rate", .objects = 40});
  client c(*server);
  int refused = 0;
  for (int i = 0; i < 25; ++i) {
    const response r = c.get(base + "/nothing");
    if (r.result_int() != 429) continue;
    ++refused;
    CHECK(std::stoi(std::string(r[http::field::retry_after])) >= 1);
  }
  while (server->stats().in_flight > 0) {  // a call is counted when its last byte has left
  }
  const auto stats = server->stats();
  CHECK(stats.total == 25);
  CHECK(stats.refused == static_cast<std::uint64_t>(refused));
}

TEST_CASE("the statistics tell what a client asked again though it had been answered") {
  const auto server = started({.objects = 40});
  client c(*server);
  for (const char* path :
       {"/sobjects/Account/describe", "/sobjects/Lead/describe", "/sobjects/Account/describe", "/nothing", "/nothing"})
    static_cast<void>(c.get(base + path));
  while (server->stats().in_flight > 0) {
  }
  CHECK(server->stats().answered_again == 1);
  CHECK(server->stats().same_in_flight_max == 1);
}

TEST_CASE("the statistics tell for how long the org was asked, and how much was in flight over that time") {
  using namespace std::chrono_literals;
  sluice::orgsim::traffic_stats stats;
  stats.begin(0s, 1);
  stats.begin(1s, 2);
  stats.end(2s, {.question = 1, .status = 200, .kind = "query", .took = 2s});
  stats.end(4s, {.question = 2, .status = 429, .kind = "query", .refused = true, .took = 3s});
  const auto seen = stats.snapshot();
  CHECK(seen.last_answer == 4s);
  CHECK(seen.in_flight_s == doctest::Approx(1 + 2 + 2));
  CHECK(seen.answers.count() == 1);  // a refusal is no answer
  CHECK(seen.answers.mean_s() == doctest::Approx(2));
}

TEST_CASE("what is wrong with the options is said before anything runs") {
  using sluice::orgsim::server;
  const auto first = started({.objects = 5});
  const std::string url = first->url();
  const auto port = static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
  CHECK(server::make({.port = port}).error().message.find(std::to_string(port)) != std::string::npos);
  CHECK(server::make({.profile = "nonesuch"}).error().message.find("instant, lognormal") != std::string::npos);
  CHECK(server::make({.schema = "/nonexistent/schema.json"}).error().message.find("/nonexistent/schema.json") !=
        std::string::npos);
}
