// Any bytes as an HTTP request: Beast's parser as the server uses it, then the front with whatever came through,
// composite bodies and logins among it.
#include "orgsim/http/request_reading.hpp"
#include "tests/fuzz/org_under_fuzz.hpp"

#include <cstddef>
#include <cstdint>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace http = boost::beast::http;
  http::request_parser<http::string_body> parser;
  parser.eager(true);
  boost::system::error_code error;
  boost::asio::const_buffer rest = boost::asio::buffer(data, size);
  while (!error && !parser.is_done() && rest.size() > 0) {
    const std::size_t used = parser.put(rest, error);
    rest += used;
    if (used == 0) break;
  }
  if (!parser.is_header_done()) return 0;
  const auto& message = parser.get();
  if (sluice::orgsim::refuse_too_long(message)) return 0;
  sluice::fuzz::answer_wholly(sluice::orgsim::view_of(message));
  return 0;
}
