#include "orgsim/http/certificate.hpp"
#include "orgsim/server.hpp"

#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <string>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <doctest/doctest.h>

using namespace sluice::orgsim;
namespace asio = boost::asio;

namespace {

// The first line that a client gets, with or without a certificate of its own; nothing where TLS is refused.
std::optional<std::string> first_line(const server& org, const std::filesystem::path& authority,
                                      const std::optional<made_certificate>& own) {
  asio::ssl::context tls(asio::ssl::context::tls_client);
  tls.load_verify_file(authority.string());
  tls.set_verify_mode(asio::ssl::verify_peer);
  if (own) REQUIRE_FALSE(install(tls, *own).has_value());
  asio::io_context io;
  asio::ssl::stream<asio::ip::tcp::socket> stream(io, tls);
  const std::string url = org.url();
  stream.lowest_layer().connect(
      {asio::ip::address_v4::loopback(), static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)))});
  boost::system::error_code error;
  stream.handshake(asio::ssl::stream_base::client, error);
  const std::string request = "GET /services/data HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  if (!error) asio::write(stream, asio::buffer(request), error);
  std::string got;
  if (!error) asio::read_until(stream, asio::dynamic_buffer(got), "\r\n", error);
  if (error) return std::nullopt;
  return got.substr(0, got.find("\r\n"));
}

}  // namespace

TEST_CASE("an org that wants client certificates talks to those who show a right one, and to nobody else") {
  const auto folder = std::filesystem::temp_directory_path() / ("orgsim-tls-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const auto mine = make_self_signed();
  const auto strange = make_self_signed();
  REQUIRE(mine.has_value());
  REQUIRE(strange.has_value());
  std::ofstream(folder / "clients.pem") << mine->certificate;
  options wanted{.tls = true, .tls_cert_file = (folder / "org.pem").string(), .objects = 5};
  {
    const auto open_org = server::make(wanted);
    REQUIRE(open_org.has_value());
    (*open_org)->run_in_background();
    CHECK(first_line(**open_org, folder / "org.pem", std::nullopt) == "HTTP/1.1 200 OK");
  }
  wanted.tls_client_ca = (folder / "clients.pem").string();
  const auto org = server::make(wanted);
  REQUIRE(org.has_value());
  (*org)->run_in_background();
  CHECK(first_line(**org, folder / "org.pem", *mine) == "HTTP/1.1 200 OK");
  CHECK_FALSE(first_line(**org, folder / "org.pem", *strange).has_value());
  CHECK_FALSE(first_line(**org, folder / "org.pem", std::nullopt).has_value());
  wanted.tls_client_ca = "/nonexistent/ca.pem";
  CHECK(server::make(wanted).error().message.find("/nonexistent/ca.pem") != std::string::npos);
  (*org)->stop();
  std::filesystem::remove_all(folder);
}
