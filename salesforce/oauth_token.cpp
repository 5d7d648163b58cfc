#include "salesforce/oauth_token.hpp"

#include "salesforce/instance_address.hpp"
#include "salesforce/json_text.hpp"
#include "salesforce/jwt_assertion.hpp"
#include "salesforce/one_page.hpp"
#include "salesforce/record_id.hpp"
#include "salesforce/soql.hpp"
#include "salesforce/trimmed.hpp"

#include <span>
#include <string_view>
#include <utility>

#include <boost/json/object.hpp>

namespace sluice {
namespace {

/// Salesforce refuses an assertion that lives longer than three minutes; clocks differ a little.
constexpr auto assertion_lives = std::chrono::minutes(2);

using form_fields = std::vector<std::pair<std::string_view, std::string>>;

std::string encoded(const form_fields& fields) {
  std::string body;
  for (const auto& [name, value] : fields) {
    if (!body.empty()) body += '&';
    body += std::string(name) + "=" + soql::percent_encoded(value);
  }
  return body;
}

/// The identity address ends in /id/ORGANISATION/USER.
void read_identity(std::string_view address, access& a) {
  const auto user = address.rfind('/');
  if (user == std::string_view::npos || user == 0) return;
  const auto organization = address.rfind('/', user - 1);
  if (organization == std::string_view::npos) return;
  a.organization_id = long_id(address.substr(organization + 1, user - organization - 1)).value_or("");
  a.user = long_id(address.substr(user + 1)).value_or("");
}

std::variant<answer, unreadable> read_token(std::string_view body) {
  const auto told = parse_json(body);
  const auto* object = told ? told->if_object() : nullptr;
  if (object == nullptr || text_in(*object, "access_token").empty()) {
    return unreadable{"no access token where the answer to a login belongs"};
  }
  return answer::of(std::string(body));
}

class oauth_token;

class token_question : public question {
 public:
  explicit token_question(const oauth_token& asker) : asker_(asker) {}
  const call_kind& kind() const override { return kind_; }
  std::span<const question_form> forms() const override { return single_form_only(); }
  http_request ask(form_kind, std::span<const object_name>) const override;
  std::unique_ptr<reply_reader> reader(form_kind, std::span<const object_name>) const override {
    return read_one_page(read_token);
  }

 private:
  const oauth_token& asker_;
  call_kind kind_{"login"};
};

class oauth_token : public token_source {
 public:
  explicit oauth_token(oauth_options o) : options_(std::move(o)), question_(*this) {
    access_.instance_url = options_.login_url;
  }

  const question* asks() const override { return &question_; }
  const access& has() const override { return access_; }
  std::optional<error> take(std::string_view payload) override;
  std::string hidden(std::string text) const override;
  std::string remedy() const override;
  http_request request() const;

