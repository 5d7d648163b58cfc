#include "protocol/endpoint.hpp"
#include "salesforce/api_version.hpp"
#include "salesforce/given_token.hpp"
#include "salesforce/instance_address.hpp"
#include "salesforce/org_login.hpp"
#include "tests/unit/salesforce/replies.hpp"

#include <random>

#include <doctest/doctest.h>

using namespace sluice;
using namespace sluice::testing;

namespace {

std::string new_token() {
  std::random_device random;
  return "00D000000000001!" + std::to_string(random()) + std::to_string(random());
}

std::unique_ptr<org_login> login_with(const std::string& token, const std::vector<std::string>& versions = {}) {
  auto given = given_token::make("https://example.my.salesforce.com/", token);
  REQUIRE(given.has_value());
  auto made = org_login::make(std::move(*given), versions);
  REQUIRE(made.has_value());
  (*made)->begin();
  return std::move(*made);
}

std::optional<error> hear(org_login& login, const std::string& body) {
  const auto* asked = login.next();
  REQUIRE(asked != nullptr);
  const auto reader = asked->reader(form_kind::single, {});
  REQUIRE(std::holds_alternative<last_page>(reader->read(reply(200, body))));
  return login.heard(reader->answers().at(0));
}

const std::string versions_body =
    R"([{"label":"A","url":"/services/data/v61.0","version":"61.0"},{"label":"B","url":"/x","version":"64.0"},)"
    R"({"label":"C","url":"/services/data/v65.0","version":"65.0"},{"label":"D","url":"/y","version":"9.0"}])";

std::string organization_body(const std::string& id) {
  return page_of(R"({"attributes":{"type":"Organization"},"Id":")" + id + R"(","Name":"Example","IsSandbox":false})");
}

}  // namespace

TEST_CASE("a token opens an org in two questions") {
  const auto token = new_token();
  const auto login = login_with(token);
  CHECK(login->next()->kind() == call_kind("login"));
  CHECK(resolve(login->where(), login->next()->ask(form_kind::single, {}).url) ==
        "https://example.my.salesforce.com/services/data");
  CHECK_FALSE(hear(*login, versions_body));
  CHECK(login->where().base_url == "https://example.my.salesforce.com/services/data/v64.0/");
  CHECK(login->where().token == token);
  CHECK(login->next()->kind() == call_kind("login"));
  CHECK(decoded(login->next()->ask(form_kind::single, {}).url) ==
        "query?q=SELECT Id, Name, InstanceName, IsSandbox, OrganizationType FROM Organization LIMIT 1");
  CHECK_FALSE(hear(*login, organization_body("00D300000000aBC")));
  CHECK(login->next() == nullptr);
  CHECK(login->who().organization_id == "00D300000000aBCEAY");
  CHECK(login->who().instance_url == "https://example.my.salesforce.com");
  CHECK(login->who().api_version == "64.0");
  CHECK_FALSE(login->renews());
}

TEST_CASE("beginning anew keeps the version, asks with the token again and counts up") {
  const auto login = login_with(new_token());
  CHECK_FALSE(hear(*login, versions_body));
  CHECK_FALSE(hear(*login, organization_body("00D300000000aBC")));
  const auto before = login->where();
  login->begin();
  CHECK(login->where().generation == before.generation + 1);
  CHECK(login->where().base_url == before.base_url);
  SUBCASE("the same org") {
    CHECK_FALSE(hear(*login, organization_body("00D300000000aBCEAY")));
    CHECK(login->next() == nullptr);
  }
  SUBCASE("another org is refused") {
    const auto problem = hear(*login, organization_body("00D300000000aBB"));
    REQUIRE(problem);
    CHECK(problem->code == exit_code::login_refused);
  }
}

TEST_CASE("the first version wanted that the org offers is taken") {
  const auto login = login_with(new_token(), {"70.0", "v61.0", "64"});
  CHECK_FALSE(hear(*login, versions_body));
  CHECK(login->where().base_url.ends_with("/v61.0/"));
}

TEST_CASE("no version in common is told with those on offer") {
  const auto login = login_with(new_token(), {"70.0"});
  const auto problem = hear(*login, versions_body);
  REQUIRE(problem);
  CHECK(problem->code == exit_code::bad_usage);
  CHECK(problem->line().find("70.0") != std::string::npos);
  CHECK(problem->line().find("61.0, 64.0") != std::string::npos);
}

