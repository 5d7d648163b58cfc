// The JWT bearer flow's assertion: a JSON Web Token signed with the client's RSA key (RFC 7523; Salesforce Help, "OAuth
// 2.0 JWT Bearer Flow"). The signature is checked against the public key that the org was given.
#pragma once

#include "orgsim/login/token_store.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <boost/system/result.hpp>

namespace sluice::orgsim {

struct assertion_claims {
  std::string issuer;   // the client id
  std::string subject;  // the user name
};

// OAuth's error and its description.
struct login_refusal {
  std::string_view error;
  std::string_view description;
};

// `audiences`: the login addresses that the org goes by. REQUIRES nothing of `text`.
boost::system::result<assertion_claims, login_refusal> check_assertion(const std::string& text,
                                                                       const std::string& public_key_pem,
                                                                       std::span<const std::string> audiences,
                                                                       wall_time now);

// The public key in a PEM text that holds one, or a certificate; nothing if it holds neither.
std::optional<std::string> public_key_of(const std::string& pem);

}  // namespace sluice::orgsim
