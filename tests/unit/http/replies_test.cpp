// Replies that come whole.
#include "tests/unit/http/client.hpp"
#include "tests/unit/http/test_server.hpp"

#include <doctest/doctest.h>

namespace sluice::http_test {
namespace {

std::string value_of(const http_result& made, std::string_view name) {
  const auto* value = find_header(made.headers, name);
  return value != nullptr ? *value : "(none)";
}

TEST_CASE("a reply comes with its status, its headers as sent, and its body") {
  const test_server server(answering([](const request&) {
    return reply_of("gone", "Sforce-Limit-Info: api-usage=5/100\r\nX-Empty:\r\n", "404 Not Found");
  }));
  const auto transport = transport_with();
  const auto made = get(*transport, server.url());
  CHECK(made.failure == http_failure::none);
  CHECK(made.status == 404);
  CHECK(*made.body == "gone");
  CHECK(made.wire_bytes == 4);
  CHECK(made.elapsed.count() > 0);
  const std::vector<http_header> expected{
      {"Sforce-Limit-Info", "api-usage=5/100"}, {"X-Empty", ""}, {"Content-Length", "4"}};
  CHECK(made.headers == expected);
}

TEST_CASE("a reply without a body has an empty one") {
  const test_server server(answering([](const request&) { return "HTTP/1.1 304 Not Modified\r\n\r\n"; }));
  const auto transport = transport_with();
  const auto made = get(*transport, server.url());
  CHECK(made.status == 304);
  REQUIRE(made.body);
  CHECK(made.body->empty());
}

TEST_CASE("a gzip body is unpacked, and its size on the wire is told") {
  const std::string plain(500'000, 'x');
  const test_server server(answering([&](const request& asked) {
    const auto accepted = std::string(asked[boost::beast::http::field::accept_encoding]);
    return reply_of(gzipped(plain), "Content-Encoding: gzip\r\nX-Accepted: " + accepted + "\r\n");
  }));
  const auto transport = transport_with();
  const auto made = get(*transport, server.url());
  CHECK(*made.body == plain);
  CHECK(made.wire_bytes == gzipped(plain).size());
  CHECK(value_of(made, "X-Accepted") == "gzip");
}

TEST_CASE("large and small bodies follow one another whole on one handle") {
  const test_server server(answering([](const request& asked) {
    const auto size = static_cast<std::size_t>(std::stoul(std::string(asked.target().substr(1))));
    return reply_of(std::string(size, 'b'));
  }));
  const auto transport = transport_with();
  for (const std::size_t size : {3'000'000U, 1U, 300'000U, 0U, 20'000U})
    CHECK(get(*transport, server.url("/" + std::to_string(size))).body->size() == size);
}

TEST_CASE("headers of early hints and trailers are not the reply's") {
  const test_server server(answering([](const request&) {
    return std::string(
        "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Late\r\n\r\n2\r\nok\r\n0\r\nX-Late: 1\r\n\r\n");
  }));
  const auto transport = transport_with();
  const auto made = get(*transport, server.url());
  CHECK(made.status == 200);
  CHECK(*made.body == "ok");
  CHECK(value_of(made, "link") == "(none)");
  CHECK(value_of(made, "x-late") == "(none)");
  CHECK(value_of(made, "transfer-encoding") == "chunked");
}

TEST_CASE("a redirect within the host is followed, with the token") {
  const test_server server(answering([](const request& asked) {
    if (asked.target() == "/old") return reply_of("moved", "Location: /new\r\n", "301 Moved Permanently");
    return reply_of(std::string(asked.target()) + " " + std::string(asked["Authorization"]));
  }));
  const auto transport = transport_with();
  const auto made =
      ask(*transport, {.url = server.url("/old"), .headers = {{"Authorization", "Bearer x"}}, .body = {}}).get();
  CHECK(made.status == 200);
  CHECK(*made.body == "/new Bearer x");
}

TEST_CASE("a redirect to elsewhere is told and no token goes there") {
  const test_server elsewhere(answering([](const request&) { return reply_of("never"); }));
  const test_server server(answering([&](const request& asked) {
    const std::string to = asked.target() == "/host" ? elsewhere.url() : "https://127.0.0.1:1/";
    return reply_of("", "Location: " + to + "\r\n", "302 Found");
  }));
  const auto transport = transport_with();
  CHECK(get(*transport, server.url("/host")).status == 302);
  CHECK(get(*transport, server.url("/scheme")).status == 302);
  CHECK(elsewhere.connections() == 0);
}

TEST_CASE("a redirect that leads nowhere but to itself ends") {
  const test_server server(answering([](const request&) { return reply_of("", "Location: /again\r\n", "302 Found"); }));
  const auto transport = transport_with();
  CHECK(get(*transport, server.url("/again")).status == 302);
}

TEST_CASE("the second call finds the first one's connection") {
  const test_server server(answering([](const request&) { return reply_of("ok"); }));
  const auto transport = transport_with();
  CHECK(get(*transport, server.url()).new_connection);
  CHECK_FALSE(get(*transport, server.url()).new_connection);
  CHECK(server.connections() == 1);
}

TEST_CASE("a kept connection that the server has closed costs no failure") {
  const test_server server([](peer& client) {
    if (client.read()) client.write(reply_of("ok"));
  });
  const auto transport = transport_with();
  for (int i = 0; i < 5; ++i) CHECK(get(*transport, server.url()).failure == http_failure::none);
}

TEST_CASE("method, headers and body of a call do not stick to the next") {
  const test_server server(answering([](const request& asked) {
    std::string seen(asked.method_string());
    for (const auto& field : asked)
      if (field.name_string().starts_with("X-"))
        seen += " " + std::string(field.name_string()) + "=" + std::string(field.value());
    if (asked.find("Expect") != asked.end()) seen += " expect";
    return reply_of(seen + " " + asked.body());
  }));
  const auto transport = transport_with();
  const auto said = [&](http_request one) {
    one.url = server.url();
    const auto made = ask(*transport, std::move(one)).get();
    REQUIRE(made.body);
    return *made.body;
  };
  CHECK(said({http_method::post, "", {{"X-One", "1"}, {"X-None", ""}}, "{\"a\":1}"}) ==
        "POST X-One=1 X-None= {\"a\":1}");
  CHECK(said({http_method::get, "", {{"X-Two", "2"}}, ""}) == "GET X-Two=2 ");
  CHECK(said({http_method::get, "", {{"X-Two", "2"}}, ""}) == "GET X-Two=2 ");
  CHECK(said({http_method::get, "", {}, ""}) == "GET ");
  CHECK(said({http_method::post, "", {}, ""}) == "POST ");
  const std::string large(2'000'000, 'l');
  CHECK(said({http_method::post, "", {}, large}) == "POST " + large);
}

}  // namespace
}  // namespace sluice::http_test
