// The smaller answers: versions, resources, limits, record counts, errors, dates.
#pragma once

#include "orgsim/data/org.hpp"
#include "orgsim/data/record_counts.hpp"
#include "orgsim/data/rights.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::orgsim {

constexpr int oldest_version = 21;
constexpr int newest_version = 64;
std::string versions_text();
// `identity`: the address of who asks, which stands among the resources.
std::string resources_text(std::string_view base, std::string_view identity);
std::string tooling_resources_text(std::string_view base);
std::string composite_resources_text(std::string_view base);
std::string limits_text(std::int64_t day_max, std::int64_t day_used);
// All objects where no names are given; names that are unknown or hidden are left out without a word.
std::string record_counts_text(const org& data, const record_counts& counts, const std::vector<std::string>& names,
                               const rights& sees = all_rights);

// `[{"message":...,"errorCode":...}]`; NOT_FOUND, LIMIT_EXCEEDED and PROCESSING_HALTED have their members the other way
// round, as recorded.
std::string error_text(std::string_view code, std::string_view message);

// Mon, 03 Jan 2022 21:57:08 GMT
std::string http_date(std::int64_t seconds);
// -1 for text that is no such date; takes days without a leading zero too.
std::int64_t parse_http_date(std::string_view text);

}  // namespace sluice::orgsim
