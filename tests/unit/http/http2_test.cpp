// A server that knows just enough of HTTP/2 (RFC 9113) to answer: it reads no header blocks, and its own is one byte.
#include "tests/unit/http/certificates.hpp"
#include "tests/unit/http/client.hpp"
#include "tests/unit/http/test_server.hpp"

#include <cstdint>
#include <cstring>

#include <doctest/doctest.h>
#include <openssl/ssl.h>

namespace sluice::http_test {
namespace {

enum frame_type : std::uint8_t { data = 0, headers = 1, rst_stream = 3, settings = 4, ping = 6, goaway = 7 };
constexpr std::uint8_t ack = 1;
constexpr std::uint8_t end_stream = 1;
constexpr std::uint8_t end_headers = 4;
constexpr std::string_view status_200("\x88", 1);          // HPACK's static table, entry 8
constexpr std::string_view internal_error("\0\0\0\2", 4);  // RFC 9113, section 7

std::string frame(frame_type type, std::uint8_t flags, std::uint32_t stream, std::string_view payload) {
  std::string made;
  for (const int shift : {16, 8, 0}) made += static_cast<char>(payload.size() >> shift);
  made += static_cast<char>(type);
  made += static_cast<char>(flags);
  for (const int shift : {24, 16, 8, 0}) made += static_cast<char>(stream >> shift);
  return made.append(payload);
}

std::uint32_t number(std::string_view bytes) {
  std::uint32_t made = 0;
  for (const char byte : bytes) made = made << 8 | static_cast<std::uint8_t>(byte);
  return made;
}

// Answers the first request at once; then waits for `together` requests before it answers any.
void speak_http2(peer& client, std::size_t together, bool break_streams) {
  if (!client.read_bytes(24) || !client.write(frame(settings, 0, 0, ""))) return;
  std::vector<std::uint32_t> waiting;
  std::size_t wanted = 1;
  while (const auto head = client.read_bytes(9)) {
    const auto payload = client.read_bytes(number(head->substr(0, 3)));
    const auto type = static_cast<std::uint8_t>((*head)[3]);
    const auto flags = static_cast<std::uint8_t>((*head)[4]);
    if (!payload || type == goaway) return;
    if (type == settings && flags == 0) client.write(frame(settings, ack, 0, ""));
    if (type == ping && flags == 0) client.write(frame(ping, ack, 0, *payload));
    if (type != headers) continue;
    waiting.push_back(number(head->substr(5)));
    if (waiting.size() < wanted) continue;
    for (const auto stream : waiting) {
      if (break_streams) {
        client.write(frame(rst_stream, 0, stream, internal_error));
        continue;
      }
      // Apart, so that one call's turn reads what is for another.
      client.write(frame(headers, end_headers, stream, status_200));
      client.write(frame(data, end_stream, stream, "over two"));
    }
    waiting.clear();
    wanted = together;
  }
}

std::unique_ptr<boost::asio::ssl::context> http2_context(const identity& who) {
  auto made = server_context(who);
  const auto choose = [](SSL*, const unsigned char** chosen, unsigned char* size, const unsigned char* offered,
                         unsigned offered_size, void*) {
    static constexpr unsigned char two[] = "\x02h2";
    unsigned char* found = nullptr;
    if (SSL_select_next_proto(&found, size, two, 3, offered, offered_size) != OPENSSL_NPN_NEGOTIATED)
      return SSL_TLSEXT_ERR_ALERT_FATAL;
    *chosen = found;
    return SSL_TLSEXT_ERR_OK;
  };
  SSL_CTX_set_alpn_select_cb(made->native_handle(), choose, nullptr);
  return made;
}

TEST_CASE("calls in flight share one connection where the server offers HTTP/2") {
  constexpr std::size_t together = 100;
  constexpr int rounds = 200;
  const auto who = make_identity("IP:127.0.0.1");
  const temporary_file roots(who.certificate);
  const test_server server([](peer& client) { speak_http2(client, together, false); }, http2_context(who));
  curl_options options;
  options.ca_file = roots.path();
  options.timeout = std::chrono::seconds(5);
  const auto transport = transport_with(options);
  const auto first = get(*transport, server.url());
  CHECK(first.detail == "");
  CHECK(first.status == 200);
  CHECK(first.new_connection);
  // Many rounds: a call whose bytes another call's turn reads must hear of it each time.
  for (int round = 0; round < rounds; ++round) {
    std::vector<std::future<http_result>> answers;
    for (std::size_t i = 0; i < together; ++i)
      answers.push_back(ask(*transport, {http_method::get, server.url(), {{"Authorization", "Bearer made-up"}}, ""}));
    for (auto& answer : answers) {
      const auto made = answer.get();
      REQUIRE(made.detail == "");
      REQUIRE(made.status == 200);
      REQUIRE(*made.body == "over two");
      REQUIRE_FALSE(made.new_connection);
    }
  }
  CHECK(server.connections() == 1);
}

TEST_CASE("an HTTP/2 stream that the server breaks is a reset") {
  const auto who = make_identity("IP:127.0.0.1");
  const temporary_file roots(who.certificate);
  const test_server server([](peer& client) { speak_http2(client, 1, true); }, http2_context(who));
  curl_options options;
  options.ca_file = roots.path();
  const auto made = get(*transport_with(options), server.url());
  CHECK(made.failure == http_failure::reset);
  MESSAGE(made.detail);
}

}  // namespace
}  // namespace sluice::http_test
