#include "orgsim/http/request_reading.hpp"

#include "orgsim/answers/replies.hpp"

#include <chrono>
#include <string_view>

namespace sluice::orgsim {

namespace {

namespace http = boost::beast::http;

constexpr std::size_t header_bytes_max = 16384;

std::string_view view(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

std::size_t header_bytes(const request_message& request) {
  std::size_t bytes = request.target().size() + request.method_string().size() + 12;
  for (const auto& f : request) bytes += f.name_string().size() + f.value().size() + 4;
  return bytes;
}

}  // namespace

request_view view_of(const request_message& request) {
  request_view v;
  v.method = request.method();
  v.target = view(request.target());
  v.authorization = view(request[http::field::authorization]);
  v.if_modified_since = view(request[http::field::if_modified_since]);
  v.query_options = view(request["Sforce-Query-Options"]);
  v.accept = view(request[http::field::accept]);
  v.content_type = view(request[http::field::content_type]);
  v.content_encoding = view(request[http::field::content_encoding]);
  v.body = request.body();
  v.at = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  v.gzip = view(request[http::field::accept_encoding]).find("gzip") != std::string_view::npos;
  return v;
}

reply too_long_reply(int status) {
  return status == 414
             ? error_reply(414, "too_long", "URI_TOO_LONG", "The address is too long")
             : error_reply(431, "too_long", "REQUEST_HEADER_FIELDS_TOO_LARGE", "The address or a header is too long");
}

std::optional<reply> refuse_too_long(const request_message& request) {
  if (request.target().size() > header_bytes_max) return too_long_reply(414);
  if (header_bytes(request) > header_bytes_max) return too_long_reply(431);
  return std::nullopt;
}

}  // namespace sluice::orgsim
