// GET /metrics for Prometheus (--metrics-listen), by prometheus-cpp's own small server: its two threads, gzip where the
// scraper takes it. No TLS, since Debian's build of that server crashes with it: put a reverse proxy before it.
#pragma once

#include "metrics/exposition.hpp"
#include "protocol/error.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace prometheus {
class Exposer;
}

namespace sluice {

struct listen_address {
  std::string host;        ///< a name or an IPv4 address
  std::uint16_t port = 0;  ///< 0: any free one
};

/// From HOST:PORT. Errors: bad_usage.
[[nodiscard]] result<listen_address> read_listen_address(const std::string& text);

class exposer {
 public:
  /// Called on one of the server's threads at each scrape.
  using collector = std::function<std::vector<prometheus::MetricFamily>()>;

  /// Errors: bad_usage, the address can't be had.
  [[nodiscard]] static result<std::unique_ptr<exposer>> open(const listen_address& address, collector collect);
  /// The same at the next port that is free, a bounded number of them.
  [[nodiscard]] static result<std::unique_ptr<exposer>> open_from(listen_address address, const collector& collect);
  /// Waits for scrapes that are being answered; the port is let go a little later.
  ~exposer();
  exposer(const exposer&) = delete;
  exposer& operator=(const exposer&) = delete;

  [[nodiscard]] const listen_address& address() const { return address_; }

 private:
  struct collectable;
  exposer(listen_address address, std::unique_ptr<prometheus::Exposer> server, collector collect);

  listen_address address_;
  std::shared_ptr<collectable> collectable_;
  std::unique_ptr<prometheus::Exposer> server_;
};

}  // namespace sluice
