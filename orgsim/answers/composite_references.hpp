// `@{referenceId.path}` in a subrequest: a value out of the body of one that was answered before it, such as
// `@{accounts.records[0].Id}`.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>
#include <boost/system/result.hpp>

namespace sluice::orgsim {

// By referenceId, the bodies of the subrequests that were answered.
using answered_bodies = std::map<std::string, boost::json::value, std::less<>>;

struct referenced_text {
  std::string text;
};
struct unknown_reference {
  std::string message;
};

boost::system::result<referenced_text, unknown_reference> with_references(std::string_view text,
                                                                          const answered_bodies& answered);

}  // namespace sluice::orgsim
