// What the terminal behind stderr can show: whether lines may be drawn anew in place, in colour, with more letters than
// ASCII has; and how wide it is just now.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace sluice {

struct terminal_look {
  bool colour = true;
  bool utf8 = true;

  friend bool operator==(const terminal_look&, const terminal_look&) = default;
};

/// What is known of the terminal; texts are empty where the environment doesn't say.
struct terminal_facts {
  bool is_terminal = false;
  std::string_view term;      ///< TERM
  std::string_view no_color;  ///< NO_COLOR: any text means no colour, and no colour is not no display
  std::string_view codeset;   ///< of the locale, as nl_langinfo tells it
};

/// Nothing: only whole lines may be written there. Pure.
[[nodiscard]] std::optional<terminal_look> look_of(const terminal_facts& facts);

/// Of this process's stderr.
[[nodiscard]] std::optional<terminal_look> look_of_stderr();
/// As the terminal says now; 80 where it doesn't.
[[nodiscard]] std::size_t columns_of_stderr();

}  // namespace sluice
