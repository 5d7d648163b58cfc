#include "orgsim/http/fault_reply.hpp"

#include "orgsim/answers/replies.hpp"
#include "orgsim/data/draw.hpp"
#include "orgsim/http/gzip.hpp"

#include <memory>
#include <utility>

namespace sluice::orgsim {

namespace {

constexpr std::size_t garbage_bytes = 512;

std::string garbage_of(const asking& a) {
  draw d(a.question, "garbage", std::uint64_t{a.nth});
  std::string out;
  for (std::size_t i = 0; i < garbage_bytes; ++i) out += static_cast<char>(d.below(256));
  return out;
}

std::string_view page_title(int status) {
  switch (status) {
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    default:
      return "We are down for maintenance";
  }
}

// A gzip stream that begins well and then is none.
reply broken_gzip(const asking& a) {
  reply r;
  r.kind = "fault";
  std::string text = gzipped("{\"records\":[" + std::string(garbage_bytes, ' '));
  constexpr std::size_t sound_bytes = 12;
  text.resize(sound_bytes);
  r.body = std::make_shared<const std::string>(text + garbage_of(a));
  r.is_gzip = true;
  return r;
}

}  // namespace

reply html_reply(int status, std::string_view kind) {
  const std::string title(page_title(status));
  reply r = text_reply(status, kind,
                       "<html><head><title>" + title + "</title></head><body><h1>" + title +
                           "</h1><p>Sorry for the inconvenience. We'll be back shortly.</p></body></html>\n");
  r.content_type = "text/html; charset=utf-8";
  return r;
}

reply busy_reply() {
  reply r = error_reply(503, "refused", "SERVER_UNAVAILABLE", "The server is too busy");
  r.refused = true;
  return r;
}

std::optional<reply> reply_instead(const fault_profile& fault, const asking& a, bool client_unpacks) {
  switch (fault.form) {
    case fault_form::error:
      if (fault.status != 500) return html_reply(static_cast<int>(fault.status), "fault");
      return error_reply(500, "fault", "UNKNOWN_EXCEPTION",
                         "An unexpected error occurred. Please include this ErrorId if you contact support");
    case fault_form::expired:
      return session_ended("fault");
    case fault_form::html_200:
      return html_reply(200, "fault");
    case fault_form::garbage:
      return text_reply(200, "fault", garbage_of(a));
    case fault_form::gzip_garbage:
      return client_unpacks ? broken_gzip(a) : text_reply(200, "fault", garbage_of(a));
    default:
      return std::nullopt;
  }
}

void damage(const fault_profile& fault, reply& r) {
  if (fault.form != fault_form::half_json || !r.body || r.is_gzip) return;
  r.body = std::make_shared<const std::string>(r.body->substr(0, r.body->size() / 2));
}

std::string other_target(std::string_view target) {
  constexpr std::string_view data = "/services/data/";
  if (!target.starts_with(data)) return "/services/data";
  const std::string base(target.substr(0, target.find('/', data.size())));
  if (target.find("/describe") == std::string_view::npos) return base + "/limits";
  return base + (target.find("/Account/") == std::string_view::npos ? "/sobjects/Account/describe"
                                                                    : "/sobjects/Contact/describe");
}

}  // namespace sluice::orgsim
