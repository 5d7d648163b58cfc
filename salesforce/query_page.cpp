#include "salesforce/query_page.hpp"

#include "salesforce/json_text.hpp"

#include <utility>

namespace sluice {
namespace {

namespace json = boost::json;

/// Only a path of the API itself is followed: the next page is asked with the token.
bool is_page_address(std::string_view address) {
  return address.starts_with("/services/data/");
}

}  // namespace

std::variant<query_page, unreadable> read_query_page(const http_result& page, json::storage_ptr memory) {
  if (page.failure != http_failure::none || page.status != 200 || !page.body) {
    return unreadable{"no page: HTTP " + std::to_string(page.status)};
  }
  auto parsed = parse_json(*page.body, memory);
  if (!parsed) return unreadable{"no JSON where a query's answer belongs"};
  auto* envelope = parsed->if_object();
  if (envelope == nullptr) return unreadable{"no object where a query's answer belongs"};

  const auto* total = envelope->if_contains("totalSize");
  const auto* done = envelope->if_contains("done");
  auto* records = envelope->if_contains("records");
  if (total == nullptr || !total->is_int64()) return unreadable{"a query's answer without totalSize"};
  if (done == nullptr || !done->is_bool()) return unreadable{"a query's answer without done"};
  if (records == nullptr || !records->is_array()) return unreadable{"a query's answer without records"};

  query_page read{total->get_int64(), std::move(records->get_array()), {}};
  if (done->get_bool()) return read;
  const auto* next = text_member(*envelope, "nextRecordsUrl");
  if (next == nullptr) return unreadable{"a query's answer is not done and names no next page"};
  if (!is_page_address({next->data(), next->size()})) return unreadable{"the next page's address is not the API's"};
  read.next.assign(next->data(), next->size());
  return read;
}

const json::value* member(const json::object& row, std::string_view path) {
  const json::object* at = &row;
  while (true) {
    const auto dot = path.find('.');
    const auto name = path.substr(0, dot);
    const auto* value = at->if_contains(json::string_view(name.data(), name.size()));
    if (dot == std::string_view::npos || value == nullptr || value->is_null()) return value;
    at = value->if_object();
    if (at == nullptr) return nullptr;
    path.remove_prefix(dot + 1);
  }
}

const json::string* text_member(const json::object& row, std::string_view path) {
  const auto* value = member(row, path);
  return value == nullptr ? nullptr : value->if_string();
}

}  // namespace sluice
