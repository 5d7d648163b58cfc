// Who a token belongs to, as the identity address and the userinfo address tell it.
#pragma once

#include "orgsim/data/people.hpp"

#include <string>
#include <string_view>

namespace sluice::orgsim {

struct identified {
  const user& who;
  std::string_view username;
  std::string_view organization;  // 18 characters
  std::string_view host;          // the org's address
};

// `https://.../id/ORG/USER`
std::string identity_url(const identified& whom);
std::string identity_text(const identified& whom);
std::string userinfo_text(const identified& whom);

}  // namespace sluice::orgsim
