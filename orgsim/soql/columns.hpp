// What a statement selects, told instead of its rows: the answer to `columns=true`, an undocumented parameter of the
// query resources that the Developer Console and the sf CLI use. Its members are those that they read.
#pragma once

#include "orgsim/soql/query.hpp"

#include <string>

namespace sluice::orgsim::soql {

std::string write_columns(const query& q);

}  // namespace sluice::orgsim::soql
