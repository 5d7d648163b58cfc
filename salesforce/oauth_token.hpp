// A token from the org's OAuth endpoint, POST {login address}/services/oauth2/token: by client credentials (RFC 6749,
// 4.4), JWT bearer (RFC 7523, signed RS256; Salesforce wants exp within minutes) or refresh token (RFC 6749, 6), as
// Salesforce documents them. Asked again whenever the org has ended the session; the instance may be another one then.
#pragma once

#include "salesforce/token_source.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace sluice {

struct client_credentials {
  std::string client_id;
  std::string client_secret;
};
struct jwt_bearer {
  std::string client_id;
  std::string username;
  std::string private_key;  ///< PEM, RSA
};
struct refresh_token {
  std::string client_id;
  std::string client_secret;  ///< empty: a public client
  std::string token;
};
using oauth_grant = std::variant<client_credentials, jwt_bearer, refresh_token>;

/// Told the new refresh token where the org has rotated it: the old one is worth nothing from then on.
using refresh_token_keeper = std::function<void(const std::string& rotated)>;

struct oauth_options {
  std::string login_url;  ///< https, or http to this machine: https://login.salesforce.com, or the org's own domain
  oauth_grant grant;
  refresh_token_keeper keep;
  std::function<std::chrono::sys_seconds()> now;
};

/// Errors: bad_usage, where an option can't be right whatever the org says (an address, an empty id, a key that signs
/// nothing).
[[nodiscard]] result<std::unique_ptr<token_source>> make_oauth_token(oauth_options options);

}  // namespace sluice
