#include "cli/metrics_push.hpp"

#include "http/curl_transport.hpp"

#include <algorithm>
#include <future>
#include <utility>

#include <openssl/evp.h>

namespace sluice {

namespace {

/// As the gateway wants values that hold more than plain letters: RFC 4648's alphabet for addresses.
std::string base64url(const std::string& text) {
  std::string packed(4 * ((text.size() + 2) / 3) + 1, '\0');
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  const int length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(packed.data()), bytes, static_cast<int>(text.size()));
  packed.resize(static_cast<std::size_t>(length));
  std::replace(packed.begin(), packed.end(), '+', '-');
  std::replace(packed.begin(), packed.end(), '/', '_');
  return packed;
}

/// An address may hold a password: what is logged doesn't.
std::string without_login(const std::string& url) {
  const auto scheme = url.find("://");
  const auto host = scheme == std::string::npos ? 0 : scheme + 3;
  const auto at = url.substr(0, url.find('/', host)).rfind('@');
  return at == std::string::npos || at < host ? url : url.substr(0, host) + url.substr(at + 1);
}

error not_taken(const std::string& url, const std::string& why) {
  return {.what = "the Pushgateway did not take the metrics: " + why,
          .about = without_login(url),
          .kept = "the run is not touched by this",
          .remedy = "look at the gateway, or at --metrics-push"};
}

}  // namespace

std::string push_address(const std::string& url, const std::string& org) {
  if (url.find("/metrics/job") != std::string::npos) return url;
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";
  const std::string base = url.ends_with('/') ? url.substr(0, url.size() - 1) : url;
  const bool is_plain = org.find_first_not_of(plain) == std::string::npos;
  return base + "/metrics/job/sluice/" + (is_plain ? "org/" + org : "org@base64/" + base64url(org));
}

result<void> push_metrics(const std::string& url, const std::string& org, std::string text,
                          const std::string& ca_file) {
  constexpr std::size_t reply_bytes_max = std::size_t{64} << 10;
  auto transport = curl_transport::make({.ca_file = ca_file,
                                         .connect_timeout = push_timeout,
                                         .timeout = push_timeout,
                                         .reply_bytes_max = reply_bytes_max});
  if (!transport) return transport.error();
  std::promise<http_result> answer;
  (*transport)
      ->start({.method = http_method::post,
               .url = push_address(url, org),
               .headers = {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}},
               .body = std::move(text),
               .authorised = false},
              [&answer](http_result r) { answer.set_value(std::move(r)); });
  const http_result heard = answer.get_future().get();
  if (heard.failure != http_failure::none) return not_taken(url, heard.detail);
  if (heard.status / 100 != 2) return not_taken(url, "it answered with status " + std::to_string(heard.status));
  return {};
}

}  // namespace sluice
