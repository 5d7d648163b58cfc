// Faults as a client meets them, at the socket.
#include "tests/unit/orgsim/loopback_client.hpp"
#include "tests/unit/orgsim/scratch_profile.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace orgsim_test;
namespace json = boost::json;

namespace {

const std::string describe = base + "/sobjects/Account/describe";

// What one exchange on a new connection came to: a status and a body, or what went wrong.
struct exchange {
  unsigned status = 0;
  std::string body;
  std::string headers;
  std::string error;
};

exchange ask(const sluice::orgsim::server& server, const std::string& target, headers more = {}) {
  exchange e;
  try {
    client c(server);
    c.send(c.request(target, more));
    const response r = c.receive();
    e.status = r.result_int();
    e.body = r.body();
    for (const auto& f : r)
      if (f.name() != http::field::date)
        e.headers += std::string(f.name_string()) + ": " + std::string(f.value()) + "\n";
  } catch (const boost::system::system_error& failed) {
    e.error = failed.code().message();
  }
  return e;
}

std::unique_ptr<sluice::orgsim::server> with_fault(const std::string& form, const std::string& more = "") {
  const scratch_profile p("[[fault]]\nform = '" + form + "'\nfirst = 1\n" + more);
  return started({.profile = p.path(), .objects = 40});
}

bool is_json(const std::string& text) {
  boost::system::error_code error;
  json::parse(text, error);
  return !error;
}

}  // namespace

TEST_CASE("errors are the API's own or a load balancer's page, and the retry is answered") {
  const auto api = with_fault("error");
  const exchange first = ask(*api, describe);
  CHECK(first.status == 500);
  CHECK(first.body.find("UNKNOWN_EXCEPTION") != std::string::npos);
  CHECK(ask(*api, describe).status == 200);
  CHECK(api->stats().faults.at("error_500") == 1);
  const auto balancer = with_fault("error", "status = 503");
  const exchange page = ask(*balancer, describe);
  CHECK(page.status == 503);
  CHECK(page.headers.find("text/html") != std::string::npos);
  CHECK(ask(*with_fault("expired"), describe).status == 401);
  CHECK(ask(*with_fault("html_200"), describe).body.starts_with("<html>"));
}

TEST_CASE("connections break before the headers, after them, or in the body") {
  for (const char* form : {"reset_before_headers", "reset_after_headers", "truncated"}) {
    const auto server = with_fault(form);
    INFO(form);
    CHECK_FALSE(ask(*server, describe).error.empty());
    CHECK(ask(*server, describe).status == 200);
  }
}

TEST_CASE("bodies that are no answer") {
  CHECK_FALSE(is_json(ask(*with_fault("garbage"), describe).body));
  CHECK_FALSE(is_json(ask(*with_fault("half_json"), describe).body));
  CHECK_FALSE(is_json(unpacked(ask(*with_fault("half_json"), describe, {{"Accept-Encoding", "gzip"}}).body)));
  CHECK_FALSE(is_json(ask(*with_fault("wrong_length"), describe).body));
  const exchange packed = ask(*with_fault("gzip_garbage"), describe, {{"Accept-Encoding", "gzip"}});
  CHECK(packed.headers.find("Content-Encoding: gzip") != std::string::npos);
  CHECK(unpacked(packed.body).empty());
}

TEST_CASE("an answer to another question is a sound answer, but not to this one") {
  const exchange other = ask(*with_fault("wrong_answer"), describe);
  CHECK(other.status == 200);
  CHECK(json::parse(other.body).as_object().at("name").as_string() == "Contact");
}

TEST_CASE("a dripping body arrives whole in the end, and a hanging call is closed after its time") {
  const auto drip = with_fault("drip", "drip_ms = 1");
  CHECK(is_json(ask(*drip, describe).body));
  CHECK_FALSE(ask(*with_fault("hang", "hang_s = 0.05"), describe).error.empty());
}

TEST_CASE("a refused connection is one that nobody reads") {
  const auto server = with_fault("refused");
  CHECK_FALSE(ask(*server, describe).error.empty());
  CHECK(ask(*server, describe).status == 200);
}

