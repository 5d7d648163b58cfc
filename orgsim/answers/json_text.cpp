#include "orgsim/answers/json_text.hpp"

#include <algorithm>

#include <boost/json/serialize.hpp>

namespace sluice::orgsim {

void append_quoted(std::string& out, std::string_view text) {
  const bool plain = std::all_of(text.begin(), text.end(),
                                 [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; });
  if (!plain) {
    out += boost::json::serialize(boost::json::string_view(text.data(), text.size()));
    return;
  }
  out += '"';
  out += text;
  out += '"';
}

void append_decimal(std::string& out, double number) {
  char digits[40];
  const auto end = std::to_chars(digits, digits + sizeof digits, number, std::chars_format::fixed);
  const std::string_view written(digits, static_cast<std::size_t>(end.ptr - digits));
  out += written;
  if (written.find('.') == std::string_view::npos) out += ".0";
}

}  // namespace sluice::orgsim
