// Where calls go and what opens the door: made by the session, used by the gateway alone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sluice {

struct endpoint {
  std::string base_url;          ///< ends in '/': "https://host/services/data/v62.0/"
  std::string token;             ///< the bearer token; only ever in memory
  std::uint32_t generation = 0;  ///< counts the session's logins: tells which token a 401 was about
};

/// RFC 3986, 5.2, for the three forms that occur: an absolute address, an absolute path, a path below the base.
inline std::string resolve(const endpoint& where, std::string_view reference) {
  if (reference.find("://") != std::string_view::npos && reference.find("://") < reference.find('/') + 1) {
    return std::string(reference);
  }
  const std::string& base = where.base_url;
  if (!reference.starts_with('/')) return base + std::string(reference);
  const auto host = base.find("://");
  const auto path = base.find('/', host == std::string::npos ? 0 : host + 3);
  return base.substr(0, path) + std::string(reference);
}

}  // namespace sluice
