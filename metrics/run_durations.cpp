#include "metrics/run_durations.hpp"

#include "metrics/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>

namespace sluice {

namespace {
constexpr std::size_t kept = 7;
constexpr std::size_t least = 3;
constexpr int decimals = 3;
}  // namespace

run_durations::run_durations(std::string_view text) {
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    double read = 0;
    const auto [end, failed] = std::from_chars(word.data(), word.data() + word.size(), read);
    const bool good = failed == std::errc() && end == word.data() + word.size() && std::isfinite(read) && read >= 0;
    if (good) seconds_.push_back(read);
  }
}

void run_durations::add(duration took) {
  seconds_.push_back(seconds(took));
  if (seconds_.size() > kept) seconds_.erase(seconds_.begin(), seconds_.end() - kept);
}

std::optional<duration> run_durations::expected() const {
  if (seconds_.size() < least) return {};
  std::vector<double> sorted = seconds_;
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::ranges::nth_element(sorted, middle);
  return from_seconds(*middle);
}

std::string run_durations::text() const {
  std::string all;
  for (const double s : seconds_) {
    if (!all.empty()) all += ' ';
    all += decimal(s, decimals);
  }
  return all;
}

}  // namespace sluice
