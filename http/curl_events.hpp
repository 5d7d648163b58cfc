// What a curl_multi waits for: its sockets, by epoll; its one timer; and the orders of other threads, by an eventfd.
//
// curl_multi_poll and curl_multi_perform would be shorter, but lose wake-ups over HTTP/2: in curl 7.88 perform ends by
// dropping every timer that is due, also one by which a call that read the shared socket tells an earlier call that its
// bytes have come. That call then sleeps until its time-out. curl_multi_socket_action runs such timers instead.
#pragma once

#include <chrono>
#include <optional>

#include <curl/curl.h>

namespace sluice {

/// One thread waits and acts; `wake` may be called from any.
class curl_events {
 public:
  /// Nothing where the system has no descriptor left.
  static std::optional<curl_events> make();
  ~curl_events();
  curl_events(curl_events&& other) noexcept;  ///< before it is attached
  curl_events& operator=(curl_events&&) = delete;

  /// Lets `multi` tell what it waits for. From here on this object must stay where it is.
  void attach(CURLM* multi);

  /// Sleeps, if it may, until something happened, and lets `multi` act on all of it. The first failure, if any.
  CURLMcode wait_and_act(CURLM* multi, bool may_sleep);

  void wake() const;

 private:
  using clock = std::chrono::steady_clock;

  curl_events(int epoll, int wake);
  [[nodiscard]] int sleep_ms() const;
  static int on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) noexcept;
  static int on_timer(CURLM*, long milliseconds, void* self) noexcept;

  int epoll_;
  int wake_;
  std::optional<clock::time_point> due_;  ///< curl's timer
};

}  // namespace sluice
