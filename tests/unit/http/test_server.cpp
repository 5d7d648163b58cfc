#include "tests/unit/http/test_server.hpp"

#include <utility>
#include <zlib.h>

#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <sys/socket.h>

// g++ 12 sees an uninitialised optional inside Beast's parser where the sanitizers are on.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <boost/beast/http/read.hpp>
#pragma GCC diagnostic pop

namespace sluice::http_test {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

}  // namespace

peer::peer(tcp::socket socket, asio::ssl::context* tls) : socket_(std::move(socket)) {
  if (tls != nullptr) tls_.emplace(socket_, *tls);
}

bool peer::handshake() {
  error_code failure;
  if (tls_) tls_->handshake(asio::ssl::stream_base::server, failure);
  return !failure;
}

std::optional<request> peer::read() {
  error_code failure;
  boost::beast::http::request_parser<boost::beast::http::string_body> parser;
  parser.body_limit(boost::none);
  if (tls_)
    boost::beast::http::read(*tls_, buffer_, parser, failure);
  else
    boost::beast::http::read(socket_, buffer_, parser, failure);
  if (failure) return std::nullopt;
  return parser.release();
}

std::optional<std::string> peer::read_bytes(std::size_t count) {
  error_code failure;
  std::string bytes(count, '\0');
  if (tls_)
    asio::read(*tls_, asio::buffer(bytes), failure);
  else
    asio::read(socket_, asio::buffer(bytes), failure);
  if (failure) return std::nullopt;
  return bytes;
}

bool peer::write(std::string_view bytes) {
  error_code failure;
  if (tls_)
    asio::write(*tls_, asio::buffer(bytes), failure);
  else
    asio::write(socket_, asio::buffer(bytes), failure);
  return !failure;
}

void peer::wait_for_end() {
  while (read_bytes(1)) {
  }
}

void peer::reset_at_end() {
  // Not by Asio's option: its destructor takes that back.
  const linger at_once{1, 0};
  ::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

void peer::shut() {
  ::shutdown(socket_.native_handle(), SHUT_RDWR);
}

test_server::test_server(life one, std::unique_ptr<asio::ssl::context> tls)
    : life_(std::move(one)),
      tls_(std::move(tls)),
      acceptor_(context_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
      port_(acceptor_.local_endpoint().port()) {
  acceptor_thread_ = std::thread([this] { accept_all(); });
}

test_server::~test_server() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    for (peer* one : peers_) one->shut();
  }
  ::shutdown(acceptor_.native_handle(), SHUT_RDWR);
  acceptor_thread_.join();
  for (auto& thread : threads_) thread.join();
}

std::string test_server::url(std::string_view path) const {
  return url_of(tls_ ? "https://127.0.0.1" : "http://127.0.0.1", path);
}

std::string test_server::url_of(std::string_view scheme_and_host, std::string_view path) const {
  return std::string(scheme_and_host) + ":" + std::to_string(port_) + std::string(path);
}

void test_server::accept_all() {
  while (true) {
    error_code failure;
    tcp::socket socket(context_);
    acceptor_.accept(socket, failure);
    if (failure) return;
    ++connections_;
    const std::lock_guard lock(mutex_);
    if (ending_) return;
    threads_.emplace_back([this, moved = std::move(socket)]() mutable { serve(std::move(moved)); });
  }
}

void test_server::serve(tcp::socket socket) {
  error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  peer one(std::move(socket), tls_.get());
  {
    const std::lock_guard lock(mutex_);
    if (ending_) return;
    peers_.insert(&one);
  }
  if (one.handshake()) life_(one);
  const std::lock_guard lock(mutex_);
  peers_.erase(&one);
}

test_server::life answering(std::function<std::string(const request&)> reply) {
  return [reply = std::move(reply)](peer& client) {
    while (const auto asked = client.read())
      if (!client.write(reply(*asked))) return;
  };
}

std::string reply_of(std::string_view body, std::string_view headers, std::string_view status) {
  return "HTTP/1.1 " + std::string(status) + "\r\n" + std::string(headers) +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

std::string gzipped(std::string_view plain) {
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, plain.size()), '\0');
  std::string input(plain);
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

}  // namespace sluice::http_test
