#include "cli/number_range.hpp"

#include <charconv>
#include <cmath>
#include <string>
#include <system_error>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <CLI/Option.hpp>
#include <fmt/format.h>

namespace sluice {

namespace {

template <class Number>
bool read(const std::string& text, Number& value) {
  const char* end = text.data() + text.size();
  const auto [stopped, problem] = std::from_chars(text.data(), end, value);
  return problem == std::errc{} && stopped == end && !text.empty();
}

}  // namespace

CLI::Validator whole_number(std::uint64_t least, std::uint64_t most) {
  const std::string range =
      most == no_bound ? fmt::format("of {} or more", least) : fmt::format("from {} to {}", least, most);
  const auto check = [=](std::string& text) -> std::string {
    std::uint64_t value = 0;
    if (!read(text, value) || value < least || value > most) {
      return fmt::format("{} is not a whole number {}", text, range);
    }
    text = std::to_string(value);
    return {};
  };
  return {check, "", "whole number"};
}

CLI::Validator number(double least, double most) {
  const auto check = [=](std::string& text) -> std::string {
    double value = 0;
    if (read(text, value) && std::isfinite(value) && value >= least && value <= most) return {};
    return fmt::format("{} is not a number from {} to {}", text, least, most);
  };
  return {check, "", "number"};
}

}  // namespace sluice
