// Profiles from files: TOML, or JSON of the same shape, and the built-in ones, which are the files of orgsim/profiles.
// Strict: an unknown name, a value of a wrong type or out of bounds is a fault that says where (line and column; in
// JSON only its path) and what would be right. docs/orgsim.md is the reference.
#pragma once

#include "orgsim/behaviour/profile.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

namespace sluice::orgsim {

struct profile_fault {
  std::string message;  // one line for the user
};

using profile_result = boost::system::result<profile, profile_fault>;

// A built-in name, or the path of a file; JSON by its ending `.json`.
profile_result load_profile(const std::string& name_or_path);

// `source` is what faults name.
enum class profile_syntax { toml, json };
profile_result read_profile(std::string_view text, profile_syntax syntax, const std::string& source);

// A built-in profile: its name and its file's text.
struct named_profile {
  std::string_view name;
  std::string_view text;
};
std::span<const named_profile> built_in_profiles();
const named_profile* find_built_in(std::string_view name);
std::string built_in_names();

// Every setting as it is written, `service.median_ms` or `fault.share`: what the documentation must tell of.
std::vector<std::string> profile_setting_names();

}  // namespace sluice::orgsim
