#include "orgsim/answers/composite.hpp"

#include "tests/unit/orgsim/loopback_client.hpp"

#include <vector>

#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>

using namespace orgsim_test;
namespace json = boost::json;

namespace {

response post(client& c, const std::string& target, const std::string& body, headers more = {}) {
  auto request = c.request(target, more);
  request.method(http::verb::post);
  if (request[http::field::content_type].empty()) request.set(http::field::content_type, "application/json");
  request.body() = body;
  c.send(request);
  return c.receive();
}

json::array composite(client& c, const std::string& body, const std::string& api = "") {
  const response r = post(c, base + api + "/composite", body);
  CHECK(r.result_int() == 200);
  return json::parse(r.body()).at("compositeResponse").as_array();
}

std::string gets(const std::vector<std::string>& urls, bool all_or_none = false) {
  json::array list;
  for (std::size_t i = 0; i < urls.size(); ++i)
    list.push_back({{"method", "GET"}, {"url", urls[i]}, {"referenceId", "r" + std::to_string(i)}});
  return json::serialize(json::object{{"allOrNone", all_or_none}, {"compositeRequest", list}});
}

std::string code_of(const json::value& entry) {
  return std::string(entry.at("body").at(0).at("errorCode").as_string());
}

}  // namespace

TEST_CASE("a composite answers each subrequest as if it had come alone") {
  const auto server = started({.objects = 40});
  client c(*server);
  const json::array all = composite(
      c, gets({base + "/sobjects/Account/describe", base + "/query?q=SELECT+COUNT()+FROM+Account", base + "/nothing"}));
  REQUIRE(all.size() == 3);
  const response alone = c.get(base + "/sobjects/Account/describe");
  CHECK(all[0].at("body") == json::parse(alone.body()));
  CHECK(all[0].at("httpHeaders").at("ETag").as_string() == std::string(alone[http::field::etag]));
  CHECK(all[0].at("referenceId").as_string() == "r0");
  CHECK(all[1].at("body") == json::parse(c.query("SELECT COUNT() FROM Account").body()));
  CHECK(all[1].at("httpHeaders").as_object().empty());
  CHECK(all[2].at("httpStatusCode").as_int64() == 404);
  CHECK(code_of(all[2]) == "NOT_FOUND");
}

TEST_CASE("a statement may stand in a subrequest's address as it is") {
  const auto server = started({.objects = 40});
  client c(*server);
  const json::array all = composite(
      c, gets({base + "/query/?q=SELECT Id FROM Account WHERE Name > 'A%25' AND Id != null ORDER BY Id LIMIT 2",
               base + "/query?q=SELECT+COUNT()+FROM+Account"}));
  REQUIRE(all.size() == 2);
  CHECK(all[0].at("body") ==
        json::parse(c.query("SELECT Id FROM Account WHERE Name > 'A%' AND Id != null ORDER BY Id LIMIT 2").body()));
  CHECK(all[0].at("body").at("totalSize").as_int64() == 2);
  CHECK(all[1].at("httpStatusCode").as_int64() == 200);
}

TEST_CASE("inside a composite a day has no leading zero, and what is unchanged comes as null with 304") {
  const auto server = started({.objects = 5});
  client c(*server);
  const std::string list = R"({"compositeRequest":[{"method":"GET","url":")" + base + R"(/sobjects","referenceId":"a")";
  const json::array first = composite(c, list + "}]}");
  const std::string modified(first[0].at("httpHeaders").at("Last-Modified").as_string());
  CHECK(modified == "Wed, 1 Jan 2025 00:00:00 GMT");
  const json::array again = composite(c, list + R"(,"httpHeaders":{"if-modified-since":")" + modified + "\"}}]}");
  CHECK(again[0].at("httpStatusCode").as_int64() == 304);
  CHECK(again[0].at("body").is_null());
}

TEST_CASE("too many subrequests, or queries among them, are refused as a whole by one entry without a name") {
  const auto server = started({.objects = 5});
  client c(*server);
  for (const std::string& body : {gets(std::vector<std::string>(26, base + "/limits")),
                                  gets(std::vector<std::string>(6, base + "/query?q=SELECT+Id+FROM+Account"))}) {
    const json::array all = composite(c, body);
    REQUIRE(all.size() == 1);
    CHECK(all[0].at("referenceId").is_null());
    CHECK(all[0].at("httpStatusCode").as_int64() == 400);
    CHECK(code_of(all[0]) == "LIMIT_EXCEEDED");
  }
  CHECK(composite(c, gets(std::vector<std::string>(25, base + "/limits"))).size() == 25);
}

TEST_CASE("all or none: one failure halts the others") {
  const auto server = started({.objects = 5});
  client c(*server);
  const std::vector<std::string> urls{base + "/limits", base + "/nothing"};
  CHECK(composite(c, gets(urls, false))[0].at("httpStatusCode").as_int64() == 200);
  const json::array halted = composite(c, gets(urls, true));
  CHECK(halted[0].at("httpStatusCode").as_int64() == 400);
  CHECK(code_of(halted[0]) == "PROCESSING_HALTED");
  CHECK(code_of(halted[1]) == "NOT_FOUND");
}

