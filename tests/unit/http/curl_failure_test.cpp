#include "http/curl_failure.hpp"

#include <cerrno>

#include <doctest/doctest.h>

namespace sluice {
namespace {

TEST_CASE("curl's codes keep their meaning whatever the connection's state") {
  const std::pair<CURLcode, http_failure> rows[] = {
      {CURLE_OK, http_failure::none},
      {CURLE_COULDNT_RESOLVE_HOST, http_failure::unresolved},
      {CURLE_COULDNT_RESOLVE_PROXY, http_failure::unresolved},
      {CURLE_COULDNT_CONNECT, http_failure::refused},
      {CURLE_PEER_FAILED_VERIFICATION, http_failure::tls},
      {CURLE_GOT_NOTHING, http_failure::reset},
      {CURLE_SEND_ERROR, http_failure::reset},
      {CURLE_RECV_ERROR, http_failure::reset},
      {CURLE_HTTP2, http_failure::reset},
      {CURLE_HTTP2_STREAM, http_failure::reset},
      {CURLE_PARTIAL_FILE, http_failure::truncated},
      {CURLE_BAD_CONTENT_ENCODING, http_failure::truncated},
      {CURLE_FILESIZE_EXCEEDED, http_failure::too_large},
      {CURLE_ABORTED_BY_CALLBACK, http_failure::cancelled},
      {CURLE_WRITE_ERROR, http_failure::other},
      {CURLE_URL_MALFORMAT, http_failure::other},
      {CURLE_UNSUPPORTED_PROTOCOL, http_failure::other},
      {CURLE_OUT_OF_MEMORY, http_failure::other},
  };
  for (const auto& [code, meaning] : rows) {
    CAPTURE(curl_easy_strerror(code));
    CHECK(failure_of({.code = code}) == meaning);
    CHECK(failure_of({.code = code, .connected = true}) == meaning);
  }
}

TEST_CASE("a time-out before the connection stands is one of connecting, a later one of the reply") {
  CHECK(failure_of({.code = CURLE_OPERATION_TIMEDOUT}) == http_failure::connect_timeout);
  CHECK(failure_of({.code = CURLE_OPERATION_TIMEDOUT, .connected = true}) == http_failure::timeout);
  CHECK(failure_of({.code = CURLE_COULDNT_CONNECT, .os_error = ETIMEDOUT}) == http_failure::connect_timeout);
  CHECK(failure_of({.code = CURLE_COULDNT_CONNECT, .os_error = ECONNREFUSED}) == http_failure::refused);
}

TEST_CASE("a reply that we stopped for its size is too large, whatever curl calls it") {
  CHECK(failure_of({.code = CURLE_WRITE_ERROR, .over_limit = true, .connected = true}) == http_failure::too_large);
}

TEST_CASE("a proxy that says no is a refusal, not a broken connection") {
  CHECK(failure_of({.code = CURLE_RECV_ERROR, .proxy_status = 407}) == http_failure::refused);
  CHECK(failure_of({.code = CURLE_RECV_ERROR, .connected = true, .proxy_status = 200}) == http_failure::reset);
}

TEST_CASE("a handshake that was cut off is worth another try, one that was refused is not") {
  const auto meaning = [](std::string_view words) {
    return failure_of({.code = CURLE_SSL_CONNECT_ERROR, .words = words});
  };
  CHECK(meaning("OpenSSL SSL_connect: Connection reset by peer in connection to org:443") == http_failure::reset);
  CHECK(meaning("error:0A000126:SSL routines::unexpected eof while reading") == http_failure::reset);
  CHECK(meaning("OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to org:443") == http_failure::reset);
  CHECK(meaning("error:0A00010B:SSL routines::wrong version number") == http_failure::tls);
}

}  // namespace
}  // namespace sluice
