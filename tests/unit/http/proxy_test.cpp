#include "tests/unit/http/client.hpp"
#include "tests/unit/http/test_server.hpp"

#include <cstdlib>

#include <doctest/doctest.h>

namespace sluice::http_test {
namespace {

constexpr const char* names[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
                                 "ALL_PROXY",  "no_proxy",    "NO_PROXY"};

void forget_proxies() {
  for (const char* name : names) ::unsetenv(name);
}

// Before main: no test of this program shall depend on the proxy of the machine that runs it.
[[maybe_unused]] const bool forgotten = (forget_proxies(), true);

struct proxy_environment {
  proxy_environment() = default;
  ~proxy_environment() { forget_proxies(); }
  proxy_environment(const proxy_environment&) = delete;
  proxy_environment& operator=(const proxy_environment&) = delete;
};

TEST_CASE("calls go through the proxy that the environment names, but for the hosts that it excepts") {
  const proxy_environment environment;
  const test_server proxy(answering([](const request& asked) { return reply_of(std::string(asked.target())); }));
  const test_server origin(answering([](const request&) { return reply_of("direct"); }));
  ::setenv("http_proxy", proxy.url("").c_str(), 1);
  CHECK(*get(*transport_with(), "http://org.invalid/limits").body == "http://org.invalid/limits");
  ::setenv("NO_PROXY", "127.0.0.1", 1);
  CHECK(*get(*transport_with(), origin.url()).body == "direct");
}

TEST_CASE("a proxy that denies the tunnel is a refusal that names its status") {
  const proxy_environment environment;
  const test_server proxy(answering([](const request& asked) {
    return reply_of(
        "no", "", asked.method() == boost::beast::http::verb::connect ? "407 Proxy Authentication Required" : "200 OK");
  }));
  ::setenv("HTTPS_PROXY", proxy.url("").c_str(), 1);
  const auto made = get(*transport_with(), "https://org.invalid/");
  CHECK(made.failure == http_failure::refused);
  CHECK(made.detail.find("407") != std::string::npos);
}

}  // namespace
}  // namespace sluice::http_test
