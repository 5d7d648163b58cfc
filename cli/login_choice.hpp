// Which login the options name, the first that is given: --instance-url with a token; --target-org by the sf CLI;
// --client-id with a secret, a key or a refresh token; SF_ORG_ALIAS; the sf CLI's default org.
#pragma once

#include "cli/harvest_options.hpp"
#include "cli/token_keeper.hpp"
#include "salesforce/org_login.hpp"

#include <memory>
#include <string>

namespace sluice {

struct chosen_login {
  std::unique_ptr<org_login> how;
  std::string org;      ///< what a person calls it: the alias, else the host
  std::string address;  ///< what tells the org from others before it has answered; the same from run to run
};

/// Reads the secrets' files and may start the sf CLI; blocks. `keeper` outlives the login. Errors: bad_usage for what
/// can't be right, login_refused or out_of_reach for what the sf CLI says.
[[nodiscard]] result<chosen_login> choose_login(const login_options& options, token_keeper& keeper);

/// A login by what somebody else has obtained; for the embedded org.
[[nodiscard]] result<chosen_login> bare_login(const std::string& instance_url, const std::string& token,
                                              const std::vector<std::string>& api_versions);

}  // namespace sluice