TEST_CASE("a subrequest can use what one before it answered") {
  const auto server = started({.objects = 40});
  client c(*server);
  const json::array all =
      composite(c, gets({base + "/query?q=SELECT+Id+FROM+Account+LIMIT+1",
                         base + "/sobjects/Account/@{r0.records[0].Id}?fields=Id,Name", base + "/@{r9.name}"}));
  CHECK(all[1].at("body").at("Id") == all[0].at("body").at("records").at(0).at("Id"));
  CHECK(all[1].at("body").at("attributes").at("type").as_string() == "Account");
  CHECK(code_of(all[2]) == "PROCESSING_HALTED");
}

TEST_CASE("a reference's name must be a word, and its own") {
  const auto server = started({.objects = 5});
  client c(*server);
  for (const char* names : {R"(["a","a"])", R"(["a-b","c"])", R"(["","c"])"}) {
    json::array list;
    const json::value all_names = json::parse(names);
    for (const json::value& name : all_names.as_array())
      list.push_back({{"method", "GET"}, {"url", base + "/limits"}, {"referenceId", name}});
    const json::array all = composite(c, json::serialize(json::object{{"compositeRequest", list}}));
    REQUIRE(all.size() == 1);
    CHECK(code_of(all[0]) == "INVALID_INPUT");
  }
}

TEST_CASE("the Tooling API has a composite of its own") {
  const auto server = started({.objects = 300});
  client c(*server);
  const json::array all =
      composite(c, gets({base + "/tooling/query?q=SELECT+Id+FROM+ApexTrigger+LIMIT+1"}), "/tooling");
  CHECK(all[0].at("body").at("entityTypeName").as_string() == "ApexTrigger");
}

TEST_CASE("each subrequest of a batch counts as a call, a composite as one") {
  const auto server = started({.objects = 5});
  client c(*server);
  const auto used = [&c] {
    const auto limits = c.object(base + "/limits").at("DailyApiRequests").as_object();
    return limits.at("Max").as_int64() - limits.at("Remaining").as_int64();
  };
  const auto before = used();
  const response batch =
      post(c, base + "/composite/batch",
           R"({"batchRequests":[{"method":"GET","url":"v64.0/sobjects/Account/describe"},)"
           R"({"method":"GET","url":"v64.0/nothing"},{"method":"GET","url":"/services/data/v64.0/limits"}]})");
  const json::value body = json::parse(batch.body());
  CHECK(body.at("hasErrors").as_bool());
  CHECK(body.at("results").at(0).at("statusCode").as_int64() == 200);
  CHECK(body.at("results").at(0).at("result").at("name").as_string() == "Account");
  CHECK(body.at("results").at(1).at("statusCode").as_int64() == 404);
  CHECK(used() - before == 1 + 3 + 1);
  composite(c, gets({base + "/limits", base + "/limits"}));
  CHECK(used() - before == 5 + 1 + 1);
}

TEST_CASE("a batch may be halted by its first error") {
  const auto server = started({.objects = 5});
  client c(*server);
  const response batch = post(c, base + "/composite/batch",
                              R"({"haltOnError":true,"batchRequests":[{"method":"GET","url":"v64.0/nothing"},)"
                              R"({"method":"GET","url":"v64.0/limits"}]})");
  const json::value body = json::parse(batch.body());
  CHECK(body.at("results").at(1).at("statusCode").as_int64() == 412);
  CHECK(body.at("results").at(1).at("result").at(0).at("errorCode").as_string() == "BATCH_PROCESSING_HALTED");
}

TEST_CASE("bodies that are no JSON, or another kind of text, are refused") {
  const auto server = started({.objects = 5});
  client c(*server);
  CHECK(post(c, base + "/composite", "{").result_int() == 400);
  CHECK(post(c, base + "/composite", "[]").result_int() == 400);
  CHECK(post(c, base + "/composite", "{}", {{"Content-Type", "text/plain"}}).result_int() == 415);
  CHECK(post(c, base + "/composite", "{}", {{"Content-Encoding", "gzip"}}).result_int() == 400);
  CHECK(post(c, base + "/composite", "{}", {{"Content-Encoding", "br"}}).result_int() == 415);
  CHECK(c.get(base + "/limits", {{"Accept", "text/html"}}).result_int() == 406);
}

TEST_CASE("a body may come packed") {
  const auto server = started({.objects = 5});
  client c(*server);
  const response r = post(c, base + "/composite", packed(gets({base + "/limits"})), {{"Content-Encoding", "gzip"}});
  CHECK(json::parse(r.body()).at("compositeResponse").at(0).at("httpStatusCode").as_int64() == 200);
}

TEST_CASE("composites do not stand inside one another") {
  const auto server = started({.objects = 5});
  client c(*server);
  const json::array all = composite(c, gets({base + "/composite"}));
  CHECK(all[0].at("httpStatusCode").as_int64() == 400);
}

TEST_CASE("subrequests can be counted before they are answered") {
  using sluice::orgsim::subrequest_count;
  CHECK(subrequest_count(gets({"a", "b", "c"})) == 3);
  CHECK(subrequest_count(R"({"batchRequests":[{}]})") == 1);
  CHECK(subrequest_count("") == 0);
  CHECK(subrequest_count("[1]") == 0);
}
