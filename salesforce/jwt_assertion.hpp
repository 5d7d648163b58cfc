// The signed word of a connected app that it may act for a user: a JWT, RS256 (RFC 7523, 3).
#pragma once

#include "protocol/error.hpp"

#include <chrono>
#include <string>

namespace sluice {

struct jwt_claims {
  std::string issuer;    ///< the client id
  std::string subject;   ///< the user's name
  std::string audience;  ///< the login address
  std::chrono::sys_seconds expires;
};

/// Errors (bad_usage): the key is no RSA private key in PEM, or has a passphrase.
[[nodiscard]] result<std::string> sign_rs256(const jwt_claims& claims, const std::string& private_key);

}  // namespace sluice
