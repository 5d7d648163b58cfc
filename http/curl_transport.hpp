// The network, by libcurl: one thread owns a curl_multi and every easy handle; the calls come to it through a queue.
//
// - `start` and `cancel_all` may be called from any thread, also from within an answer. They take a short lock.
// - Answers are called on the transport's thread, one at a time: an answer must be quick (hand the result on), since
//   every other call waits for it. One that throws ends the process by std::terminate. An answer must not destroy the
//   transport, and must not answer `cancelled` with another `start` for ever: the destructor answers those too.
// - The destructor cancels what is under way, gives every answer, then joins. Nobody may call `start` beside it.
// - Nothing here bounds the number of calls in flight: the limiter's window does, and so bounds queue and handles.
// - An idle transport sleeps in epoll_wait and uses no CPU.
//
// HTTP/2 is used where the server offers it over TLS: then a call in flight is a stream, and up to
// `max_idle_connections` of them (or what the server allows, often 100) share one connection; beyond that another is
// opened. The window still counts calls. A lost connection breaks every call on it at once, as `reset`. Over HTTP/1.1
// each call in flight has a connection of its own, kept alive for the next.
//
// A call that dies on a kept connection before any byte of its reply is sent again by curl on a fresh connection. That
// is safe for calls that only ask, which all of Sluice's are.
//
// Proxies come from the environment (http_proxy, HTTPS_PROXY, ALL_PROXY, NO_PROXY) as curl reads them. Certificates are
// always verified, against the machine's own roots and `ca_file`. A GET is redirected within its scheme, host and port,
// a bounded number of times; other redirects are told as they are. No cookies, netrc, or schemes but http and https. A
// POST without a Content-Type header is sent as application/x-www-form-urlencoded.
#pragma once

#include "protocol/error.hpp"
#include "protocol/http.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

namespace sluice {

struct curl_options {
  /// PEM certificates to trust besides the machine's own; empty for none.
  std::string ca_file;
  /// For the name, TCP, the proxy and TLS together.
  std::chrono::milliseconds connect_timeout{10'000};
  /// From the start of a call to the last byte of its reply. There is no other limit on a silent server: a query may
  /// rightly take its two minutes before it says a word.
  std::chrono::milliseconds timeout{120'000};
  /// Of one body, decompressed. A reply that grows beyond is dropped at once.
  std::size_t reply_bytes_max = std::size_t{64} << 20;
  /// Of one reply's header lines, those of 1xx replies before it included.
  std::size_t header_bytes_max = std::size_t{256} << 10;
  std::string user_agent = "sluice";
  /// Connections kept open for the next call: as many as there may be calls in flight (--max-workers).
  unsigned max_idle_connections = 128;
};

class curl_transport final : public http_transport {
 public:
  /// Fails with bad_usage where an option cannot be obeyed: a CA file that cannot be read, a time-out of nothing.
  static result<std::unique_ptr<curl_transport>> make(curl_options options);
  ~curl_transport() override;
  curl_transport(const curl_transport&) = delete;
  curl_transport& operator=(const curl_transport&) = delete;

  /// The request's address must be absolute. On a failure the result has status and headers as far as they came.
  void start(http_request request, answer on_end) override;
  void cancel_all() override;

 private:
  class loop;
  explicit curl_transport(std::unique_ptr<loop> l);
  std::unique_ptr<loop> loop_;
};

}  // namespace sluice
