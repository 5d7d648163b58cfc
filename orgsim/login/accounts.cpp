#include "orgsim/login/accounts.hpp"

#include "orgsim/data/org.hpp"

#include <algorithm>
#include <utility>

namespace sluice::orgsim {

accounts::accounts(const people& who, std::vector<restricted_user> restricted) {
  for (std::size_t u = 0; u < who.users.size(); ++u)
    if (u == 0 || who.users[u].active) all_.push_back({who.users[u].username, u, {}});
  std::size_t next = 1;
  for (restricted_user& r : restricted) {
    const auto known = find(r.name);
    const std::size_t place = known ? *known : std::min(next++, all_.size() - 1);
    all_[place].username = std::move(r.name);
    all_[place].sees = std::move(r.sees);
  }
}

std::optional<token_store::account_index> accounts::find(std::string_view username) const {
  const std::string lower = lower_case(username);
  for (std::size_t a = 0; a < all_.size(); ++a)
    if (lower_case(all_[a].username) == lower) return a;
  return std::nullopt;
}

}  // namespace sluice::orgsim
