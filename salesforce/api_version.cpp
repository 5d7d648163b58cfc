#include "salesforce/api_version.hpp"

#include <algorithm>
#include <charconv>

namespace sluice {
namespace {

std::optional<int> small_number(std::string_view text) {
  constexpr int number_max = 999;
  int number = -1;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = problem == std::errc{} && end == text.data() + text.size();
  if (!whole || number < 0 || number > number_max) return std::nullopt;
  return number;
}

std::string joined(std::span<const api_version> versions) {
  std::string text;
  for (const auto& each : versions) text += (text.empty() ? "" : ", ") + each.str();
  return text.empty() ? "none" : text;
}

}  // namespace

std::optional<api_version> read_api_version(std::string_view text) {
  if (text.starts_with('v') || text.starts_with('V')) text.remove_prefix(1);
  const auto dot = text.find('.');
  const auto major = small_number(text.substr(0, dot));
  const auto minor = dot == std::string_view::npos ? std::optional<int>(0) : small_number(text.substr(dot + 1));
  if (!major || !minor) return std::nullopt;
  return api_version{*major, *minor};
}

result<api_version> choose_version(std::span<const api_version> wanted, std::span<const api_version> offered) {
  for (const auto& each : wanted) {
    if (std::ranges::find(offered, each) != offered.end()) return each;
  }
  if (wanted.empty()) {
    std::optional<api_version> best;
    for (const auto& each : offered) {
      if (each <= newest_known && (!best || *best < each)) best = each;
    }
    if (best) return *best;
  }
  error none{.code = exit_code::bad_usage, .what = {}, .about = {}, .kept = {}, .remedy = {}};
  none.what = wanted.empty() ? "the org offers no API version up to " + newest_known.str()
                             : "the org does not offer API version " + joined(wanted);
  none.remedy = "it offers " + joined(offered) + "; name one of them with --api-versions";
  return none;
}

}  // namespace sluice
