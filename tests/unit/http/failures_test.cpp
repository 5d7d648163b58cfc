// Replies that do not come, or not whole.
#include "tests/unit/http/client.hpp"
#include "tests/unit/http/test_server.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <doctest/doctest.h>
#include <sys/socket.h>

namespace sluice::http_test {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view secret = "not-to-be-told";

http_result get_with_secret(const std::string& url, curl_options options = {}) {
  const auto transport = transport_with(std::move(options));
  http_request request;
  request.url = url;
  request.headers = {{"Authorization", "Bearer " + std::string(secret)}};
  auto made = ask(*transport, std::move(request)).get();
  CHECK_FALSE(made.detail.empty());
  CHECK(made.detail.find(secret) == std::string::npos);
  CHECK_FALSE(made.body);
  return made;
}

http_failure failure_after(std::string reply, bool with_reset) {
  const test_server server([&](peer& client) {
    if (with_reset) client.reset_at_end();
    if (client.read()) client.write(reply);
  });
  return get_with_secret(server.url()).failure;
}

TEST_CASE("a port where nobody listens refuses") {
  boost::asio::io_context context;
  // Bound but not listening: nobody else can take the port meanwhile.
  boost::asio::ip::tcp::socket taken(context, {boost::asio::ip::address_v4::loopback(), 0});
  const auto made = get_with_secret("http://127.0.0.1:" + std::to_string(taken.local_endpoint().port()) + "/");
  CHECK(made.failure == http_failure::refused);
}

TEST_CASE("a name without an address is unresolved") {
  CHECK(get_with_secret("http://nonexistent.invalid/").failure == http_failure::unresolved);
}

TEST_CASE("a server whose queue of connections is full runs into the connect time-out") {
  boost::asio::io_context context;
  boost::asio::ip::tcp::acceptor busy(context);
  busy.open(boost::asio::ip::tcp::v4());
  busy.bind({boost::asio::ip::address_v4::loopback(), 0});
  busy.listen(0);
  std::vector<boost::asio::ip::tcp::socket> waiting;
  for (int i = 0; i < 3; ++i) {
    waiting.emplace_back(context, boost::asio::ip::tcp::v4());
    waiting.back().non_blocking(true);
    const auto to = busy.local_endpoint();
    ::connect(waiting.back().native_handle(), to.data(), static_cast<socklen_t>(to.size()));
  }
  curl_options options;
  options.connect_timeout = 200ms;
  const auto made = get_with_secret("http://127.0.0.1:" + std::to_string(busy.local_endpoint().port()) + "/", options);
  CHECK(made.failure == http_failure::connect_timeout);
}

TEST_CASE("a server that takes the connection but not the handshake runs into the connect time-out") {
  const test_server server([](peer& client) { client.wait_for_end(); });
  curl_options options;
  options.connect_timeout = 200ms;
  CHECK(get_with_secret(server.url_of("https://127.0.0.1"), options).failure == http_failure::connect_timeout);
}

TEST_CASE("a server that says nothing, or not all, runs into the total time-out") {
  const test_server silent([](peer& client) { client.wait_for_end(); });
  const test_server slow([](peer& client) {
    if (client.read() && client.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")) client.wait_for_end();
  });
  curl_options options;
  options.timeout = 200ms;
  CHECK(get_with_secret(silent.url(), options).failure == http_failure::timeout);
  const auto made = get_with_secret(slow.url(), options);
  CHECK(made.failure == http_failure::timeout);
  CHECK(made.status == 200);
}

TEST_CASE("a connection that breaks is a reset, before the headers and after") {
  CHECK(failure_after("", true) == http_failure::reset);
  CHECK(failure_after("", false) == http_failure::reset);
  CHECK(failure_after("HTTP/1.1 200 OK\r\nContent-Le", true) == http_failure::reset);
  CHECK(failure_after("HTTP/1.1 200", false) != http_failure::none);
  CHECK(failure_after("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", true) == http_failure::reset);
}

TEST_CASE("a reply that ends before its announced end is truncated") {
  CHECK(failure_after("HTTP/1.1 200 OK\r\nContent-Le", false) == http_failure::truncated);
  CHECK(failure_after("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n", false) == http_failure::truncated);
  CHECK(failure_after("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", false) == http_failure::truncated);
  CHECK(failure_after("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n", false) ==
        http_failure::truncated);
  CHECK(failure_after("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nhalf", false) ==
        http_failure::truncated);
}

TEST_CASE("a body that does not unpack is truncated") {
  CHECK(failure_after(reply_of("this is no gzip", "Content-Encoding: gzip\r\n"), false) == http_failure::truncated);
}

TEST_CASE("a reply over the limit on its size is stopped, announced or not") {
  const std::string body(200'000, 'x');
  const test_server server(answering([&](const request& asked) {
    if (asked.target() == "/announced") return reply_of(body);
    return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n30d40\r\n" + body + "\r\n0\r\n\r\n";
  }));
  curl_options options;
  options.reply_bytes_max = 100'000;
  for (const auto* path : {"/announced", "/chunked"}) {
    const auto made = get_with_secret(server.url(path), options);
    CHECK(made.failure == http_failure::too_large);
    CHECK(made.detail == "a body of over 100000 bytes");
  }
  options.reply_bytes_max = 200'000;
  CHECK(get(*transport_with(options), server.url("/chunked")).failure == http_failure::none);
}

TEST_CASE("a gzip bomb is stopped while it unpacks") {
  const std::string packed = gzipped(std::string(std::size_t{8} << 20, '\0'));
  const test_server server(answering([&](const request&) { return reply_of(packed, "Content-Encoding: gzip\r\n"); }));
  curl_options options;
  options.reply_bytes_max = 1'000'000;
  const auto made = get_with_secret(server.url(), options);
  CHECK(made.failure == http_failure::too_large);
  CHECK(made.wire_bytes <= packed.size());
}

TEST_CASE("headers without end are stopped") {
  const test_server server([](peer& client) {
    if (!client.read()) return;
    client.write("HTTP/1.1 200 OK\r\n");
    while (client.write("X-More: 0123456789012345678901234567890123456789\r\n")) {
    }
  });
  curl_options options;
  options.header_bytes_max = 20'000;
  const auto made = get_with_secret(server.url(), options);
  CHECK(made.failure == http_failure::too_large);
  CHECK(made.detail == "headers of over 20000 bytes");
}

TEST_CASE("what is no HTTP, no address or another scheme is an other failure") {
  CHECK(failure_after("SSH-2.0-OpenSSH_9.2\r\n", false) == http_failure::other);
  CHECK(get_with_secret("http://127.0.0.1:notaport/").failure == http_failure::other);
  CHECK(get_with_secret("file:///etc/hostname").failure == http_failure::other);
  CHECK(get_with_secret("").failure == http_failure::other);
}

TEST_CASE("a header that would smuggle another is not sent, and its value not told") {
  const test_server server(answering([](const request&) { return reply_of("ok"); }));
  const auto transport = transport_with();
  http_request request;
  request.url = server.url();
  request.headers = {{"Authorization", "Bearer " + std::string(secret) + "\r\nX-Other: 1"}};
  const auto made = ask(*transport, request).get();
  CHECK(made.failure == http_failure::other);
  CHECK(made.detail.find(secret) == std::string::npos);
  CHECK(server.connections() == 0);
  CHECK(get(*transport, server.url()).status == 200);
}

TEST_CASE("options that cannot be obeyed are bad usage") {
  curl_options options;
  options.timeout = 0ms;
  const auto made = curl_transport::make(options);
  REQUIRE(made.has_error());
  CHECK(made.error().code == exit_code::bad_usage);
}

}  // namespace
}  // namespace sluice::http_test
