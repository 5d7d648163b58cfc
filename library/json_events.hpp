// A parser's handler that passes every event to a json_builder: the whole text becomes one tree. Base of the handlers
// that look closer.
#pragma once

#include "library/json_builder.hpp"

#include <boost/json/basic_parser.hpp>
#include <boost/json/error.hpp>

namespace sluice {

struct json_events {
  using text = boost::json::string_view;
  using failure = boost::json::error_code;

  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  json_builder builder;

  bool on_document_begin(failure&) {
    builder.begin();
    return true;
  }
  bool on_document_end(failure&) { return true; }
  bool on_object_begin(failure&) { return true; }
  bool on_object_end(std::size_t n, failure&) {
    builder.object(n);
    return true;
  }
  bool on_array_begin(failure&) { return true; }
  bool on_array_end(std::size_t n, failure&) {
    builder.array(n);
    return true;
  }
  bool on_key_part(text s, std::size_t, failure&) { return chars(s); }
  bool on_key(text s, std::size_t, failure&) {
    builder.key({s.data(), s.size()});
    return true;
  }
  bool on_string_part(text s, std::size_t, failure&) { return chars(s); }
  bool on_string(text s, std::size_t, failure&) {
    builder.string({s.data(), s.size()});
    return true;
  }
  bool on_number_part(text s, failure&) {
    builder.number_part({s.data(), s.size()});
    return true;
  }
  bool on_int64(std::int64_t i, text, failure&) {
    builder.integer(i);
    return true;
  }
  bool on_uint64(std::uint64_t u, text, failure&) {
    builder.integer(u);
    return true;
  }
  bool on_double(double, text s, failure&) {
    builder.real({s.data(), s.size()});
    return true;
  }
  bool on_bool(bool b, failure&) {
    builder.boolean(b);
    return true;
  }
  bool on_null(failure&) {
    builder.null();
    return true;
  }
  bool on_comment_part(text, failure&) { return true; }
  bool on_comment(text, failure&) { return true; }

 private:
  bool chars(text s) {
    builder.chars({s.data(), s.size()});
    return true;
  }
};

}  // namespace sluice
