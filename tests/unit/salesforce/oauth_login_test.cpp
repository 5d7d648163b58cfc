// Logins that bring their own token: what is sent, what is taken, what is told when it fails.
#include "protocol/endpoint.hpp"
#include "salesforce/jwt_assertion.hpp"
#include "salesforce/oauth_token.hpp"
#include "salesforce/org_login.hpp"
#include "tests/unit/salesforce/replies.hpp"

#include <cstdlib>
#include <jwt.h>
#include <memory>

#include <doctest/doctest.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

using namespace sluice;
using namespace sluice::testing;

namespace {

constexpr std::chrono::sys_seconds noon{std::chrono::seconds(1'700'000'000)};
const std::string login_url = "https://login.example.com";

struct key_pair {
  std::string private_pem;
  std::string public_pem;
};

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

key_pair make_keys() {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_RSA_gen(2048), &EVP_PKEY_free);
  const std::unique_ptr<BIO, decltype(&BIO_free)> secret(BIO_new(BIO_s_mem()), &BIO_free);
  const std::unique_ptr<BIO, decltype(&BIO_free)> open(BIO_new(BIO_s_mem()), &BIO_free);
  PEM_write_bio_PrivateKey(secret.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  PEM_write_bio_PUBKEY(open.get(), key.get());
  return {text_of(secret.get()), text_of(open.get())};
}

struct scene {
  std::string rotated;
  std::unique_ptr<org_login> login;

  explicit scene(oauth_grant grant) {
    auto source = make_oauth_token({.login_url = login_url,
                                    .grant = std::move(grant),
                                    .keep = [this](const std::string& token) { rotated = token; },
                                    .now = [] { return noon; }});
    REQUIRE(source.has_value());
    login = org_login::make(std::move(*source), {}).value();
    login->begin();
  }

  http_request asked() const { return login->next()->ask(form_kind::single, {}); }

  std::optional<error> hear(const std::string& body) {
    const auto reader = login->next()->reader(form_kind::single, {});
    REQUIRE(std::holds_alternative<last_page>(reader->read(reply(200, body))));
    return login->heard(reader->answers().at(0));
  }
};

std::string token_body(const std::string& token, const std::string& host = "https://one.example.com",
                       const std::string& more = "") {
  return R"({"access_token":")" + token + R"(","instance_url":")" + host +
         R"(","id":"https://login.example.com/id/00D300000000aBCEAY/005300000000aBCAAY","token_type":"Bearer")" + more +
         "}";
}

const std::string oauth_versions_body = R"([{"label":"B","url":"/x","version":"64.0"}])";
const std::string oauth_organization_body =
    page_of(R"({"attributes":{"type":"Organization"},"Id":"00D300000000aBC","Name":"Example","IsSandbox":false})");

}  // namespace

TEST_CASE("client credentials are posted as a form, without a session's token") {
  scene s(client_credentials{"3MVG9.app", "s&cret="});
  const auto request = s.asked();
  CHECK(request.method == http_method::post);
  CHECK(request.url == "https://login.example.com/services/oauth2/token");
  CHECK_FALSE(request.authorised);
  CHECK(request.body == "grant_type=client_credentials&client_id=3MVG9.app&client_secret=s%26cret%3D");
  CHECK(s.login->where().token.empty());
  CHECK(s.login->renews());
}

