// A parser's handler for schema.json: builds a tree of one entry of "objects" at a time, hands it over, and lets all
// else pass by.
#pragma once

#include "library/json_events.hpp"

#include <functional>
#include <string>
#include <utility>

namespace sluice {

class schema_events : public json_events {
 public:
  /// Takes an entry, which may be any value; false ends the reading with an error.
  using sink = std::function<bool(boost::json::value entry)>;

  explicit schema_events(sink take) : take_(std::move(take)) {}

  [[nodiscard]] bool has_list() const { return has_list_; }

  bool on_document_begin(failure&) { return true; }
  bool on_object_begin(failure&) { return open(); }
  bool on_object_end(std::size_t n, failure& ec) {
    if (--depth_ >= entries && in_list_) builder.object(n);
    return closed(ec);
  }
  bool on_array_begin(failure&) {
    if (depth_ != members || key_ != "objects") return open();
    ++depth_;
    in_list_ = has_list_ = true;
    return true;
  }
  bool on_array_end(std::size_t n, failure& ec) {
    if (--depth_ >= entries && in_list_) builder.array(n);
    return closed(ec);
  }
  bool on_key_part(text s, std::size_t n, failure& ec) {
    if (depth_ == members) key_.append(s.data(), s.size());
    return !building() || json_events::on_key_part(s, n, ec);
  }
  bool on_key(text s, std::size_t n, failure& ec) {
    if (depth_ == members) key_.append(s.data(), s.size()).erase(0, key_.size() - n);
    return !building() || json_events::on_key(s, n, ec);
  }
  bool on_string_part(text s, std::size_t n, failure& ec) {
    return !building() || json_events::on_string_part(s, n, ec);
  }
  bool on_string(text s, std::size_t n, failure& ec) {
    return building() ? json_events::on_string(s, n, ec) : leaf(ec);
  }
  bool on_number_part(text s, failure& ec) { return !building() || json_events::on_number_part(s, ec); }
  bool on_int64(std::int64_t i, text s, failure& ec) { return building() ? json_events::on_int64(i, s, ec) : leaf(ec); }
  bool on_uint64(std::uint64_t u, text s, failure& ec) {
    return building() ? json_events::on_uint64(u, s, ec) : leaf(ec);
  }
  bool on_double(double d, text s, failure& ec) { return building() ? json_events::on_double(d, s, ec) : leaf(ec); }
  bool on_bool(bool b, failure& ec) { return building() ? json_events::on_bool(b, ec) : leaf(ec); }
  bool on_null(failure& ec) { return building() ? json_events::on_null(ec) : leaf(ec); }

 private:
  // How many objects and lists are open around a member of the whole, and around an entry of its list.
  static constexpr std::size_t members = 1;
  static constexpr std::size_t entries = 2;

  [[nodiscard]] bool building() const { return in_list_ && depth_ > entries; }

  bool open() {
    if (in_list_ && depth_ == entries) builder.begin();
    ++depth_;
    return true;
  }
  bool closed(failure& ec) {
    if (in_list_ && depth_ == entries) return hand_over(builder.release(), ec);
    if (depth_ == members) in_list_ = false;
    return true;
  }
  bool leaf(failure& ec) { return !in_list_ || hand_over(nullptr, ec); }
  bool hand_over(boost::json::value entry, failure& ec) {
    if (take_(std::move(entry))) return true;
    ec = boost::json::error::exception;
    return false;
  }

  sink take_;
  std::size_t depth_ = 0;
  bool in_list_ = false;
  bool has_list_ = false;
  std::string key_;  ///< of the member of the whole that is being read
};

}  // namespace sluice
