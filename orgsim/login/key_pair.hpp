// An RSA key pair for clients that log in by JWT.
#pragma once

#include <optional>
#include <string>

namespace sluice::orgsim {

struct key_pair {
  std::string private_pem;  // PKCS #8
  std::string public_pem;
};

std::optional<key_pair> make_rsa_keys();

}  // namespace sluice::orgsim
