// The org's own words on a refusal, out of whatever body it came in: the REST array of errors, the object of the OAuth
// endpoints, a load balancer's HTML, nothing at all.
#pragma once

#include <string>
#include <string_view>

namespace sluice {

struct org_error {
  std::string code;     ///< empty: the body names none
  std::string message;  ///< for people, in any language; one line, cut to a bounded length
};

/// Of several errors the first.
[[nodiscard]] org_error read_error_body(std::string_view body);

[[nodiscard]] bool looks_like_html(std::string_view body);

/// Whether the body has the ends of a JSON object or array. Costs nothing, and tells HTML and cut replies; a reader
/// looks closer.
[[nodiscard]] bool looks_like_json(std::string_view body);

}  // namespace sluice
