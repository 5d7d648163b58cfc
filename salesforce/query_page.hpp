// One page of a query's answer, of either query resource. What decides whether there is more is `done`, never a count:
// an org cuts pages shorter than asked where it likes.
#pragma once

#include "protocol/http.hpp"
#include "protocol/question.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace sluice {

struct query_page {
  std::int64_t total_size = 0;
  boost::json::array records;
  std::string next;  ///< the next page's absolute path; empty after the last
};

/// The page lives in `memory`, which must outlive it.
[[nodiscard]] std::variant<query_page, unreadable> read_query_page(const http_result& page,
                                                                   boost::json::storage_ptr memory);

/// A member of a row by its path over relationships ("Parent.Profile.Name"); null where a parent is null, nullptr
/// where the row lacks a member.
[[nodiscard]] const boost::json::value* member(const boost::json::object& row, std::string_view path);

/// The same where only a text will do; nullptr for anything else.
[[nodiscard]] const boost::json::string* text_member(const boost::json::object& row, std::string_view path);

}  // namespace sluice
