// Objects that call themselves queryable and yet refuse a plain SELECT, as recorded of a real org: each in its own
// words, some until a filter is given.
#pragma once

#include "orgsim/behaviour/traps.hpp"
#include "orgsim/data/org.hpp"
#include "orgsim/soql/table.hpp"

#include <optional>
#include <string_view>

namespace sluice::orgsim {

// Nothing for an object that answers anybody.
std::optional<soql::filter_need> filter_need_of(const org& data, object_index o, const traps& how);

}  // namespace sluice::orgsim
