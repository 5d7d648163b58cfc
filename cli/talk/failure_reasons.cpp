#include "cli/talk/failure_reasons.hpp"

#include <algorithm>
#include <tuple>

namespace sluice {

namespace {

/// More kinds of failure than anybody reads; the rest is counted only.
constexpr std::size_t groups_kept = 200;
constexpr std::size_t letters_shown = 120;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string without_numbers(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (!is_digit(c)) {
      plain += c;
    } else if (plain.empty() || plain.back() != '#') {
      plain += '#';
    }
  }
  return plain;
}

std::string without_name(std::string text, std::string_view name) {
  for (auto at = text.find(name); !name.empty() && at != std::string::npos; at = text.find(name, at + 1)) {
    text.replace(at, name.size(), "*");
  }
  return text;
}

/// What an org says may hold anything.
std::string shown(std::string_view reason) {
  std::string text(reason.substr(0, letters_shown));
  // Not in the middle of a letter.
  const auto follows = [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; };
  if (reason.size() > letters_shown) {
    if (follows(reason[letters_shown])) {
      while (!text.empty() && follows(text.back())) text.pop_back();
      if (!text.empty()) text.pop_back();
    }
    text += "...";
  }
  constexpr char first_visible = ' ';
  constexpr char rubout = 127;
  std::ranges::replace_if(
      text, [](char c) { return (static_cast<unsigned char>(c) < first_visible) || c == rubout; }, ' ');
  return text;
}

}  // namespace

void failure_reasons::add(std::string_view part, std::string_view reason, std::string_view object) {
  ++total_;
  std::string key(part);
  key += '\n';
  key += without_numbers(without_name(std::string(reason), object));
  const auto found = groups_.find(key);
  if (found != groups_.end()) {
    ++found->second.count;
  } else if (groups_.size() < groups_kept) {
    groups_.emplace(std::move(key), reason_group{std::string(part), shown(reason), std::string(object), 1});
  }
}

std::vector<reason_group> failure_reasons::commonest(std::size_t most) const {
  std::vector<reason_group> all;
  all.reserve(groups_.size());
  for (const auto& [key, group] : groups_) all.push_back(group);
  std::ranges::sort(all, [](const reason_group& a, const reason_group& b) {
    return std::tie(b.count, a.part, a.reason) < std::tie(a.count, b.part, b.reason);
  });
  if (all.size() > most) all.resize(most);
  return all;
}

}  // namespace sluice
