// describe, the object list and the smaller answers, member for member as orgs of v52 to v62 write them.
#pragma once

#include "orgsim/data/org.hpp"
#include "orgsim/data/record_counts.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::orgsim {

// `base` is `/services/data/v64.0`; `host` the org's own address.
std::string describe_text(const org& data, object_index o, std::string_view base, std::string_view host);

// The entry of one object in the list, and what stands round the entries.
std::string object_list_begin();
void append_list_entry(std::string& out, const org& data, object_index o, std::string_view base);
std::string object_list_end();

constexpr int oldest_version = 30;
constexpr int newest_version = 64;
std::string versions_text();
std::string resources_text(std::string_view base);
std::string limits_text(std::int64_t day_max, std::int64_t day_used);
// All objects where no names are given; unknown names are left out without a word.
std::string record_counts_text(const org& data, const record_counts& counts, const std::vector<std::string>& names);

// `[{"message":...,"errorCode":...}]`; NOT_FOUND has its members the other way round, as recorded.
std::string error_text(std::string_view code, std::string_view message);

// Mon, 03 Jan 2022 21:57:08 GMT
std::string http_date(std::int64_t seconds);
// -1 for text that is no such date; takes days without a leading zero too.
std::int64_t parse_http_date(std::string_view text);

}  // namespace sluice::orgsim
