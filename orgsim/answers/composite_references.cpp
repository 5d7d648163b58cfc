#include "orgsim/answers/composite_references.hpp"

#include <algorithm>
#include <utility>

#include <boost/json/serialize.hpp>

namespace sluice::orgsim {

namespace {

namespace json = boost::json;

// `records[0].Id` is the pointer `/records/0/Id`.
std::string pointer_of(std::string_view path) {
  std::string pointer;
  for (char c : path) {
    if (c == '.' || c == '[')
      pointer += '/';
    else if (c != ']')
      pointer += c;
  }
  return pointer;
}

const json::value* find(std::string_view reference, const answered_bodies& answered) {
  const std::size_t name_end = std::min(reference.find_first_of(".["), reference.size());
  const auto body = answered.find(reference.substr(0, name_end));
  if (body == answered.end() || name_end == reference.size()) return nullptr;
  json::error_code error;
  const std::string pointer = pointer_of(reference.substr(name_end));
  const json::value* found = body->second.find_pointer(pointer, error);
  return found == nullptr || found->is_null() || found->is_structured() ? nullptr : found;
}

}  // namespace

boost::system::result<referenced_text, unknown_reference> with_references(std::string_view text,
                                                                          const answered_bodies& answered) {
  std::string out;
  for (;;) {
    const std::size_t begin = text.find("@{");
    const std::size_t end = begin == std::string_view::npos ? begin : text.find('}', begin);
    if (end == std::string_view::npos) {
      out.append(text);
      return referenced_text{std::move(out)};
    }
    const std::string_view reference = text.substr(begin + 2, end - begin - 2);
    const json::value* found = find(reference, answered);
    if (found == nullptr) {
      const std::string name(reference.substr(0, reference.find_first_of(".[")));
      return unknown_reference{"Invalid reference specified. No value for " + std::string(reference) + " found in " +
                               name};
    }
    out.append(text.substr(0, begin));
    if (found->is_string())
      out.append(found->as_string());
    else
      out.append(json::serialize(*found));
    text.remove_prefix(end + 1);
  }
}

}  // namespace sluice::orgsim
