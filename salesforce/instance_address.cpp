#include "salesforce/instance_address.hpp"

#include "salesforce/api_name.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>

namespace sluice {
namespace {

/// `shown` is never more than scheme, host and port: what else a pasted address holds may be a password or a session.
error refused(std::string what, std::string_view shown) {
  return {.code = exit_code::bad_usage,
          .what = std::move(what),
          .about = std::string(shown),
          .kept = {},
          .remedy = "give the org's own address, such as https://example.my.salesforce.com"};
}

bool is_number_to(std::string_view text, unsigned max) {
  unsigned number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  return !text.empty() && problem == std::errc{} && end == text.data() + text.size() && number <= max;
}

/// Four numbers, the first 127: a name that only begins so ("127.0.0.1.example.com") is another machine's.
bool is_loopback_v4(std::string_view host) {
  constexpr int numbers = 4;
  constexpr unsigned byte_max = 255;
  if (!host.starts_with("127.")) return false;
  for (int i = 0; i < numbers; ++i) {
    const auto dot = host.find('.');
    if ((dot == std::string_view::npos) != (i == numbers - 1)) return false;
    if (!is_number_to(host.substr(0, dot), byte_max)) return false;
    if (dot != std::string_view::npos) host.remove_prefix(dot + 1);
  }
  return true;
}

bool is_loopback(std::string_view host) {
  return host == "localhost" || host == "[::1]" || is_loopback_v4(host);
}

bool is_host(std::string_view host) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'; };
  if (host == "[::1]") return true;
  return !host.empty() && std::ranges::all_of(host, allowed);
}

struct host_port {
  std::string_view host;
  std::string_view port;  ///< with its colon; empty: none
};

host_port split(std::string_view authority) {
  const auto bracket = authority.find(']');
  const auto colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon == std::string_view::npos) return {authority, {}};
  return {authority.substr(0, colon), authority.substr(colon)};
}

}  // namespace

result<std::string> instance_address(std::string_view url) {
  constexpr std::string_view unshown = "the org's address";
  const auto scheme_end = url.find("://");
  const auto scheme = scheme_end == std::string_view::npos ? std::string{} : folded(url.substr(0, scheme_end));
  if (scheme != "https" && scheme != "http") return refused("does not begin with https://", unshown);
  auto rest = url.substr(scheme_end + 3);
  while (rest.ends_with('/')) rest.remove_suffix(1);
  const auto authority = folded(rest.substr(0, rest.find_first_of("/?#")));
  const auto [host, port] = split(authority);
  if (!is_host(host)) return refused("names no host", unshown);
  constexpr unsigned port_max = 65535;
  if (!port.empty() && !is_number_to(port.substr(1), port_max)) return refused("names no port after the colon", host);
  const auto address = scheme + "://" + authority;
  if (authority.size() != rest.size()) return refused("there is more than the org's address behind it", address);
  if (scheme == "http" && !is_loopback(host)) return refused("http would send the token in the clear", address);
  return address;
}

}  // namespace sluice