 private:
  form_fields fields() const;
  oauth_options options_;
  token_question question_;
  access access_;
};

http_request token_question::ask(form_kind, std::span<const object_name>) const {
  return asker_.request();
}

form_fields oauth_token::fields() const {
  if (const auto* c = std::get_if<client_credentials>(&options_.grant)) {
    return {{"grant_type", "client_credentials"}, {"client_id", c->client_id}, {"client_secret", c->client_secret}};
  }
  if (const auto* r = std::get_if<refresh_token>(&options_.grant)) {
    form_fields all{{"grant_type", "refresh_token"}, {"client_id", r->client_id}, {"refresh_token", r->token}};
    if (!r->client_secret.empty()) all.emplace_back("client_secret", r->client_secret);
    return all;
  }
  const auto& j = std::get<jwt_bearer>(options_.grant);
  // The key has signed once before, in make_oauth_token.
  auto assertion = sign_rs256({.issuer = j.client_id,
                               .subject = j.username,
                               .audience = options_.login_url,
                               .expires = options_.now() + assertion_lives},
                              j.private_key);
  return {{"grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"},
          {"assertion", assertion ? std::move(*assertion) : std::string{}}};
}

http_request oauth_token::request() const {
  http_request request;
  request.method = http_method::post;
  request.url = options_.login_url + "/services/oauth2/token";
  request.headers = {{"Accept", "application/json"}, {"Content-Type", "application/x-www-form-urlencoded"}};
  request.body = encoded(fields());
  request.authorised = false;
  return request;
}

std::optional<error> oauth_token::take(std::string_view payload) {
  const auto told = parse_json(payload);
  const auto& object = told->get_object();
  auto instance = instance_address(text_in(object, "instance_url"));
  if (!instance) {
    error e = instance.error();
    e.code = exit_code::login_refused;
    e.what = "the login answered with an instance address that can't be used: " + e.what;
    e.remedy = "check --login-url";
    return e;
  }
  access fresh{.instance_url = *instance,
               .token = std::string(text_in(object, "access_token")),
               .organization_id = {},
               .user = {}};
  read_identity(text_in(object, "id"), fresh);
  access_ = std::move(fresh);
  auto* refresh = std::get_if<refresh_token>(&options_.grant);
  const auto rotated = text_in(object, "refresh_token");
  if (refresh != nullptr && !rotated.empty() && rotated != refresh->token) {
    refresh->token = rotated;
    if (options_.keep) options_.keep(refresh->token);
  }
  return std::nullopt;
}

std::string oauth_token::hidden(std::string text) const {
  text = without(std::move(text), access_.token);
  if (const auto* c = std::get_if<client_credentials>(&options_.grant)) {
    text = without(std::move(text), c->client_secret);
  } else if (const auto* r = std::get_if<refresh_token>(&options_.grant)) {
    text = without(without(std::move(text), r->token), r->client_secret);
  }
  return text;
}

std::string oauth_token::remedy() const {
  if (std::holds_alternative<client_credentials>(options_.grant)) {
    return "check --client-id, the secret, --login-url (the org's own domain), and that the app runs client "
           "credentials "
           "as a user";
  }
  if (std::holds_alternative<refresh_token>(options_.grant)) {
    return "log in anew for another refresh token, and check --client-id and --login-url";
  }
  return "check --client-id, --username, the key and --login-url, and that the app knows the key's certificate and "
         "admits the user";
}

error bad_usage(std::string what, std::string remedy) {
  return {.code = exit_code::bad_usage, .what = std::move(what), .about = {}, .kept = {}, .remedy = std::move(remedy)};
}

std::optional<error> check(const oauth_grant& grant) {
  const auto& id = std::visit([](const auto& g) -> const std::string& { return g.client_id; }, grant);
  if (id.empty()) return bad_usage("there is no client id", "name the connected app with --client-id");
  if (const auto* c = std::get_if<client_credentials>(&grant); c != nullptr && c->client_secret.empty()) {
    return bad_usage("the client secret is empty", "put it in the file that --client-secret-file names");
  }
  if (const auto* r = std::get_if<refresh_token>(&grant); r != nullptr && r->token.empty()) {
    return bad_usage("the refresh token is empty", "put it in the file that --refresh-token-file names");
  }
  if (const auto* j = std::get_if<jwt_bearer>(&grant)) {
    if (j->username.empty()) return bad_usage("there is no user to act for", "name one with --username");
    auto signs = sign_rs256({.issuer = id, .subject = j->username, .audience = {}, .expires = {}}, j->private_key);
    if (!signs) return signs.error();
  }
  return std::nullopt;
}

}  // namespace

result<std::unique_ptr<token_source>> make_oauth_token(oauth_options options) {
  auto address = instance_address(trimmed(options.login_url));
  if (!address) return address.error();
  options.login_url = std::move(*address);
  if (auto wrong = check(options.grant)) return std::move(*wrong);
  return std::unique_ptr<token_source>(std::make_unique<oauth_token>(std::move(options)));
}

}  // namespace sluice
