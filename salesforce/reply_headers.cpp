#include "salesforce/reply_headers.hpp"

#include "salesforce/trimmed.hpp"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <iomanip>
#include <locale>
#include <sstream>
#include <string>

namespace sluice {
namespace {

/// The whole text as a number; one too great for the type counts as the greatest.
std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || end != text.data() + text.size() || problem == std::errc::invalid_argument) return std::nullopt;
  if (problem == std::errc::result_out_of_range) return std::numeric_limits<std::uint64_t>::max();
  return number;
}

duration bounded(std::chrono::seconds wait) {
  return std::clamp<std::chrono::seconds>(wait, std::chrono::seconds{0}, retry_after_max);
}

}  // namespace

std::optional<org_usage> read_usage(std::string_view limit_info) {
  constexpr std::string_view name = "api-usage=";
  while (!limit_info.empty()) {
    const auto end = limit_info.find_first_of(";,");
    const auto item = trimmed(limit_info.substr(0, end));
    limit_info.remove_prefix(end == std::string_view::npos ? limit_info.size() : end + 1);
    if (!item.starts_with(name)) continue;
    const auto numbers = item.substr(name.size());
    const auto slash = numbers.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto used = whole_number(numbers.substr(0, slash));
    const auto max = whole_number(numbers.substr(slash + 1));
    if (!used || !max || *max == 0) return std::nullopt;
    return org_usage{*used, *max};
  }
  return std::nullopt;
}

std::optional<std::chrono::sys_seconds> read_http_date(std::string_view text) {
  std::istringstream in{std::string(trimmed(text))};
  in.imbue(std::locale::classic());
  std::tm parts{};
  in >> std::get_time(&parts, "%a, %d %b %Y %H:%M:%S GMT");
  if (in.fail()) return std::nullopt;
  const std::chrono::year_month_day day{std::chrono::year{parts.tm_year + 1900},
                                        std::chrono::month{static_cast<unsigned>(parts.tm_mon + 1)},
                                        std::chrono::day{static_cast<unsigned>(parts.tm_mday)}};
  if (!day.ok()) return std::nullopt;
  return std::chrono::sys_days{day} + std::chrono::hours{parts.tm_hour} + std::chrono::minutes{parts.tm_min} +
         std::chrono::seconds{parts.tm_sec};
}

std::optional<duration> read_retry_after(const std::vector<http_header>& headers) {
  const auto* told = find_header(headers, "Retry-After");
  if (told == nullptr) return std::nullopt;
  if (const auto count = whole_number(trimmed(*told))) {
    const auto capped = std::min<std::uint64_t>(*count, std::chrono::seconds{retry_after_max}.count());
    return bounded(std::chrono::seconds{static_cast<std::int64_t>(capped)});
  }
  const auto until = read_http_date(*told);
  const auto* date = find_header(headers, "Date");
  const auto now = date == nullptr ? std::nullopt : read_http_date(*date);
  if (!until || !now) return std::nullopt;
  return bounded(*until - *now);
}

}  // namespace sluice
