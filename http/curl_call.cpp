#include "http/curl_call.hpp"

#include "http/curl_failure.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include <openssl/ssl.h>

namespace sluice {
namespace {

// A buffer up to this size stays with its handle for the next reply, which then grows without a new allocation.
constexpr std::size_t kept_buffer_bytes_max = std::size_t{256} << 10;

constexpr int redirects_max = 5;

CURLcode trust_these(CURL*, void* context, void* roots) noexcept {
  SSL_CTX_set1_cert_store(static_cast<SSL_CTX*>(context), static_cast<X509_STORE*>(roots));
  return CURLE_OK;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

bool breaks_a_header(const std::string& text) {
  constexpr std::string_view breaks("\r\n\0", 3);
  return text.find_first_of(breaks) != std::string::npos;
}

struct free_url {
  void operator()(CURLU* url) const noexcept { curl_url_cleanup(url); }
};

std::string part_of(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, CURLU_DEFAULT_PORT) != CURLUE_OK) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

bool same_origin(const std::string& here, const char* there) {
  const std::unique_ptr<CURLU, free_url> one(curl_url());
  const std::unique_ptr<CURLU, free_url> other(curl_url());
  if (curl_url_set(one.get(), CURLUPART_URL, here.c_str(), 0) != CURLUE_OK) return false;
  if (curl_url_set(other.get(), CURLUPART_URL, there, 0) != CURLUE_OK) return false;
  return std::ranges::all_of(std::array{CURLUPART_SCHEME, CURLUPART_HOST, CURLUPART_PORT},
                             [&](CURLUPart p) { return part_of(one.get(), p) == part_of(other.get(), p); });
}

template <class T>
T asked(CURL* easy, CURLINFO what) {
  T value{};
  curl_easy_getinfo(easy, what, &value);
  return value;
}

}  // namespace

std::unique_ptr<curl_call> curl_call::make(const curl_options& options, X509_STORE* roots) {
  CURL* easy = curl_easy_init();
  if (easy == nullptr) return nullptr;
  std::unique_ptr<curl_call> call{new curl_call(options, easy)};
  const bool all = call->set_limits() && call->set_trust(roots) && call->set_callbacks();
  return all ? std::move(call) : nullptr;
}

bool curl_call::set_limits() {
  const auto bytes_max = static_cast<curl_off_t>(options_.reply_bytes_max);
  return set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connect_timeout.count())) &&
         set(CURLOPT_TIMEOUT_MS, static_cast<long>(options_.timeout.count())) &&
         set(CURLOPT_MAXFILESIZE_LARGE, bytes_max) && set(CURLOPT_PROTOCOLS_STR, "http,https") &&
         set(CURLOPT_FOLLOWLOCATION, 0L) && set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED)) &&
         set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L) && set(CURLOPT_NOSIGNAL, 1L) && set(CURLOPT_TCP_NODELAY, 1L) &&
         set(CURLOPT_TCP_KEEPALIVE, 1L) && set(CURLOPT_USERAGENT, options_.user_agent.c_str()) &&
         set(CURLOPT_ACCEPT_ENCODING, "gzip") &&
         // No CURLOPT_PIPEWAIT: it would let calls that start together wait for the first one's handshake, only to
         // learn whether they may share its connection. So each opens its own; those that start later share.
         set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
}

bool curl_call::set_trust(X509_STORE* roots) {
  // curl itself loads nothing: our store takes the place of its own in each new context.
  return set(CURLOPT_SSL_VERIFYPEER, 1L) && set(CURLOPT_SSL_VERIFYHOST, 2L) && set(CURLOPT_PROXY_SSL_VERIFYPEER, 1L) &&
         set(CURLOPT_PROXY_SSL_VERIFYHOST, 2L) && set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2)) &&
         set(CURLOPT_CAINFO, static_cast<char*>(nullptr)) && set(CURLOPT_CAPATH, static_cast<char*>(nullptr)) &&
         set(CURLOPT_PROXY_CAINFO, static_cast<char*>(nullptr)) &&
         set(CURLOPT_PROXY_CAPATH, static_cast<char*>(nullptr)) && set(CURLOPT_SSL_CTX_FUNCTION, &trust_these) &&
         set(CURLOPT_SSL_CTX_DATA, static_cast<void*>(roots));
}

bool curl_call::set_callbacks() {
  return set(CURLOPT_PRIVATE, static_cast<void*>(this)) && set(CURLOPT_ERRORBUFFER, words_) &&
         set(CURLOPT_WRITEFUNCTION, &curl_call::on_body) && set(CURLOPT_WRITEDATA, static_cast<void*>(this)) &&
         set(CURLOPT_HEADERFUNCTION, &curl_call::on_header) && set(CURLOPT_HEADERDATA, static_cast<void*>(this)) &&
         set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
}

std::optional<std::string> curl_call::prepare(http_request request, http_transport::answer on_end) {
  request_ = std::move(request);
  on_end_ = std::move(on_end);
  redirects_ = 0;
  forget_reply();
  if (auto why = set_headers()) return why;
  if (!set(CURLOPT_URL, request_.url.c_str()) || !set_method()) return "curl takes no such request";
  return std::nullopt;
}

void curl_call::forget_reply() {
  headers_.clear();
  body_.clear();
  header_bytes_ = 0;
  in_headers_ = false;
  stopped_by_ = limit::none;
  words_[0] = '\0';
}

bool curl_call::follows_redirect(CURLcode code) {
  const auto* to = asked<const char*>(easy(), CURLINFO_REDIRECT_URL);
  if (code != CURLE_OK || to == nullptr || request_.method != http_method::get) return false;
  if (redirects_ == redirects_max || !same_origin(request_.url, to)) return false;
  ++redirects_;
  request_.url = to;
  forget_reply();
  return set(CURLOPT_URL, request_.url.c_str());
}

