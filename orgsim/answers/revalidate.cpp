#include "orgsim/answers/revalidate.hpp"

#include "orgsim/answers/small_answers.hpp"
#include "orgsim/data/draw.hpp"

#include <string>
#include <string_view>

namespace sluice::orgsim {

namespace {

std::string etag_of(std::uint64_t key) {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string tag = "\"";
  for (int i = 0; i < 8; ++i, key >>= 4U) tag += hex[key & 15U];
  return tag + '"';
}

}  // namespace

bool revalidate(const request_view& request, std::int64_t modified, std::uint64_t key, reply& r) {
  r.last_modified = http_date(modified);
  r.etag = etag_of(mix(key ^ static_cast<std::uint64_t>(modified)));
  if (request.if_modified_since.empty()) return false;
  const std::int64_t since = parse_http_date(request.if_modified_since);
  if (since < modified) return false;
  r.status = 304;
  return true;
}

}  // namespace sluice::orgsim
