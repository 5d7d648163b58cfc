// How a user of orgsim says what its clients log in with: values and files, each with a default made from the seed. No
// secret is ever an argument.
#pragma once

#include "orgsim/login/credentials.hpp"
#include "orgsim/login/login_desk.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include <boost/system/result.hpp>

namespace sluice::orgsim {

struct login_options {
  std::string client_id;
  std::string client_secret_file;
  std::string refresh_token_file;
  std::string password_file;
  std::string jwt_public_key_file;  // a PEM public key or certificate
  std::string credentials_file;     // where everything that a client needs is written, as JSON, for its owner's eyes
  std::chrono::seconds token_lifetime{7200};
  bool rotate_refresh_tokens = false;
};

struct login_fault {
  std::string message;  // one line for the user
};

// What the options name. Where a credentials file is wanted and no public key is given, a key is made, and its private
// half goes into that file.
struct prepared_login {
  credentials given;
  std::string jwt_private_key;  // PEM; empty where the user has it
};
boost::system::result<prepared_login, login_fault> prepare_login(const login_options& wanted, std::uint64_t seed);

// {"instance_url","login_url","access_token","username","password","client_id","client_secret","refresh_token",
//  "sfdx_auth_url","jwt_private_key"?,"users":[{"username","access_token"}]}, readable for its owner only.
std::optional<login_fault> write_credentials(const std::string& file, const std::string& url,
                                             const prepared_login& prepared, const login_desk& desk);

}  // namespace sluice::orgsim
