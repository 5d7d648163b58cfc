// Who can log in: the org's active users, each by a user name, and what each may see.
#pragma once

#include "orgsim/data/people.hpp"
#include "orgsim/data/rights.hpp"
#include "orgsim/login/token_store.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::orgsim {

// A user of the profile's [[users]]: a name to log in by, and the rights it names.
struct restricted_user {
  std::string name;
  rights sees;
};

// Accounts keep their places: tokens refer to them by index. The first is the administrator.
class accounts {
 public:
  // The restricted ones stand for active users of the org, from the second on, or for the user of that very name.
  accounts(const people& who, std::vector<restricted_user> restricted);

  struct account {
    std::string username;
    std::size_t user;  // index in people.users
    rights sees;
  };
  std::size_t size() const { return all_.size(); }
  const account& at(token_store::account_index a) const { return all_[a]; }
  // Upper and lower case alike.
  std::optional<token_store::account_index> find(std::string_view username) const;

 private:
  std::vector<account> all_;
};

}  // namespace sluice::orgsim
