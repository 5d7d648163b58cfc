// A request and a reply as the org's front sees them, without sockets.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <boost/beast/http/verb.hpp>

namespace sluice::orgsim {

// Of a request's body, as it travels and unpacked.
inline constexpr std::size_t request_bytes_max = std::size_t{8} << 20U;

struct request_view {
  boost::beast::http::verb method = boost::beast::http::verb::get;
  std::string_view target;
  std::string_view authorization;
  std::string_view if_modified_since;
  std::string_view query_options;  // Sforce-Query-Options
  std::string_view accept;
  std::string_view content_type;
  std::string_view content_encoding;
  std::string_view body;
  bool gzip = false;
  // A hash of what is asked, and how often it was asked before: what draws go by.
  std::uint64_t question = 0;
  std::uint32_t nth = 0;
  // When it came, by the clock on the wall: tokens end by it.
  std::chrono::sys_time<std::chrono::milliseconds> at{};
};

using shared_text = std::shared_ptr<const std::string>;

struct reply {
  int status = 200;
  std::string_view kind = "other";
  shared_text body;      // empty pointer: none
  bool is_gzip = false;  // the body is packed already
  // Instead of a body: appends the next piece and tells whether more follow. For answers too big to hold.
  std::function<bool(std::string&)> pieces;
  std::size_t rows = 0;  // of a query: they take the servers' time
  bool refused = false;
  bool dropped = false;  // instead of being sent: the connection is closed after a while
  double dropped_after_s = 0;
  std::string usage;  // Sforce-Limit-Info
  std::string last_modified;
  std::string etag;
  std::string retry_after;
  std::string allow;
  std::string_view content_type = "application/json;charset=UTF-8";
  bool wants_token = false;  // WWW-Authenticate: Token
};

}  // namespace sluice::orgsim
