#include "http/curl_failure.hpp"

#include <cerrno>
#include <utility>

namespace sluice {
namespace {

constexpr std::pair<CURLcode, http_failure> meanings[] = {
    {CURLE_OK, http_failure::none},
    {CURLE_COULDNT_RESOLVE_HOST, http_failure::unresolved},
    {CURLE_COULDNT_RESOLVE_PROXY, http_failure::unresolved},
    {CURLE_COULDNT_CONNECT, http_failure::refused},
    {CURLE_PROXY, http_failure::refused},
    {CURLE_OPERATION_TIMEDOUT, http_failure::timeout},
    {CURLE_SSL_CONNECT_ERROR, http_failure::tls},
    {CURLE_PEER_FAILED_VERIFICATION, http_failure::tls},
    {CURLE_SSL_CACERT_BADFILE, http_failure::tls},
    {CURLE_SSL_CERTPROBLEM, http_failure::tls},
    {CURLE_SSL_CIPHER, http_failure::tls},
    {CURLE_SSL_ISSUER_ERROR, http_failure::tls},
    {CURLE_SSL_CRL_BADFILE, http_failure::tls},
    {CURLE_SSL_PINNEDPUBKEYNOTMATCH, http_failure::tls},
    {CURLE_SSL_INVALIDCERTSTATUS, http_failure::tls},
    {CURLE_SSL_CLIENTCERT, http_failure::tls},
    {CURLE_SSL_ENGINE_INITFAILED, http_failure::tls},
    {CURLE_USE_SSL_FAILED, http_failure::tls},
    {CURLE_GOT_NOTHING, http_failure::reset},
    {CURLE_SEND_ERROR, http_failure::reset},
    {CURLE_RECV_ERROR, http_failure::reset},
    {CURLE_SEND_FAIL_REWIND, http_failure::reset},
    {CURLE_HTTP2, http_failure::reset},
    {CURLE_HTTP2_STREAM, http_failure::reset},
    {CURLE_PARTIAL_FILE, http_failure::truncated},
    {CURLE_BAD_CONTENT_ENCODING, http_failure::truncated},  // a body that does not unpack came damaged or cut
    {CURLE_FILESIZE_EXCEEDED, http_failure::too_large},
    {CURLE_ABORTED_BY_CALLBACK, http_failure::cancelled},
};

// curl has one code for a handshake that was refused and one that was cut off, as overloaded front ends do; only the
// second is worth another try. It tells them apart in OpenSSL's words alone.
bool handshake_was_cut(std::string_view words) {
  for (const std::string_view sign : {"unexpected eof", "SSL_ERROR_SYSCALL", "Connection reset", "Broken pipe"})
    if (words.find(sign) != std::string_view::npos) return true;
  return false;
}

}  // namespace

http_failure failure_of(const curl_end& end) {
  if (end.over_limit) return http_failure::too_large;
  if (!end.connected) {
    if (end.code == CURLE_OPERATION_TIMEDOUT) return http_failure::connect_timeout;
    if (end.code == CURLE_COULDNT_CONNECT && end.os_error == ETIMEDOUT) return http_failure::connect_timeout;
    // A proxy that says no to CONNECT shows as a failed receive.
    if (end.code == CURLE_RECV_ERROR && end.proxy_status >= 300) return http_failure::refused;
    if (end.code == CURLE_SSL_CONNECT_ERROR && handshake_was_cut(end.words)) return http_failure::reset;
  }
  for (const auto& [code, meaning] : meanings)
    if (code == end.code) return meaning;
  return http_failure::other;
}

}  // namespace sluice
