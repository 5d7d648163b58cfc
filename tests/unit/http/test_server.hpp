// A server on the loopback for one test: a thread a connection, and a function that is the connection's whole life, so
// that it may also misbehave. Its end shuts every connection, so a function that waits for its client comes back.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

namespace sluice::http_test {

using request = boost::beast::http::request<boost::beast::http::string_body>;

/// One accepted connection. Every function tells of an end by its return value, none throws.
class peer {
 public:
  peer(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls);

  bool handshake();
  std::optional<request> read();
  std::optional<std::string> read_bytes(std::size_t count);
  bool write(std::string_view bytes);
  void wait_for_end();
  void reset_at_end();  ///< the client will see a reset rather than an orderly end
  void shut();          ///< from any thread

 private:
  boost::asio::ip::tcp::socket socket_;
  std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;
  boost::beast::flat_buffer buffer_;
};

class test_server {
 public:
  using life = std::function<void(peer&)>;
  explicit test_server(life one, std::unique_ptr<boost::asio::ssl::context> tls = nullptr);
  ~test_server();
  test_server(const test_server&) = delete;
  test_server& operator=(const test_server&) = delete;

  [[nodiscard]] std::string url(std::string_view path = "/") const;
  [[nodiscard]] std::string url_of(std::string_view scheme_and_host, std::string_view path = "/") const;
  [[nodiscard]] int connections() const { return connections_; }

 private:
  void accept_all();
  void serve(boost::asio::ip::tcp::socket socket);

  life life_;
  std::unique_ptr<boost::asio::ssl::context> tls_;
  boost::asio::io_context context_;
  boost::asio::ip::tcp::acceptor acceptor_;
  unsigned short port_ = 0;
  std::atomic<int> connections_ = 0;
  std::mutex mutex_;  // guards the three below
  bool ending_ = false;
  std::set<peer*> peers_;
  std::vector<std::thread> threads_;
  std::thread acceptor_thread_;
};

/// A life that answers each request with the bytes that `reply` makes of it, until the client leaves.
test_server::life answering(std::function<std::string(const request&)> reply);

/// A whole HTTP/1.1 reply with its Content-Length. `headers`: lines with their ends.
std::string reply_of(std::string_view body, std::string_view headers = {}, std::string_view status = "200 OK");

std::string gzipped(std::string_view plain);

}  // namespace sluice::http_test
