// Builds a JSON tree from a parser's events without losing a number: what neither a 64-bit integer nor a double holds
// (longer integers, decimals with more digits, exponents out of range) is kept as its text. In the tree such a number
// is a string that begins with the byte `exact_number_mark`. No parsed string can begin so, because JSON text is UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>
#include <boost/json/value_stack.hpp>

namespace sluice {

inline constexpr char exact_number_mark = '\xff';

/// Greatest nesting that is read; deeper text is refused.
inline constexpr std::size_t json_depth_max = 64;

/// The text of a number that the tree keeps as text, else nothing.
[[nodiscard]] std::string_view exact_number(const boost::json::value& v);

class json_builder {
 public:
  /// Begins a new tree; the last one must have been released.
  void begin() { stack_.reset(); }
  [[nodiscard]] boost::json::value release() { return stack_.release(); }

  void object(std::size_t members) { stack_.push_object(members); }
  void array(std::size_t elements) { stack_.push_array(elements); }
  void chars(std::string_view part) { stack_.push_chars({part.data(), part.size()}); }
  void key(std::string_view rest) { stack_.push_key({rest.data(), rest.size()}); }
  void string(std::string_view rest) { stack_.push_string({rest.data(), rest.size()}); }
  void boolean(bool b) { stack_.push_bool(b); }
  void null() { stack_.push_null(); }
  void number_part(std::string_view text) { number_.append(text); }
  void integer(std::int64_t i);
  void integer(std::uint64_t u);
  /// The parser's own double is left aside: Boost 1.81 rounds it in the last digit.
  void real(std::string_view rest);

 private:
  boost::json::value_stack stack_;
  std::string number_;  ///< what the parser has told of the number that it is in
};

}  // namespace sluice
