// The addresses of an org that need no session or make one: /services/oauth2/token, revoke, introspect and userinfo,
// and /id/ORG/USER. Errors are OAuth's: an object with `error` and `error_description`, status 400. For one thread.
//   Grants: client_credentials, urn:ietf:params:oauth:grant-type:jwt-bearer, refresh_token, password.
#pragma once

#include "orgsim/http/address.hpp"
#include "orgsim/http/message.hpp"
#include "orgsim/login/accounts.hpp"
#include "orgsim/login/assertion.hpp"
#include "orgsim/login/credentials.hpp"
#include "orgsim/login/token_store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice::orgsim {

class login_desk {
 public:
  // `who` outlives it. The administrator holds the token of the seed, each restricted user one of their own, and
  // these have no end.
  login_desk(const people& who, std::uint64_t seed, credentials given, std::vector<restricted_user> restricted);

  void set_host(std::string host);
  const credentials& known() const { return given_; }
  const accounts& all() const { return accounts_; }
  const std::string& token() const { return standing_.front().second; }
  // User names and their tokens without an end, the administrator's first.
  const std::vector<std::pair<std::string, std::string>>& standing_tokens() const { return standing_; }

  // Whether the address is one of those that are answered here, whatever the session.
  static bool is_login(std::string_view target);
  reply answer(const request_view& request, const address& where);

  // Of a request's Authorization header, either scheme that Salesforce takes: Bearer or OAuth.
  std::optional<token_store::account_index> account_of(std::string_view authorization, wall_time now) const;
  std::string identity_of(token_store::account_index a) const;

 private:
  using params = std::vector<std::pair<std::string, std::string>>;

  reply token(const request_view& request, const params& form);
  reply revoke(const params& form);
  reply introspect(const params& form, wall_time now);
  reply identity(const request_view& request, const address& where, bool userinfo);
  std::optional<login_refusal> check_client(const request_view& request, const params& form, bool needs_secret) const;
  reply by_client(wall_time now);
  reply by_assertion(const params& form, wall_time now);
  reply by_refresh_token(const params& form, wall_time now);
  reply by_password(const params& form, wall_time now);
  reply granted(token_store::account_index a, std::string access, const std::string& refresh, wall_time now);

  const people& people_;
  accounts accounts_;
  credentials given_;
  token_store tokens_;
  std::string organization_;
  std::string host_;
  std::vector<std::string> audiences_;
  std::vector<std::pair<std::string, std::string>> standing_;
};

}  // namespace sluice::orgsim
