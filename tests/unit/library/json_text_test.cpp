#include "library/json_text.hpp"

#include "library/json_number.hpp"

#include <cmath>
#include <cstring>
#include <random>

#include <doctest/doctest.h>

using namespace sluice;

namespace {

std::string again(std::string_view text, json_layout layout = json_layout::compact) {
  const auto tree = read_json(text);
  if (!tree) return tree.error().what;
  std::string out;
  write_json(out, *tree, layout);
  return out;
}

}  // namespace

TEST_CASE("numbers print as the shortest decimals, without needless exponents") {
  CHECK(again("[7.5E-1,0.1,1e3,100000.0,-0.25,1E+2]") == "[0.75,0.1,1000,100000,-0.25,100]");
  CHECK(again("[0.0000001,1e-9,1e20,1e21,1e300]") == "[0.0000001,1e-09,100000000000000000000,1e+21,1e+300]");
  CHECK(again("[0,-1,9223372036854775807,-9223372036854775808,18446744073709551615]") ==
        "[0,-1,9223372036854775807,-9223372036854775808,18446744073709551615]");
}

TEST_CASE("a number that no double holds keeps its text") {
  for (const char* text : {"123456789012345678901234567890", "-98765432109876543210", "0.12345678901234567890123",
                           "1e400", "-1e400", "1e-400", "1E99999999"}) {
    CHECK(again(text) == text);
  }
  CHECK(again("{\"a\":[123456789012345678901]}") == "{\"a\":[123456789012345678901]}");
}

TEST_CASE("a decimal is read to the last digit") {
  CHECK(again("[0.3,2.2250738585072014e-308,4.35,1.7976931348623157e+308]") ==
        "[0.3,2.2250738585072014e-308,4.35,1.7976931348623157e+308]");
}

TEST_CASE("every double comes back as itself") {
  std::mt19937_64 random(11);
  for (int i = 0; i < 20'000; ++i) {
    const auto bits = random();
    double value = 0;
    static_assert(sizeof value == sizeof bits);
    std::memcpy(&value, &bits, sizeof value);
    if (!std::isfinite(value)) continue;
    const std::string text(number_text(value));
    CHECK(exact_double(text) == value);
    CHECK(again(text) == text);
  }
}

TEST_CASE("strings, order and nesting come back as they were") {
  const std::string text = R"({"z":"a\"\\\n\u0001é😀","a":[],"m":{},"n":null,"t":[true,false,[{"x":""}]]})";
  CHECK(again(text) == text);
}

TEST_CASE("files are laid out with two spaces a level") {
  CHECK(again(R"({"a":[1,{"b":[]}],"c":{}})", json_layout::pretty) ==
        "{\n  \"a\": [\n    1,\n    {\n      \"b\": []\n    }\n  ],\n  \"c\": {}\n}");
}

TEST_CASE("broken or bottomless text is refused") {
  CHECK_FALSE(read_json("{\"a\":").has_value());
  CHECK_FALSE(read_json("[1] 2").has_value());
  CHECK_FALSE(read_json("").has_value());
  CHECK_FALSE(read_json("\"\xff\"").has_value());
  CHECK(read_json(std::string(64, '[') + std::string(64, ']')).has_value());
  CHECK_FALSE(read_json(std::string(65, '[') + std::string(65, ']')).has_value());
}

TEST_CASE("words that are no UTF-8 become ASCII, others stay") {
  CHECK(as_utf8("Zugriff verweigert: Größe") == "Zugriff verweigert: Größe");
  CHECK(as_utf8("Gr\xf6\xdf"
                "e") == "Gr??e");
  CHECK(as_utf8("\xff"
                "12") == "?12");
}