TEST_CASE("a refused token ends the login, an org out of reach says so, and neither tells the token") {
  const auto token = new_token();
  struct row {
    gap missing;
    exit_code code;
  };
  for (const auto& [missing, code] :
       {row{gap::denied, exit_code::login_refused}, row{gap::failed, exit_code::out_of_reach},
        row{gap::unsupported, exit_code::out_of_reach}}) {
    for (const bool second : {false, true}) {
      const auto login = login_with(token);
      if (second) CHECK_FALSE(hear(*login, versions_body));
      const auto problem = login->heard(answer::without(missing, "INVALID_SESSION_ID: " + token + " and " + token));
      REQUIRE(problem);
      CHECK(problem->code == code);
      CHECK(problem->line().find(token) == std::string::npos);
      CHECK(problem->line().find("INVALID_SESSION_ID") != std::string::npos);
      CHECK_FALSE(problem->remedy.empty());
    }
  }
}

TEST_CASE("what is no answer to the login's questions is unreadable") {
  const auto login = login_with(new_token());
  for (const char* bad :
       {"", "<html>", "{}", "[]", "[1]", R"([{"label":"x"}])", R"([{"errorCode":"X","message":"y"}])"}) {
    CHECK_FALSE(why_refused(*login->next(), objects({"-"}), reply(200, bad)).empty());
  }
  CHECK_FALSE(hear(*login, versions_body));
  for (const auto& bad :
       {std::string("[]"), page_of(""), page_of("17"), page_of("{}"), organization_body("0053000000000aB"),
        organization_body("00D"), organization_body("00D300000000aBC\\u0000")}) {
    CHECK_FALSE(why_refused(*login->next(), objects({"-"}), reply(200, bad)).empty());
  }
}

TEST_CASE("an address is brought to one form, or refused before any token leaves") {
  const std::pair<const char*, const char*> good[] = {
      {"https://example.my.salesforce.com", "https://example.my.salesforce.com"},
      {"HTTPS://Example.My.Salesforce.com//", "https://example.my.salesforce.com"},
      {"https://example.com:8443/", "https://example.com:8443"},
      {"http://localhost:8080", "http://localhost:8080"},
      {"http://127.0.0.1:1", "http://127.0.0.1:1"},
      {"http://127.200.3.4", "http://127.200.3.4"},
      {"http://[::1]:99/", "http://[::1]:99"},
  };
  for (const auto& [url, form] : good) {
    CAPTURE(url);
    const auto address = instance_address(url);
    REQUIRE(address.has_value());
    CHECK(*address == form);
  }
  for (const char* bad :
       {"", "example.com", "ftp://example.com", "http://example.com", "http://127.0.0.1.example.com", "http://127.1",
        "http://127.0.0.256", "http://localhost.example.com", "https://", "https://:80",
        "https://h:", "https://h:99999", "https://h:8x", "https://u:secret@h", "https://h/secret/path",
        "https://h?sid=secret", "https://h#secret", "https://a b", "https://h\r\nX: y"}) {
    CAPTURE(bad);
    const auto address = instance_address(bad);
    REQUIRE(address.has_error());
    CHECK(address.error().code == exit_code::bad_usage);
    CHECK(address.error().line().find("secret") == std::string::npos);
  }
}

TEST_CASE("options that can't be right are refused at once") {
  const auto code_of = [](const std::string& host, const std::string& token, const std::vector<std::string>& versions) {
    auto given = given_token::make(host, token);
    if (given.has_error()) return given.error().code;
    const auto made = org_login::make(std::move(*given), versions);
    return made.has_error() ? made.error().code : exit_code::all_done;
  };
  const std::string host = "https://example.com";
  CHECK(code_of(host, "abc\n", {}) == exit_code::all_done);
  CHECK(code_of(host, "", {}) == exit_code::bad_usage);
  CHECK(code_of(host, " \n", {}) == exit_code::bad_usage);
  CHECK(code_of(host, "a\r\nX-Other: b", {}) == exit_code::bad_usage);
  CHECK(code_of(host, "abc", {"newest"}) == exit_code::bad_usage);
  CHECK(code_of("example.com", "abc", {}) == exit_code::bad_usage);
}

TEST_CASE("API versions are read in the forms that people write") {
  CHECK(read_api_version("64.0") == api_version{64, 0});
  CHECK(read_api_version("v64.0") == api_version{64, 0});
  CHECK(read_api_version("64") == api_version{64, 0});
  for (const char* bad : {"", "v", "64.", ".0", "64.0.1", "-1.0", "64.x", "1234.0"}) CHECK_FALSE(read_api_version(bad));
}
