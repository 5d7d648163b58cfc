#include "orgsim/login/base64.hpp"
#include "tests/unit/orgsim/login_scene.hpp"

#include <doctest/doctest.h>

using namespace orgsim_test;
namespace json = boost::json;

TEST_CASE("each grant gives a session that the API takes") {
  login_scene org;
  const std::string id = "&client_id=" + org.client_id();
  const std::string app = id + "&client_secret=" + org.text("client_secret");
  for (const std::string& form :
       {"grant_type=client_credentials" + app,
        "grant_type=refresh_token&refresh_token=" + org.text("refresh_token") + id,
        "grant_type=password&username=" + org.text("username") + "&password=" + org.text("password") + app,
        jwt_form(org.assertion({}))}) {
    CAPTURE(form);
    const answer granted = org.token(form);
    CHECK(granted.status == 200);
    for (const char* name : {"access_token", "signature", "instance_url", "id", "token_type", "issued_at"})
      CHECK(granted.body.at(name).is_string());
    CHECK(granted.body.at("token_type").as_string() == "Bearer");
    CHECK(granted.usage.empty());
    CHECK_FALSE(granted.body.as_object().contains("refresh_token"));
    const std::string signed_text =
        std::string(granted.body.at("id").as_string()) + std::string(granted.body.at("issued_at").as_string());
    CHECK(granted.body.at("signature").as_string() ==
          sluice::orgsim::hmac_base64(org.text("client_secret"), signed_text));
    CHECK(org.get("/services/data/v64.0/limits", granted.access_token()).status == 200);
  }
}

TEST_CASE("logins that are wrong are refused in OAuth's words") {
  login_scene org;
  const std::string id = "&client_id=" + org.client_id();
  const std::string app = id + "&client_secret=" + org.text("client_secret");
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", "unsupported_grant_type"},
      {"grant_type=device" + app, "unsupported_grant_type"},
      {"grant_type=client_credentials&client_id=x&client_secret=y", "invalid_client_id"},
      {"grant_type=client_credentials" + id + "&client_secret=y", "invalid_client"},
      {"grant_type=client_credentials" + id, "invalid_client"},
      {"grant_type=refresh_token" + app, "invalid_request"},
      {"grant_type=refresh_token&refresh_token=x" + app, "invalid_grant"},
      {"grant_type=password&username=nobody&password=x" + app, "invalid_grant"},
      {"grant_type=password&username=" + org.text("username") + "&password=x" + app, "invalid_grant"},
      {"grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer", "invalid_request"},
      {jwt_form("a.b.c"), "invalid_grant"},
  };
  for (const auto& [form, error] : cases) {
    CAPTURE(form);
    const answer refused = org.token(form);
    CHECK(refused.status == 400);
    CHECK(refused.body.at("error").as_string() == error);
    CHECK(refused.body.at("error_description").is_string());
  }
}

TEST_CASE("an assertion is taken only if signed by the right key, for this org, now, and for a user") {
  login_scene org;
  const auto error_of = [&org](const std::string& assertion) {
    return std::string(org.token(jwt_form(assertion)).body.at("error").as_string());
  };
  CHECK(org.token(jwt_form(org.assertion({.audience = "https://login.salesforce.com"}))).status == 200);
  CHECK(error_of(org.assertion({.audience = "https://elsewhere.example.com"})) == "invalid_grant");
  CHECK(error_of(org.assertion({.expires_in_s = -1})) == "invalid_grant");
  CHECK(error_of(org.assertion({.subject = "nobody@example.com"})) == "invalid_grant");
  CHECK(error_of(org.assertion({.issuer = "another app"})) == "invalid_client_id");
  CHECK(error_of(org.assertion({.another_key = true})) == "invalid_grant");
  CHECK(error_of(org.assertion({.algorithm = JWT_ALG_HS256})) == "invalid_grant");
  CHECK(error_of(org.assertion({.algorithm = JWT_ALG_NONE})) == "invalid_grant");
  std::string changed = org.assertion({});
  changed[changed.size() / 2] = changed[changed.size() / 2] == 'A' ? 'B' : 'A';
  CHECK(error_of(changed) == "invalid_grant");
}

TEST_CASE("a revoked session is over, and the API says so") {
  login_scene org;
  const std::string token = org.token("grant_type=client_credentials&client_id=" + org.client_id() +
                                      "&client_secret=" + org.text("client_secret"))
                                .access_token();
  CHECK(org.post("/services/oauth2/revoke", "token=" + escaped(token)).status == 200);
  const answer refused = org.get("/services/data/v64.0/limits", token);
  CHECK(refused.status == 401);
  CHECK(refused.body.at(0).at("errorCode").as_string() == "INVALID_SESSION_ID");
  CHECK(org.post("/services/oauth2/revoke", "token=" + escaped(token)).status == 400);
}

TEST_CASE("who a token belongs to is told by the identity address, userinfo and introspection") {
  login_scene org;
  const answer granted = org.token("grant_type=client_credentials&client_id=" + org.client_id() +
                                   "&client_secret=" + org.text("client_secret"));
  const std::string id(granted.body.at("id").as_string());
  const answer identity = org.get(id.substr(id.find("/id/")), granted.access_token());
  CHECK(identity.body.at("username").as_string() == org.text("username"));
  CHECK(identity.usage.empty());
  const answer info = org.get("/services/oauth2/userinfo", granted.access_token());
  CHECK(info.body.at("user_id") == identity.body.at("user_id"));
  CHECK(info.body.at("preferred_username").as_string() == org.text("username"));
  CHECK(org.get("/services/oauth2/userinfo", "wrong").status == 403);
  CHECK(org.get("/id/00D/005", granted.access_token()).status == 403);
  const std::string app = "&client_id=" + org.client_id() + "&client_secret=" + org.text("client_secret");
  const auto active = [&](const std::string& token) {
    return org.post("/services/oauth2/introspect", "token=" + escaped(token) + app).body.at("active").as_bool();
  };
  CHECK(active(granted.access_token()));
  CHECK_FALSE(active("wrong"));
}

TEST_CASE("a token from a login ends by itself, the one of the ready line does not") {
  login_scene org({.login = {.token_lifetime = std::chrono::seconds(0)}});
  CHECK(org.get("/services/data/v64.0/limits", org.text("access_token")).status == 200);
  CHECK(org.text("sfdx_auth_url").starts_with("force://" + org.client_id() + ":"));
}

TEST_CASE("credentials are written for their owner's eyes only") {
  login_scene org;
  const auto permissions = std::filesystem::status(org.credentials_file()).permissions();
  CHECK((permissions & std::filesystem::perms::all) ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("logins that the options can not make are refused before anything runs") {
  using sluice::orgsim::server;
  CHECK(server::make({.login = {.client_secret_file = "/nonexistent/secret"}})
            .error()
            .message.find("/nonexistent/secret") != std::string::npos);
  CHECK(server::make({.login = {.credentials_file = "/nonexistent/file"}}).error().message.find("/nonexistent/file") !=
        std::string::npos);
}
