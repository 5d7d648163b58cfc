// Users, profiles and permission sets of the org.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace sluice::orgsim {

struct profile_entry {
  std::string id;
  std::string name;
};

// A profile's own permissions are a set too: owned by the profile, with an id where others have a label.
struct permission_set {
  std::string id;
  std::string name;
  std::string label;
  std::int32_t profile = -1;  // index of the profile that owns it, or -1
};

struct user {
  std::string id;
  std::string username;
  std::string name;
  std::string email;
  std::uint32_t profile = 0;
  std::uint32_t role = 0;
  bool active = true;
};

struct role {
  std::string id;
  std::string name;
  std::string parent;  // id; empty for the one at the top
};

// A permission set given to a user, that of the user's profile among them.
struct assignment {
  std::uint32_t user = 0;
  std::uint32_t set = 0;
  std::uint64_t number = 0;
};

struct people {
  std::vector<role> roles;
  std::vector<assignment> assignments;
  std::vector<profile_entry> profiles;
  std::vector<permission_set> sets;
  std::vector<user> users;

  // The name under which a person knows the set: the profile's where it is owned by one, else the set's label.
  const std::string& display_label(const permission_set& set) const;
};

people make_people(std::uint64_t seed);

}  // namespace sluice::orgsim
