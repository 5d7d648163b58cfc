// A request and a reply as the org's front sees them, without sockets.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <boost/beast/http/verb.hpp>

namespace sluice::orgsim {

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
  bool refused = false;
  std::string usage;  // Sforce-Limit-Info
  std::string last_modified;
  std::string etag;
  std::string retry_after;
  std::string allow;
  std::string_view content_type = "application/json;charset=UTF-8";
  bool wants_token = false;  // WWW-Authenticate: Token
};

}  // namespace sluice::orgsim