TEST_CASE("an outage answers with a page, or nobody listens until it is over") {
  const scratch_profile page("[[outage]]\nat_s = 0\nfor_s = 1000\n");
  const auto unavailable = started({.profile = page.path(), .objects = 40});
  CHECK(ask(*unavailable, describe).status == 503);
  while (unavailable->stats().in_flight > 0) {  // it is counted when its last byte has left
  }
  CHECK(unavailable->stats().refused == 1);
  const scratch_profile down("[[outage]]\nat_s = 0\nfor_s = 0.2\nform = 'refused'\n");
  const auto refused = started({.profile = down.path(), .objects = 40});
  CHECK_FALSE(ask(*refused, describe).error.empty());
  std::string error;
  do error = ask(*refused, describe).error;
  while (!error.empty());
}

TEST_CASE("the same seed and requests give the same bytes and faults, in any order; another seed gives others") {
  const scratch_profile p(
      "based_on = 'faults'\n[service]\nmedian_ms = 0\n[[fault]]\nshare = 0.2\n[[fault]]\nform = "
      "'truncated'\nshare = 0.1\n[[fault]]\nform = 'garbage'\nshare = 0.1\n");
  const std::vector<std::string> names{"Account", "Contact", "Lead", "Opportunity", "Case"};
  const auto run = [&](std::uint64_t seed, bool backwards) {
    const auto server = started({.profile = p.path(), .objects = 40, .seed = seed});
    std::map<std::string, std::vector<std::string>> seen;
    for (int round = 0; round < 8; ++round)
      for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string& name = names[backwards ? names.size() - 1 - i : i];
        const exchange e = ask(*server, std::string(base).append("/sobjects/").append(name).append("/describe"));
        // The address of the server stands in the describe, its port differs; the usage counts all calls.
        std::string what = std::to_string(e.status) + " " + e.error;
        if (!backwards) what += e.headers;
        std::string body = e.body;
        const std::string url = server->url();
        for (auto at = body.find(url); at != std::string::npos; at = body.find(url, at)) body.erase(at, url.size());
        seen[name].push_back(what + body);
      }
    return seen;
  };
  const auto first = run(1, false);
  CHECK(first == run(1, false));
  CHECK(first != run(2, false));
  const auto statuses = [](const auto& seen) {
    std::map<std::string, std::vector<std::string>> out;
    for (const auto& [name, all] : seen)
      for (const std::string& what : all) out[name].push_back(what.substr(0, 3));
    return out;
  };
  CHECK(statuses(first) == statuses(run(1, true)));
}

TEST_CASE("calls over the cap are refused, or dropped without a word") {
  const scratch_profile refuse("[service]\nmedian_ms = 300\n[in_flight]\ncap = 1\n");
  const auto server = started({.profile = refuse.path(), .objects = 40});
  client slow(*server);
  slow.send(slow.request(describe));
  while (server->stats().in_flight == 0) continue;
  CHECK(ask(*server, describe).status == 403);
  CHECK(slow.receive().result_int() == 200);
  const scratch_profile drop("[service]\nmedian_ms = 300\n[in_flight]\ncap = 1\nform = 'drop'\ndrop_after_s = 0.02\n");
  const auto dropping = started({.profile = drop.path(), .objects = 40});
  client other(*dropping);
  other.send(other.request(describe));
  while (dropping->stats().in_flight == 0) continue;
  CHECK_FALSE(ask(*dropping, describe).error.empty());
}

TEST_CASE("Retry-After comes in seconds, as a date, or not at all, and 403 where a profile wants it") {
  const auto second_answer = [](const std::string& settings) {
    const scratch_profile p("[rate]\ncalls_per_minute = 6\n" + settings);
    const auto server = started({.profile = p.path(), .objects = 40});
    ask(*server, describe);
    return ask(*server, describe);
  };
  CHECK(second_answer("").headers.find("Retry-After: 10") != std::string::npos);
  CHECK(second_answer("retry_after = 'date'").headers.find(" GMT") != std::string::npos);
  const exchange bare = second_answer("retry_after = 'none'\nstatus = 403");
  CHECK(bare.headers.find("Retry-After") == std::string::npos);
  CHECK(bare.status == 403);
  CHECK(bare.body.find("REQUEST_LIMIT_EXCEEDED") != std::string::npos);
}
