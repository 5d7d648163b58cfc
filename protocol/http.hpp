// The narrow interface to the network: one request in, one result out, later, on the transport's own thread.
// Implemented by http/ with curl and by tests with a server in virtual time. Knows no actors and no Salesforce.
#pragma once

#include "protocol/time.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice {

using http_header = std::pair<std::string, std::string>;

/// A header's value by its name, in any case of letters; nullptr where there is none.
inline const std::string* find_header(const std::vector<http_header>& headers, std::string_view name) {
  const auto same = [](char a, char b) {
    const auto low = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return low(a) == low(b);
  };
  for (const auto& [key, value] : headers) {
    if (key.size() != name.size()) continue;
    std::size_t i = 0;
    while (i < name.size() && same(key[i], name[i])) ++i;
    if (i == name.size()) return &value;
  }
  return nullptr;
}

enum class http_method : std::uint8_t { get, post };

struct http_request {
  http_method method = http_method::get;
  /// Absolute, or a reference that the gateway resolves against the session's base address (endpoint.hpp).
  std::string url;
  std::vector<http_header> headers;
  std::string body;
  bool authorised = true;  ///< the gateway adds the session's token
};

/// Why there is no whole reply. `none`: there is one, whatever its status.
enum class http_failure : std::uint8_t {
  none,
  unresolved,       ///< the host's name has no address
  refused,          ///< nobody listens there, or no route
  connect_timeout,  ///< no connection within --connect-timeout
  tls,              ///< no trusted TLS connection
  timeout,          ///< no whole reply within --timeout
  reset,            ///< the connection broke before or while the reply came
  truncated,        ///< the reply ended before its announced end
  too_large,        ///< the reply is over the limit on its size
  cancelled,        ///< by us
  other,
};

struct http_result {
  http_failure failure = http_failure::none;
  std::string detail;  ///< the transport's own words on a failure
  int status = 0;
  std::vector<http_header> headers;
  std::shared_ptr<const std::string> body;  ///< decompressed; never null where failure is none
  std::size_t wire_bytes = 0;               ///< received, as sent (compressed), without headers
  duration elapsed{};                       ///< from the start of the transfer to its end
  bool new_connection = false;
};

/// Thread-safe. `start` never blocks and answers exactly once for each request, on the transport's thread, also after
/// `cancel_all` (then with `cancelled`, where the reply was not whole yet).
class http_transport {
 public:
  using answer = std::function<void(http_result)>;
  virtual ~http_transport() = default;
  virtual void start(http_request request, answer on_end) = 0;
  virtual void cancel_all() = 0;
};

}  // namespace sluice
