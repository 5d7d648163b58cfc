#include "cli/command_line.hpp"

#include "orgsim/behaviour/nearest_name.hpp"

#include <algorithm>
#include <cctype>

#include <CLI/Option.hpp>

namespace sluice {

namespace {

bool is_plain(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         std::string_view("-_./:=,@%+").find(c) != std::string_view::npos;
}

std::string quoted(const std::string& word) {
  if (!word.empty() && std::ranges::all_of(word, is_plain)) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

}  // namespace

std::string shell_line(const std::vector<std::string>& words) {
  std::string line;
  for (const auto& word : words) line += (line.empty() ? "" : " ") + quoted(word);
  return line;
}

std::string nearest_flag(const CLI::App& command, std::string_view word) {
  const std::string_view name = word.substr(0, word.find('='));
  std::size_t least = name.size() / 2;
  std::string nearest;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& known : option->get_lnames()) {
      const std::size_t distance = orgsim::letters_to_change(name, "--" + known);
      if (distance >= least) continue;
      least = distance;
      nearest = "--" + known;
    }
  }
  return nearest;
}

}  // namespace sluice
