// One easy handle with the call that it carries. Handles are pooled: what stays the same for every call is set once,
// and between two calls only what differs. Lives on the transport's thread alone.
#pragma once

#include "http/curl_transport.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <curl/curl.h>
#include <openssl/x509.h>

namespace sluice {

class curl_call {
 public:
  /// `options` and `roots` must outlive the call. nullptr where curl has no memory for another handle.
  static std::unique_ptr<curl_call> make(const curl_options& options, X509_STORE* roots);
  curl_call(const curl_call&) = delete;
  curl_call& operator=(const curl_call&) = delete;

  [[nodiscard]] CURL* easy() const { return easy_.get(); }

  /// Readies the handle for this request; where that can't be, says why. Never names a header's value: it may be a
  /// secret.
  std::optional<std::string> prepare(http_request request, http_transport::answer on_end);

  /// Whether the transfer that has just ended is a redirect that may be followed: of a GET, to the same scheme, host
  /// and port, a bounded number of times (RFC 9110, 15.4). Then the handle is ready to go on there. What leads
  /// elsewhere would carry the token elsewhere; that end stands.
  bool follows_redirect(CURLcode code);

  /// The result of the transfer that has just ended with this code, once. For a cancelled one see `cancelled_end`.
  http_result end(CURLcode code);
  http_result cancelled_end();
  http_transport::answer take_answer() { return std::exchange(on_end_, nullptr); }

  bool running = false;  ///< in the curl_multi; the transport keeps it

 private:
  struct free_easy {
    void operator()(CURL* easy) const noexcept { curl_easy_cleanup(easy); }
  };
  struct free_list {
    void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
  };
  enum class limit : std::uint8_t { none, header, body };
  using header_list = std::unique_ptr<curl_slist, free_list>;

  curl_call(const curl_options& options, CURL* easy) : options_(options), easy_(easy) {}
  template <class T>
  bool set(CURLoption option, T value) {
    return curl_easy_setopt(easy_.get(), option, value) == CURLE_OK;
  }
  bool set_limits();
  bool set_trust(X509_STORE* roots);
  bool set_callbacks();
  bool set_method();
  std::optional<std::string> set_headers();
  void forget_reply();

  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self) noexcept;
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self) noexcept;
  bool take_header_line(std::string_view line);
  bool take_body_bytes(std::string_view bytes);
  std::shared_ptr<const std::string> take_body();
  http_result measured();

  const curl_options& options_;
  // The list is declared before the handle that points to it, so that it goes after it.
  std::vector<http_header> listed_;  ///< what list_ was made of
  header_list list_;
  std::unique_ptr<CURL, free_easy> easy_;
  char words_[CURL_ERROR_SIZE] = {};

  http_request request_;
  http_transport::answer on_end_;
  std::vector<http_header> headers_;
  std::string body_;
  std::size_t header_bytes_ = 0;
  bool in_headers_ = false;
  int redirects_ = 0;
  limit stopped_by_ = limit::none;
};

}  // namespace sluice
