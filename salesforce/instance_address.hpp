// The org's address as the user gives it, brought to one form.
#pragma once

#include "protocol/error.hpp"

#include <string>
#include <string_view>

namespace sluice {

/// "https://host" or "https://host:port", without a slash at the end. Errors (bad_usage): no https address; http to
/// anything but this machine, since the token would travel in the clear; a path, query or user name in it.
[[nodiscard]] result<std::string> instance_address(std::string_view url);

}  // namespace sluice
