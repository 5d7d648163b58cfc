#include "orgsim/data/rights.hpp"

#include "orgsim/behaviour/traps.hpp"

#include <set>

#include <doctest/doctest.h>

using namespace sluice::orgsim;

TEST_CASE("what is hidden from a user is hidden however its name is written") {
  rights r;
  CHECK(r.sees_object("Account"));
  CHECK(r.sees_field("Account", "Name"));
  r.hidden_objects.insert("Account");
  r.hidden_fields.insert("Contact.Email");
  CHECK_FALSE(r.sees_object("ACCOUNT"));
  CHECK_FALSE(r.sees_field("contact", "email"));
  CHECK(r.sees_field("Contact", "Phone"));
}

TEST_CASE("every trap has one name of its own") {
  std::set<std::string_view> names;
  for (const trap_name& t : trap_names) names.insert(t.name);
  CHECK(names.size() == trap_names.size());
}
