#include "orgsim/data/people.hpp"

#include "orgsim/data/draw.hpp"
#include "orgsim/data/record_id.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace sluice::orgsim {

namespace {

constexpr std::array<std::string_view, 8> profile_names{"System Administrator", "Standard User",    "Read Only",
                                                        "Marketing User",       "Contract Manager", "Solution Manager",
                                                        "Sales Representative", "Service Agent"};
// "Sales Operations" stands twice: labels are not unique in an org, only names are.
constexpr std::array<std::string_view, 16> set_labels{
    "Sales Operations", "Sales Operations", "Finance Reader",   "Finance Editor", "Integration User", "Field Service",
    "Data Steward",     "Partner Access",   "Support Tier 2",   "Marketing Ops",  "Legal & Privacy",  "Auditor",
    "Billing",          "Order Desk",       "Knowledge Author", "Mobile App"};
constexpr std::array<std::string_view, 12> first_names{"Ada",  "Ben",   "Chloe", "Dario", "Elif", "Femi",
                                                       "Gita", "Hanna", "Ivo",   "Jana",  "Kofi", "Lena"};
constexpr std::array<std::string_view, 11> last_names{"Adler", "Brandt", "Costa", "Dubois", "Ek",   "Fischer",
                                                      "Gray",  "Haas",   "Ito",   "Jansen", "Kovac"};
constexpr std::array<std::string_view, 9> role_names{"CEO",          "Sales Director", "Service Director",
                                                     "Sales North",  "Sales South",    "Service Desk",
                                                     "Key Accounts", "Field Service",  "Back Office"};
constexpr std::size_t user_count = 132;

permission_set make_set(std::size_t n, std::string_view label) {
  permission_set set;
  set.id = long_id("0PS", n + 1);
  set.label = label;
  for (char c : label)
    if (c != ' ' && c != '&') set.name += c;
  if (n == 1) set.name += "_2";
  return set;
}

user make_user(std::uint64_t seed, std::size_t n) {
  draw d(seed, "user", static_cast<std::uint64_t>(n));
  user u;
  u.id = long_id("005", n + 1);
  const std::string first(first_names[n % first_names.size()]);
  const std::string last(last_names[n % last_names.size()]);
  u.name = first + " " + last;
  u.email = first + "." + last + "@example.com";
  u.username = first + "." + last + std::to_string(n) + "@orgsim.example.com";
  u.profile = n == 0 ? 0 : static_cast<std::uint32_t>(d.below(profile_names.size()));
  u.active = n == 0 || d.chance(0.9);
  u.role = static_cast<std::uint32_t>(d.below(role_names.size()));
  return u;
}

void assign(people& all, std::uint64_t seed) {
  for (std::uint32_t n = 0; n < all.users.size(); ++n) {
    draw d(seed, "assignments", static_cast<std::uint64_t>(n));
    for (std::uint32_t set = 0; set < all.sets.size(); ++set) {
      const std::int32_t owner = all.sets[set].profile;
      const bool given = owner < 0 ? d.chance(0.08) : static_cast<std::uint32_t>(owner) == all.users[n].profile;
      if (given) all.assignments.push_back({n, set, all.assignments.size() + 1});
    }
  }
}

}  // namespace

const std::string& people::display_label(const permission_set& set) const {
  return set.profile < 0 ? set.label : profiles[static_cast<std::size_t>(set.profile)].name;
}

people make_people(std::uint64_t seed) {
  people all;
  for (std::size_t n = 0; n < profile_names.size(); ++n)
    all.profiles.push_back({long_id("00e", n + 1), std::string(profile_names[n])});
  for (std::size_t n = 0; n < set_labels.size(); ++n) all.sets.push_back(make_set(n, set_labels[n]));
  for (std::size_t n = 0; n < all.profiles.size(); ++n) {
    permission_set set;
    set.id = long_id("0PS", 100 + n);
    set.label = all.profiles[n].id;
    set.name = "X" + all.profiles[n].id;
    set.profile = static_cast<std::int32_t>(n);
    all.sets.push_back(std::move(set));
  }
  for (std::size_t n = 0; n < user_count; ++n) all.users.push_back(make_user(seed, n));
  for (std::size_t n = 0; n < role_names.size(); ++n)
    all.roles.push_back(
        {long_id("00E", n + 1), std::string(role_names[n]), n == 0 ? std::string() : all.roles[(n - 1) / 2].id});
  assign(all, seed);
  return all;
}

}  // namespace sluice::orgsim
