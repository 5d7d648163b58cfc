// A profile's text as a tree of TOML nodes, whichever syntax it was written in.
#pragma once

#include "orgsim/behaviour/profile_file.hpp"

#include <string>
#include <string_view>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace sluice::orgsim {

// The fault names `source`, line and column.
boost::system::result<toml::table, profile_fault> parse_profile_tree(std::string_view text, profile_syntax syntax,
                                                                     const std::string& source);

}  // namespace sluice::orgsim
