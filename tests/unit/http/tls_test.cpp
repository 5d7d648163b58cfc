#include "tests/unit/http/certificates.hpp"
#include "tests/unit/http/client.hpp"
#include "tests/unit/http/test_server.hpp"

#include <doctest/doctest.h>

namespace sluice::http_test {
namespace {

test_server::life says_ok() {
  return answering([](const request&) { return reply_of("ok"); });
}

curl_options trusting(const temporary_file& file) {
  curl_options options;
  options.ca_file = file.path();
  return options;
}

TEST_CASE("a server whose certificate is in the CA file is trusted") {
  const auto who = make_identity("IP:127.0.0.1");
  const temporary_file roots(who.certificate);
  const test_server server(says_ok(), server_context(who));
  const auto transport = transport_with(trusting(roots));
  const auto made = get(*transport, server.url());
  CHECK(made.detail == "");
  CHECK(made.status == 200);
  CHECK_FALSE(get(*transport, server.url()).new_connection);
}

TEST_CASE("a server that nobody vouches for is not trusted") {
  const test_server server(says_ok(), server_context(make_identity("IP:127.0.0.1")));
  const auto made = get(*transport_with(), server.url());
  CHECK(made.failure == http_failure::tls);
  CHECK(made.detail.find("certificate") != std::string::npos);
}

TEST_CASE("a trusted certificate for another host is not trusted") {
  const auto who = make_identity("DNS:another.invalid");
  const temporary_file roots(who.certificate);
  const test_server server(says_ok(), server_context(who));
  CHECK(get(*transport_with(trusting(roots)), server.url()).failure == http_failure::tls);
}

TEST_CASE("a server that speaks no TLS fails as TLS, one that hangs up in the handshake as reset") {
  const test_server plain([](peer& client) {
    client.read_bytes(100);
    client.write("HTTP/1.1 400 Bad Request\r\n\r\n");
  });
  CHECK(get(*transport_with(), plain.url_of("https://127.0.0.1")).failure == http_failure::tls);
  const test_server shy([](peer& client) { client.read_bytes(1); });
  CHECK(get(*transport_with(), shy.url_of("https://127.0.0.1")).failure == http_failure::reset);
}

TEST_CASE("a CA file that is missing, empty or holds no certificate is bad usage and named") {
  const temporary_file empty("");
  const temporary_file garbage("this is no certificate\n");
  for (const auto& path : {std::string("/nonexistent/roots.pem"), std::string("/tmp"), empty.path(), garbage.path()}) {
    CAPTURE(path);
    curl_options options;
    options.ca_file = path;
    const auto made = curl_transport::make(options);
    REQUIRE(made.has_error());
    CHECK(made.error().code == exit_code::bad_usage);
    CHECK(made.error().about == path);
    MESSAGE(made.error().line());
  }
}

}  // namespace
}  // namespace sluice::http_test
