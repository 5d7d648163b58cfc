// Date literals that hang on today: TODAY, LAST_N_DAYS:30, THIS_FISCAL_YEAR ... (SOQL and SOSL Reference, "Date Formats
// and Date Literals"). Each names a stretch of whole days. The org's time zone is GMT, its weeks begin on Sunday, its
// fiscal year in January.
#pragma once

#include "orgsim/soql/value.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sluice::orgsim::soql {

enum class calendar_unit { days, weeks, months, quarters, years };

// From `first` units after the one that today is in, `count` units long. LAST_N_DAYS reaches from n days ago to today.
struct date_literal {
  calendar_unit unit = calendar_unit::days;
  std::int64_t first = 0;
  std::int64_t count = 1;
};

// begin <= d < end
struct day_range {
  day begin;
  day end;
};

// `n` is the number after a colon, where there is one. Nothing for a word that is no such literal.
std::optional<date_literal> date_literal_named(std::string_view word, std::optional<std::int64_t> n);

day_range range_of(const date_literal& literal, day today);

}  // namespace sluice::orgsim::soql
