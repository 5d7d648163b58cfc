// A plain Beast client for one connection to a simulated org: what the tests ask with.
#pragma once

#include "orgsim/server.hpp"

#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <zlib.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace orgsim_test {

namespace beast = boost::beast;
namespace http = boost::beast::http;
using headers = std::initializer_list<std::pair<std::string, std::string>>;
using response = http::response<http::string_body>;

inline const std::string base = "/services/data/v64.0";

inline std::string packed(std::string plain) {
  z_stream state{};
  deflateInit2(&state, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&state, static_cast<uLong>(plain.size())), '\0');
  state.next_in = reinterpret_cast<Bytef*>(plain.data());
  state.avail_in = static_cast<uInt>(plain.size());
  state.next_out = reinterpret_cast<Bytef*>(out.data());
  state.avail_out = static_cast<uInt>(out.size());
  deflate(&state, Z_FINISH);
  out.resize(out.size() - state.avail_out);
  deflateEnd(&state);
  return out;
}

inline std::string unpacked(std::string packed) {
  z_stream state{};
  inflateInit2(&state, 15 + 16);
  std::string out;
  std::string room(65536, '\0');
  state.next_in = reinterpret_cast<Bytef*>(packed.data());
  state.avail_in = static_cast<uInt>(packed.size());
  int status = Z_OK;
  while (status == Z_OK) {
    state.next_out = reinterpret_cast<Bytef*>(room.data());
    state.avail_out = static_cast<uInt>(room.size());
    status = inflate(&state, Z_NO_FLUSH);
    out.append(room, 0, room.size() - state.avail_out);
  }
  inflateEnd(&state);
  return status == Z_STREAM_END ? out : std::string();
}

// A SOQL statement as the value of q.
inline std::string encoded(const std::string& text) {
  constexpr const char* hex = "0123456789ABCDEF";
  std::string out;
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0)
      out += c;
    else
      (out += '%') += {hex[byte >> 4U], hex[byte & 15U]};
  }
  return out;
}

class client {
 public:
  explicit client(const sluice::orgsim::server& server) : token_(server.token()), socket_(io_) {
    const std::string url = server.url();
    const auto port = static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
    socket_.connect({boost::asio::ip::address_v4::loopback(), port});
  }

  http::request<http::string_body> request(const std::string& target, headers more = {}) const {
    http::request<http::string_body> r(http::verb::get, target, 11);
    r.set(http::field::host, "localhost");
    r.set(http::field::authorization, "Bearer " + token_);
    for (const auto& [name, value] : more) r.set(name, value);
    return r;
  }
  void send(http::request<http::string_body> r) {
    r.prepare_payload();
    http::write(socket_, r);
  }
  response receive() {
    http::response_parser<http::string_body> parser;
    parser.body_limit(std::uint64_t{1} << 30U);
    http::read(socket_, buffer_, parser);
    return parser.release();
  }
  response get(const std::string& target, headers more = {}) {
    send(request(target, more));
    return receive();
  }
  response query(const std::string& soql, const std::string& api = "", headers more = {}) {
    return get("/services/data/v64.0" + api + "/query?q=" + encoded(soql), more);
  }
  boost::json::object object(const std::string& target) { return boost::json::parse(get(target).body()).as_object(); }

 private:
  std::string token_;
  boost::asio::io_context io_;
  boost::asio::ip::tcp::socket socket_;
  beast::flat_buffer buffer_;
};

inline std::unique_ptr<sluice::orgsim::server> started(const sluice::orgsim::options& wanted = {}) {
  auto made = sluice::orgsim::server::make(wanted);
  if (!made) throw std::runtime_error(made.error().message);
  (*made)->run_in_background();
  return std::move(*made);
}

}  // namespace orgsim_test
