// A request's target taken apart: `/services/data/v64.0/sobjects/Account/describe?x=y` is version 64, the segments, and
// the parameters, all decoded. Slashes that stand twice count once, as clients write them.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice::orgsim {

struct address {
  std::vector<std::string> segments;
  std::vector<std::pair<std::string, std::string>> params;
  int version = 0;   // 0: none is named, or not as one
  std::string base;  // `/services/data/v64.0`; empty for addresses that are not below it
  bool valid = false;

  explicit address(std::string_view target);

  std::optional<std::string> param(std::string_view key) const;
  // What follows the version.
  std::span<const std::string> rest() const;
};

// `a=1&b=x%20y`, as forms are posted.
std::vector<std::pair<std::string, std::string>> form_params(std::string_view text);

}  // namespace sluice::orgsim
