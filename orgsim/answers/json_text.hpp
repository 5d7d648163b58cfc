// Writes JSON straight into a string: for answers whose members are known and many, where building a document first
// would cost more than the answer. Escaping is Boost.JSON's.
#pragma once

#include <charconv>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace sluice::orgsim {

// A quoted JSON string.
void append_quoted(std::string& out, std::string_view text);
// The shortest decimal that reads back the same, always with a point: 1600.0.
void append_decimal(std::string& out, double number);

class json_text {
 public:
  explicit json_text(std::string& out) : out_(out) {}

  json_text& begin_object() { return open('{'); }
  json_text& end_object() { return close('}'); }
  json_text& begin_list() { return open('['); }
  json_text& end_list() { return close(']'); }

  // Keys are the API's own names: nothing in them needs escaping.
  json_text& key(std::string_view name) {
    separate();
    out_ += '"';
    out_ += name;
    out_ += "\":";
    fresh_ = true;
    return *this;
  }
  json_text& text(std::string_view value) {
    separate();
    append_quoted(out_, value);
    return *this;
  }
  json_text& raw(std::string_view value) {
    separate();
    out_ += value;
    return *this;
  }
  json_text& flag(bool value) { return raw(value ? "true" : "false"); }
  json_text& null() { return raw("null"); }
  json_text& number(std::int64_t value) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value);
    return raw({digits, end.ptr});
  }
  json_text& text_or_null(std::string_view value) { return value.empty() ? null() : text(value); }

  json_text& member(std::string_view name, std::string_view value) { return key(name).text(value); }
  json_text& member(std::string_view name, const char* value) { return key(name).text(value); }
  json_text& member(std::string_view name, bool value) { return key(name).flag(value); }
  json_text& member(std::string_view name, std::int64_t value) { return key(name).number(value); }
  json_text& member(std::string_view name, int value) { return key(name).number(value); }
  json_text& null_member(std::string_view name) { return key(name).null(); }

 private:
  void separate() {
    if (!fresh_) out_ += ',';
    fresh_ = false;
  }
  json_text& open(char bracket) {
    separate();
    out_ += bracket;
    fresh_ = true;
    return *this;
  }
  json_text& close(char bracket) {
    out_ += bracket;
    fresh_ = false;
    return *this;
  }

  std::string& out_;
  bool fresh_ = true;
};

}  // namespace sluice::orgsim
