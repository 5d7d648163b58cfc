#include "tests/house/habits.hpp"

#include "tests/house/lines.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace sluice::house {
namespace {

// Written in two pieces each: this file is checked too.
constexpr std::array left_for_later = {std::string_view("TO"
                                                        "DO"),
                                       std::string_view("FIX"
                                                        "ME"),
                                       std::string_view("XX"
                                                        "X"),
                                       std::string_view("HA"
                                                        "CK")};
constexpr std::array sleeps = {std::string_view("sleep"
                                                "_for"),
                               std::string_view("sleep"
                                                "_until"),
                               std::string_view("usle"
                                                "ep"),
                               std::string_view("nanosle"
                                                "ep")};
constexpr std::array empty_names = {std::string_view("util"),   std::string_view("utils"),   std::string_view("common"),
                                    std::string_view("helper"), std::string_view("helpers"), std::string_view("misc")};

bool part_of_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool has_word(std::string_view line, std::string_view word) {
  for (auto at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
    const auto end = at + word.size();
    if ((at == 0 || !part_of_word(line[at - 1])) && (end == line.size() || !part_of_word(line[end]))) return true;
  }
  return false;
}

/// The words of a path are what stands between '/', '_', '-' and '.'.
bool has_empty_name(std::string_view path) {
  constexpr std::string_view breaks = "/_-.";
  while (!path.empty()) {
    const auto end = path.find_first_of(breaks);
    if (std::ranges::count(empty_names, path.substr(0, end)) > 0) return true;
    path.remove_prefix(end == std::string_view::npos ? path.size() : end + 1);
  }
  return false;
}

void check_line(std::string_view path, std::size_t number, std::string_view line, std::vector<finding>& found) {
  const auto add = [&](std::string what) { found.push_back({std::string(path), number, std::move(what)}); };
  for (const auto word : left_for_later) {
    if (has_word(line, word)) add("left for later: " + std::string(word));
  }
  if (!path.starts_with("tests/")) return;
  for (const auto word : sleeps) {
    if (has_word(line, word)) add("a test that sleeps");
  }
}

}  // namespace

std::vector<finding> broken_habits(std::string_view path, std::string_view text) {
  std::vector<finding> found;
  const auto add = [&](std::size_t line, std::string what) {
    found.push_back({std::string(path), line, std::move(what)});
  };
  const auto lines = lines_of(text);
  if (has_empty_name(path)) add(1, "the name tells nothing");
  if (lines.size() > lines_max) add(lines_max + 1, "over " + std::to_string(lines_max) + " lines: is it one idea?");
  if (path.ends_with(".hpp")) {
    if (!text.starts_with("//")) add(1, "a header opens with a comment that says what it is for");
    if (std::ranges::count(lines, "#pragma once") != 1) add(1, "a header has #pragma once");
  }
  for (std::size_t i = 0; i < lines.size(); ++i) check_line(path, i + 1, lines[i], found);
  return found;
}

}  // namespace sluice::house