TEST_CASE("a token asked for opens the instance that came with it") {
  scene s(client_credentials{"app", "secret"});
  CHECK_FALSE(s.hear(token_body("00Dx!first")));
  CHECK(s.login->where().token == "00Dx!first");
  CHECK(s.login->where().base_url == "https://one.example.com/services/data/");
  CHECK_FALSE(s.hear(oauth_versions_body));
  CHECK_FALSE(s.hear(oauth_organization_body));
  CHECK(s.login->next() == nullptr);
  CHECK(s.login->who().user == "005300000000aBCAAY");

  SUBCASE("a renewal of the same org is one call, and may move to another instance") {
    s.login->begin();
    CHECK_FALSE(s.hear(token_body("00Dx!second", "https://two.example.com")));
    CHECK(s.login->next() == nullptr);
    CHECK(s.login->where().token == "00Dx!second");
    CHECK(s.login->where().base_url == "https://two.example.com/services/data/v64.0/");
  }
  SUBCASE("a renewal that opens another org ends the run") {
    s.login->begin();
    const auto problem = s.hear(
        R"({"access_token":"t","instance_url":"https://one.example.com","id":"https://h/id/00D300000000aBBEAY/005300000000aBCAAY"})");
    REQUIRE(problem);
    CHECK(problem->code == exit_code::login_refused);
  }
  SUBCASE("an answer without an identity is proved by asking the org again") {
    s.login->begin();
    CHECK_FALSE(s.hear(R"({"access_token":"t","instance_url":"https://one.example.com"})"));
    REQUIRE(s.login->next() != nullptr);
    CHECK_FALSE(s.hear(oauth_organization_body));
    CHECK(s.login->next() == nullptr);
  }
}

TEST_CASE("a token is not sent to an instance address that would show it") {
  scene s(client_credentials{"app", "secret"});
  const auto problem = s.hear(token_body("t", "http://one.example.com"));
  REQUIRE(problem);
  CHECK(problem->code == exit_code::login_refused);
}

TEST_CASE("a JWT says who, for whom, to whom and until when, and its signature holds") {
  const auto keys = make_keys();
  scene s(jwt_bearer{"3MVG9.app", "me@example.com", keys.private_pem});
  const auto body = s.asked().body;
  const std::string before = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=";
  REQUIRE(body.starts_with(before));
  jwt_t* told = nullptr;
  const auto* key = reinterpret_cast<const unsigned char*>(keys.public_pem.data());
  REQUIRE(jwt_decode(&told, body.substr(before.size()).c_str(), key, static_cast<int>(keys.public_pem.size())) == 0);
  const std::unique_ptr<jwt_t, decltype(&jwt_free)> token(told, &jwt_free);
  CHECK(jwt_get_alg(told) == JWT_ALG_RS256);
  CHECK(std::string(jwt_get_grant(told, "iss")) == "3MVG9.app");
  CHECK(std::string(jwt_get_grant(told, "sub")) == "me@example.com");
  CHECK(std::string(jwt_get_grant(told, "aud")) == login_url);
  const long lives = jwt_get_grant_int(told, "exp") - noon.time_since_epoch().count();
  CHECK(lives > 0);
  CHECK(lives <= 180);
}

TEST_CASE("a rotated refresh token is used from then on, and told to be kept") {
  scene s(refresh_token{"app", "", "5Aep.first"});
  CHECK(s.asked().body == "grant_type=refresh_token&client_id=app&refresh_token=5Aep.first");
  CHECK_FALSE(s.hear(token_body("t", "https://one.example.com", R"(,"refresh_token":"5Aep.second")")));
  CHECK(s.rotated == "5Aep.second");
  s.login->begin();
  CHECK(s.asked().body.ends_with("refresh_token=5Aep.second"));
}

TEST_CASE("a refused login is exit code 4, says what to check, and tells no secret") {
  scene s(refresh_token{"app", "hush-hush", "5Aep.first"});
  for (const gap missing : {gap::denied, gap::unsupported}) {
    const auto problem = s.login->heard(answer::without(missing, "invalid_grant: 5Aep.first of hush-hush"));
    REQUIRE(problem);
    CHECK(problem->code == exit_code::login_refused);
    CHECK(problem->line().find("invalid_grant") != std::string::npos);
    CHECK(problem->line().find("5Aep.first") == std::string::npos);
    CHECK(problem->line().find("hush-hush") == std::string::npos);
    CHECK_FALSE(problem->remedy.empty());
  }
  const auto unreachable = s.login->heard(answer::without(gap::failed, "refused"));
  REQUIRE(unreachable);
  CHECK(unreachable->code == exit_code::out_of_reach);
}

TEST_CASE("what can't be a login is refused before anything is sent") {
  const auto refused = [](const std::string& url, oauth_grant grant) {
    const auto made =
        make_oauth_token({.login_url = url, .grant = std::move(grant), .keep = {}, .now = [] { return noon; }});
    return made.has_error() && made.error().code == exit_code::bad_usage;
  };
  CHECK(refused("http://login.example.com", client_credentials{"app", "secret"}));
  CHECK(refused(login_url, client_credentials{"", "secret"}));
  CHECK(refused(login_url, client_credentials{"app", ""}));
  CHECK(refused(login_url, refresh_token{"app", "", ""}));
  CHECK(refused(login_url, jwt_bearer{"app", "me@example.com", "no key"}));
  CHECK(refused(login_url, jwt_bearer{"app", "", make_keys().private_pem}));
}

TEST_CASE("an answer without a token is unreadable, not a login") {
  scene s(client_credentials{"app", "secret"});
  for (const char* bad : {"{}", "[]", R"({"access_token":""})", R"({"access_token":7})", "<html>"}) {
    CHECK_FALSE(why_refused(*s.login->next(), objects({"-"}), reply(200, bad)).empty());
  }
}