bool curl_call::set_method() {
  if (request_.method == http_method::get) return set(CURLOPT_HTTPGET, 1L);
  return set(CURLOPT_POST, 1L) && set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size())) &&
         set(CURLOPT_POSTFIELDS, request_.body.c_str());
}

std::optional<std::string> curl_call::set_headers() {
  if (list_ && listed_ == request_.headers) return std::nullopt;
  header_list fresh;
  const auto add = [&fresh](const std::string& line) {
    curl_slist* longer = curl_slist_append(fresh.get(), line.c_str());
    if (longer == nullptr) return false;
    static_cast<void>(fresh.release());
    fresh.reset(longer);
    return true;
  };
  std::string line;
  for (const auto& [name, value] : request_.headers) {
    if (breaks_a_header(name) || breaks_a_header(value)) return "a header's name or value holds a line break";
    // "Name:" would take a header away; "Name;" is how curl is told to send it empty.
    line.assign(name).append(value.empty() ? ";" : ": ").append(value);
    if (!add(line)) return "no memory for the headers";
  }
  // Without "Expect: 100-continue" a large POST leaves at once.
  if (!add("Expect:")) return "no memory for the headers";
  if (!set(CURLOPT_HTTPHEADER, fresh.get())) return "curl takes no such headers";
  list_ = std::move(fresh);
  listed_ = request_.headers;
  return std::nullopt;
}

std::size_t curl_call::on_header(char* data, std::size_t size, std::size_t count, void* self) noexcept {
  return static_cast<curl_call*>(self)->take_header_line({data, size * count}) ? size * count : CURL_WRITEFUNC_ERROR;
}

std::size_t curl_call::on_body(char* data, std::size_t size, std::size_t count, void* self) noexcept {
  return static_cast<curl_call*>(self)->take_body_bytes({data, size * count}) ? size * count : CURL_WRITEFUNC_ERROR;
}

bool curl_call::take_header_line(std::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > options_.header_bytes_max) {
    stopped_by_ = limit::header;
    return false;
  }
  if (!in_headers_) {
    // A status line opens a reply and forgets a 1xx before it; any other line here is a trailer, which nobody asks for.
    if (line.substr(0, 5) != "HTTP/") return true;
    headers_.clear();
    in_headers_ = true;
    return true;
  }
  const auto text = trimmed(line);
  if (text.empty()) {
    in_headers_ = false;
  } else if ((line.front() == ' ' || line.front() == '\t') && !headers_.empty()) {
    headers_.back().second.append(" ").append(text);
  } else if (const auto colon = text.find(':'); colon != std::string_view::npos) {
    headers_.emplace_back(trimmed(text.substr(0, colon)), trimmed(text.substr(colon + 1)));
  }
  return true;
}

bool curl_call::take_body_bytes(std::string_view bytes) {
  if (bytes.size() > options_.reply_bytes_max - body_.size()) {
    stopped_by_ = limit::body;
    return false;
  }
  body_.append(bytes);
  return true;
}

std::shared_ptr<const std::string> curl_call::take_body() {
  if (body_.capacity() <= kept_buffer_bytes_max) return std::make_shared<const std::string>(body_);
  // Replies are counted by their size, so none may hold twice of that.
  body_.shrink_to_fit();
  return std::make_shared<const std::string>(std::exchange(body_, {}));
}

http_result curl_call::measured() {
  http_result made;
  made.status = static_cast<int>(asked<long>(easy(), CURLINFO_RESPONSE_CODE));
  made.headers = std::exchange(headers_, {});
  request_.body = {};  // curl has done with it
  made.wire_bytes =
      static_cast<std::size_t>(std::max<curl_off_t>(0, asked<curl_off_t>(easy(), CURLINFO_SIZE_DOWNLOAD_T)));
  made.elapsed = std::chrono::microseconds(asked<curl_off_t>(easy(), CURLINFO_TOTAL_TIME_T));
  made.new_connection = asked<long>(easy(), CURLINFO_NUM_CONNECTS) > 0;
  return made;
}

http_result curl_call::end(CURLcode code) {
  http_result made = measured();
  if (code == CURLE_OK && !in_headers_ && made.status != 0) {
    made.body = take_body();
    return made;
  }
  if (code == CURLE_OK) {
    // curl takes an orderly end within the headers for the end of the reply.
    made.failure = http_failure::truncated;
    made.detail = "the reply ended within its headers";
    return made;
  }
  made.failure = failure_of({.code = code,
                             .over_limit = stopped_by_ != limit::none,
                             .connected = asked<curl_off_t>(easy(), CURLINFO_PRETRANSFER_TIME_T) > 0,
                             .os_error = static_cast<int>(asked<long>(easy(), CURLINFO_OS_ERRNO)),
                             .proxy_status = asked<long>(easy(), CURLINFO_HTTP_CONNECTCODE),
                             .words = words_});
  if (made.failure == http_failure::too_large) {
    // curl itself stops a body that is announced to be over the limit.
    made.detail = stopped_by_ == limit::header
                      ? "headers of over " + std::to_string(options_.header_bytes_max) + " bytes"
                      : "a body of over " + std::to_string(options_.reply_bytes_max) + " bytes";
  } else {
    made.detail = words_[0] != '\0' ? words_ : curl_easy_strerror(code);
  }
  if (body_.capacity() > kept_buffer_bytes_max) body_ = {};
  return made;
}

http_result curl_call::cancelled_end() {
  http_result made = measured();
  made.failure = http_failure::cancelled;
  made.detail = "cancelled";
  if (body_.capacity() > kept_buffer_bytes_max) body_ = {};
  return made;
}

}  // namespace sluice
