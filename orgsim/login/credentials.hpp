// What a client needs to log in, by whichever grant: made from the seed unless it is given from outside.
#pragma once

#include "orgsim/login/token_store.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace sluice::orgsim {

struct credentials {
  std::string client_id;
  std::string client_secret;
  std::string refresh_token;
  std::string username;                       // of the administrator; other users of the org are known as well
  std::string password;                       // of every user
  std::optional<std::string> jwt_public_key;  // PEM; without it no assertion is accepted
  token_rules rules;
};

// Drawn from the seed; the user name is left empty.
credentials made_up_credentials(std::uint64_t seed);

}  // namespace sluice::orgsim
