#include "orgsim/http/head.hpp"

#include "orgsim/answers/small_answers.hpp"

#include <ctime>
#include <string_view>

#include <boost/beast/http/status.hpp>

namespace sluice::orgsim {

namespace {

void append_header(std::string& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  out += name;
  out += ": ";
  out += value;
  out += "\r\n";
}

// The date changes once a second.
const std::string& date_now() {
  thread_local std::time_t at = 0;
  thread_local std::string text;
  const std::time_t now = std::time(nullptr);
  if (now != at) text = http_date(now);
  at = now;
  return text;
}

}  // namespace

void append_head(std::string& out, const reply& r, const head_wishes& wishes) {
  const auto reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(r.status));
  out += "HTTP/1.1 ";
  out += std::to_string(r.status);
  out += ' ';
  out.append(reason.data(), reason.size());
  out += "\r\n";
  append_header(out, "Date", date_now());
  append_header(out, "Content-Type", r.content_type);
  append_header(out, "Cache-Control", "no-cache,must-revalidate,max-age=0,no-store,private");
  append_header(out, "Vary", "Accept-Encoding");
  if (wishes.packed) append_header(out, "Content-Encoding", "gzip");
  append_header(out, "Sforce-Limit-Info", r.usage);
  append_header(out, "Last-Modified", r.last_modified);
  append_header(out, "ETag", r.etag);
  append_header(out, "Retry-After", r.retry_after);
  append_header(out, "Allow", r.allow);
  if (r.wants_token) append_header(out, "WWW-Authenticate", "Token");
  if (!wishes.keep_alive) append_header(out, "Connection", "close");
  if (wishes.chunked)
    append_header(out, "Transfer-Encoding", "chunked");
  else if (r.status != 304 && r.status != 204)
    append_header(out, "Content-Length", std::to_string(wishes.length));
  out += "\r\n";
}

}  // namespace sluice::orgsim
