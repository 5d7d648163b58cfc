#include "cli/talk/terminal_look.hpp"

#include <clocale>
#include <cstdlib>
#include <langinfo.h>
#include <string>
#include <unistd.h>

#include <sys/ioctl.h>

namespace sluice {

namespace {

constexpr std::size_t usual_columns = 80;

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// The program's own locale stays "C": numbers in files must not depend on it.
std::string codeset_of_user() {
  const locale_t users = ::newlocale(LC_CTYPE_MASK, "", nullptr);
  if (users == nullptr) return {};
  std::string name = ::nl_langinfo_l(CODESET, users);
  ::freelocale(users);
  return name;
}

}  // namespace

std::optional<terminal_look> look_of(const terminal_facts& facts) {
  if (!facts.is_terminal || facts.term.empty() || facts.term == "dumb") return std::nullopt;
  return terminal_look{.colour = facts.no_color.empty(), .utf8 = facts.codeset == "UTF-8"};
}

std::optional<terminal_look> look_of_stderr() {
  const std::string codeset = codeset_of_user();
  return look_of({.is_terminal = ::isatty(STDERR_FILENO) == 1,
                  .term = variable("TERM"),
                  .no_color = variable("NO_COLOR"),
                  .codeset = codeset});
}

std::size_t columns_of_stderr() {
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return usual_columns;
  return size.ws_col;
}

}  // namespace sluice
