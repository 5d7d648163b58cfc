#include "orgsim/login/login_desk.hpp"

#include "orgsim/answers/json_text.hpp"
#include "orgsim/answers/replies.hpp"
#include "orgsim/login/base64.hpp"
#include "orgsim/login/identity.hpp"

#include <algorithm>

namespace sluice::orgsim {

namespace {

constexpr std::uint64_t standing_numbers = std::uint64_t{1} << 33U;

std::string param(const std::vector<std::pair<std::string, std::string>>& form, std::string_view name) {
  for (const auto& [key, value] : form)
    if (key == name) return value;
  return {};
}

reply oauth_error(std::string_view error, std::string_view description) {
  std::string text;
  json_text(text).begin_object().member("error", error).member("error_description", description).end_object();
  return text_reply(400, "login", std::move(text));
}

reply missing(std::string_view name) {
  return oauth_error("invalid_request", "missing required parameter: " + std::string(name));
}

reply bad_token() {
  reply r = text_reply(403, "identity", "Bad_OAuth_Token");
  r.content_type = "text/html;charset=UTF-8";
  return r;
}

// The token after either scheme.
std::string_view token_in(std::string_view authorization) {
  for (const std::string_view scheme : {"Bearer ", "OAuth ", "bearer "})
    if (authorization.starts_with(scheme)) return authorization.substr(scheme.size());
  return {};
}

std::string_view path_of(std::string_view target) {
  while (target.starts_with("//")) target.remove_prefix(1);
  return target.substr(0, target.find('?'));
}

}  // namespace

login_desk::login_desk(const people& who, std::uint64_t seed, credentials given,
                       std::vector<restricted_user> restricted)
    : people_(who),
      accounts_(who, restricted),
      given_(std::move(given)),
      tokens_(seed, given_.rules),
      organization_(organization_id(seed)) {
  if (given_.username.empty()) given_.username = accounts_.at(0).username;
  standing_.emplace_back(accounts_.at(0).username, make_token(seed));
  for (std::size_t i = 0; i < restricted.size(); ++i)
    standing_.emplace_back(restricted[i].name, make_token(seed, standing_numbers + i));
  for (const auto& [name, token] : standing_) tokens_.add_access(token, accounts_.find(name).value_or(0));
  if (!given_.refresh_token.empty())
    tokens_.add_refresh(given_.refresh_token, accounts_.find(given_.username).value_or(0));
}

void login_desk::set_host(std::string host) {
  audiences_ = {host, "https://login.salesforce.com", "https://test.salesforce.com"};
  const std::size_t port = host.rfind(':');
  audiences_.push_back(host.substr(0, host.find("//") + 2) + "localhost" + host.substr(port));
  host_ = std::move(host);
}

bool login_desk::is_login(std::string_view target) {
  const std::string_view path = path_of(target);
  return path.starts_with("/services/oauth2/") || path.starts_with("/id/");
}

reply login_desk::answer(const request_view& request, const address& where) {
  using boost::beast::http::verb;
  if (where.segments.size() == 3 && where.segments[0] == "id") return identity(request, where, false);
  if (where.segments.size() != 3) return not_found("login");
  const std::string& what = where.segments[2];
  if (what == "userinfo") return identity(request, where, true);
  const params form = request.method == verb::post ? form_params(request.body) : where.params;
  if (what == "revoke") return revoke(form);
  if (what != "token" && what != "introspect") return not_found("login");
  if (request.method != verb::post) return oauth_error("invalid_request", "must use HTTP POST");
  return what == "token" ? token(request, form) : introspect(form, request.at);
}

std::optional<token_store::account_index> login_desk::account_of(std::string_view authorization, wall_time now) const {
  const auto held = tokens_.find(token_in(authorization), now);
  if (!held) return std::nullopt;
  return held->who;
}

std::string login_desk::identity_of(token_store::account_index a) const {
  const accounts::account& account = accounts_.at(a);
  return identity_url({people_.users[account.user], account.username, organization_, host_});
}

// The client's name and secret stand in the form, or in a Basic header.
std::optional<login_refusal> login_desk::check_client(const request_view& request, const params& form,
                                                      bool needs_secret) const {
  std::string id = param(form, "client_id");
  std::string secret = param(form, "client_secret");
  constexpr std::string_view basic = "Basic ";
  if (request.authorization.starts_with(basic)) {
    const std::string pair = from_base64(request.authorization.substr(basic.size()));
    const std::size_t colon = pair.find(':');
    id = pair.substr(0, colon);
    secret = colon == std::string::npos ? std::string() : pair.substr(colon + 1);
  }
  if (id != given_.client_id) return login_refusal{"invalid_client_id", "client identifier invalid"};
  if (secret.empty() && !needs_secret) return std::nullopt;
  if (secret != given_.client_secret) return login_refusal{"invalid_client", "invalid client credentials"};
  return std::nullopt;
}

reply login_desk::token(const request_view& request, const params& form) {
  const std::string grant = param(form, "grant_type");
  if (grant.empty()) return oauth_error("unsupported_grant_type", "grant type not supported");
  if (grant == "urn:ietf:params:oauth:grant-type:jwt-bearer") return by_assertion(form, request.at);
  const bool renews = grant == "refresh_token";
  if (!renews && grant != "client_credentials" && grant != "password")
    return oauth_error("unsupported_grant_type", "grant type not supported");
  if (const auto why = check_client(request, form, !renews)) return oauth_error(why->error, why->description);
  if (renews) return by_refresh_token(form, request.at);
  return grant == "password" ? by_password(form, request.at) : by_client(request.at);
}

// Runs as the user that the connected app names: the administrator.
reply login_desk::by_client(wall_time now) {
  const auto who = accounts_.find(given_.username).value_or(0);
  return granted(who, tokens_.issue(who, now), {}, now);
}

reply login_desk::by_assertion(const params& form, wall_time now) {
  const std::string assertion = param(form, "assertion");
  if (assertion.empty()) return missing("assertion");
  if (!given_.jwt_public_key) return oauth_error("invalid_grant", "invalid assertion");
  const auto claims = check_assertion(assertion, *given_.jwt_public_key, audiences_, now);
  if (!claims) return oauth_error(claims.error().error, claims.error().description);
  if (claims->issuer != given_.client_id) return oauth_error("invalid_client_id", "client identifier invalid");
  const auto who = accounts_.find(claims->subject);
  if (!who) return oauth_error("invalid_grant", "user hasn't approved this consumer");
  return granted(*who, tokens_.issue(*who, now), {}, now);
}

reply login_desk::by_refresh_token(const params& form, wall_time now) {
  const std::string refresh = param(form, "refresh_token");
  if (refresh.empty()) return missing("refresh_token");
  auto renewed = tokens_.renew(refresh, now);
  if (!renewed) return oauth_error("invalid_grant", "expired access/refresh token");
  return granted(renewed->who, std::move(renewed->access), renewed->refresh, now);
}

reply login_desk::by_password(const params& form, wall_time now) {
  const auto who = accounts_.find(param(form, "username"));
  if (!who || param(form, "password") != given_.password) return oauth_error("invalid_grant", "authentication failure");
  return granted(*who, tokens_.issue(*who, now), {}, now);
}

reply login_desk::granted(token_store::account_index a, std::string access, const std::string& refresh, wall_time now) {
  const std::string id = identity_of(a);
  const std::string issued = std::to_string(now.time_since_epoch().count());
  std::string text;
  json_text json(text);
  json.begin_object().member("access_token", access);
  if (!refresh.empty()) json.member("refresh_token", refresh);
  json.member("signature", hmac_base64(given_.client_secret, id + issued)).member("scope", "api refresh_token");
  json.member("instance_url", host_).member("id", id).member("token_type", "Bearer");
  json.member("issued_at", issued).end_object();
  return text_reply(200, "login", std::move(text));
}

reply login_desk::revoke(const params& form) {
  const std::string token = param(form, "token");
  if (token.empty()) return missing("token");
  if (!tokens_.revoke(token)) return oauth_error("invalid_token", "invalid token: " + token.substr(0, 4) + "...");
  return text_reply(200, "login", {});
}

reply login_desk::introspect(const params& form, wall_time now) {
  request_view no_header;
  if (const auto why = check_client(no_header, form, true)) return oauth_error(why->error, why->description);
  const auto held = tokens_.find(param(form, "token"), now);
  std::string text;
  json_text json(text);
  json.begin_object().member("active", held.has_value());
  if (held) {
    json.member("scope", "api refresh_token").member("client_id", given_.client_id);
    json.member("username", accounts_.at(held->who).username).member("sub", identity_of(held->who));
    json.member("token_type", "access_token");
    if (held->ends)
      json.member("exp", std::chrono::floor<std::chrono::seconds>(*held->ends).time_since_epoch().count());
  }
  json.end_object();
  return text_reply(200, "login", std::move(text));
}

reply login_desk::identity(const request_view& request, const address& where, bool userinfo) {
  std::string authorization(request.authorization);
  for (const char* name : {"oauth_token", "access_token"})
    if (const auto text = where.param(name); text && authorization.empty()) authorization = "Bearer " + *text;
  const auto a = account_of(authorization, request.at);
  if (!a) return bad_token();
  const accounts::account& account = accounts_.at(*a);
  const user& who = people_.users[account.user];
  if (!userinfo && (where.segments[1] != organization_ || where.segments[2] != who.id)) return bad_token();
  const identified whom{who, account.username, organization_, host_};
  return text_reply(200, "identity", userinfo ? userinfo_text(whom) : identity_text(whom));
}

}  // namespace sluice::orgsim
