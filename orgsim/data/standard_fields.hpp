// The well-known fields of the well-known standard objects (Object Reference for the Salesforce Platform), and the
// names by which parents know their children.
#pragma once

#include "orgsim/data/draw.hpp"
#include "orgsim/data/field.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sluice::orgsim {

void add_standard_fields(std::vector<field>& to, std::string_view object_name, draw& d);

// Whether the standard object has a field Name.
bool has_name(std::string_view object_name);

// `Contacts` for Contact.AccountId seen from Account; empty for a reference that has no such name.
std::string_view standard_children_name(std::string_view child, std::string_view field_name);

// A few of the values that picklists of made-up orgs have.
void add_drawn_values(field& f, draw& d);

}  // namespace sluice::orgsim
