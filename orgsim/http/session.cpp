#include "orgsim/http/session.hpp"

#include "orgsim/answers/replies.hpp"
#include "orgsim/answers/small_answers.hpp"
#include "orgsim/data/draw.hpp"
#include "orgsim/http/gzip.hpp"

#include <chrono>
#include <ctime>
#include <memory>
#include <optional>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

namespace sluice::orgsim {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

// Address and headers together, as the API documents it; read up to the parser's own limit so that the client can be
// told.
constexpr std::size_t header_bytes_max = 16384;
constexpr std::size_t header_bytes_read = 128 * 1024;
constexpr std::size_t body_bytes_max = 8 * 1024 * 1024;
constexpr std::size_t worth_packing = 256;

// Asio's own streams, not Beast's: those know time-outs, which nothing here uses, and take half as long again to
// compile.
using plain_stream = asio::ip::tcp::socket;
using tls_stream = asio::ssl::stream<plain_stream>;

using request_message = http::request<http::string_body>;
using text_response = http::response<http::span_body<const char>>;
using piece_response = http::response<http::empty_body>;

std::string_view view(beast::string_view text) {
  return {text.data(), text.size()};
}

std::size_t header_bytes(const request_message& request) {
  std::size_t bytes = request.target().size() + request.method_string().size() + 12;
  for (const auto& f : request) bytes += f.name_string().size() + f.value().size() + 4;
  return bytes;
}

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

reply too_long(int status) {
  reply r;
  r.status = status;
  r.kind = "too_long";
  r.body = std::make_shared<const std::string>(error_text(
      status == 414 ? "URI_TOO_LONG" : "REQUEST_HEADER_FIELDS_TOO_LARGE", "The address or a header is too long"));
  return r;
}

template <class Fields>
void set_headers(Fields& message, const reply& r, bool packed) {
  message.set(http::field::date, http_date(std::time(nullptr)));
  message.set(http::field::content_type, r.content_type);
  message.set(http::field::cache_control, "no-cache,must-revalidate,max-age=0,no-store,private");
  message.set(http::field::vary, "Accept-Encoding");
  if (packed) message.set(http::field::content_encoding, "gzip");
  if (!r.usage.empty()) message.set("Sforce-Limit-Info", r.usage);
  if (!r.last_modified.empty()) message.set(http::field::last_modified, r.last_modified);
  if (!r.etag.empty()) message.set(http::field::etag, r.etag);
  if (!r.retry_after.empty()) message.set(http::field::retry_after, r.retry_after);
  if (!r.allow.empty()) message.set(http::field::allow, r.allow);
  if (r.wants_token) message.set(http::field::www_authenticate, "Token");
}

template <class Stream>
class session : public std::enable_shared_from_this<session<Stream>> {
 public:
  session(Stream stream, const session_world& world) : stream_(std::move(stream)), world_(world) {}

  ~session() {
    if (counted_) world_.stats.end(0, "dropped", false, 0);
  }

  void run() {
    if constexpr (!std::is_same_v<Stream, plain_stream>) {
      stream_.async_handshake(asio::ssl::stream_base::server,
                              [self = this->shared_from_this()](beast::error_code error) {
                                if (!error) self->read();
                              });
    } else {
      read();
    }
  }

 private:
  void read() {
    parser_.emplace();
    parser_->header_limit(header_bytes_read);
    parser_->body_limit(body_bytes_max);
    http::async_read(stream_, buffer_, *parser_,
                     [self = this->shared_from_this()](beast::error_code error, std::size_t) {
                       if (error == http::error::header_limit) return self->refuse_unread();
                       if (!error) self->handle();
                     });
  }

  // The rest of such a request can't be told from the next: answer and close.
  void refuse_unread() {
    keep_alive_ = false;
    begin_counted();
    send(too_long(431));
  }

  void begin_counted() {
    in_flight_ = world_.stats.begin(world_.desk.now());
    counted_ = true;
  }

  void handle() {
    const request_message& request = parser_->get();
    const request_view asked = view_of(request);
    keep_alive_ = request.keep_alive();
    packs_ = asked.gzip;
    if (front::is_internal(asked.target)) return send(world_.org_front.answer_internal(asked, world_.stats));
    begin_counted();
    if (asked.target.size() > header_bytes_max) return send(too_long(414));
    if (header_bytes(request) > header_bytes_max) return send(too_long(431));
    if (auto refused = world_.org_front.refuse(asked, world_.desk.now(), in_flight_)) return send(std::move(*refused));
    auto self = this->shared_from_this();
    const bool taken = world_.desk.serve(
        hash_text(asked.target), [self] { self->send(self->world_.org_front.answer(view_of(self->parser_->get()))); });
    if (taken) return;
    reply full;
    full.status = 503;
    full.kind = "refused";
    full.refused = true;
    full.body = std::make_shared<const std::string>(error_text("SERVER_UNAVAILABLE", "The server is too busy"));
    send(std::move(full));
  }

  void send(reply r) {
    reply_ = std::move(r);
    if (reply_.pieces) return send_pieces();
    const bool pack = packs_ && !reply_.is_gzip && reply_.body && reply_.body->size() >= worth_packing;
    if (pack) reply_.body = std::make_shared<const std::string>(gzipped(*reply_.body));
    text_.emplace(static_cast<http::status>(reply_.status), 11);
    set_headers(*text_, reply_, pack || (reply_.is_gzip && reply_.body));
    text_->keep_alive(keep_alive_);
    if (reply_.body) {
      text_->body() = boost::beast::span<const char>(reply_.body->data(), reply_.body->size());
      sent_ = reply_.body->size();
    }
    text_->prepare_payload();
    http::async_write(stream_, *text_, [self = this->shared_from_this()](beast::error_code error, std::size_t) {
      self->written(error);
    });
  }

  void send_pieces() {
    piece_.emplace(static_cast<http::status>(reply_.status), 11);
    set_headers(*piece_, reply_, packs_);
    piece_->keep_alive(keep_alive_);
    piece_->chunked(true);
    if (packs_) packer_.emplace();
    serializer_.emplace(*piece_);
    http::async_write_header(stream_, *serializer_,
                             [self = this->shared_from_this()](beast::error_code error, std::size_t) {
                               if (error) return self->written(error);
                               self->next_piece();
                             });
  }

  void next_piece() {
    chunk_.clear();
    bool more = true;
    while (more && chunk_.empty()) {
      plain_.clear();
      more = reply_.pieces(plain_);
      if (packer_)
        packer_->add(plain_, !more, chunk_);
      else
        chunk_.swap(plain_);
    }
    sent_ += chunk_.size();
    asio::async_write(stream_, http::make_chunk(asio::buffer(chunk_)),
                      [self = this->shared_from_this(), more](beast::error_code error, std::size_t) {
                        if (error) return self->written(error);
                        more ? self->next_piece() : self->last_piece();
                      });
  }

  void last_piece() {
    packer_.reset();
    asio::async_write(
        stream_, http::make_chunk_last(),
        [self = this->shared_from_this()](beast::error_code error, std::size_t) { self->written(error); });
  }

  void written(beast::error_code error) {
    if (counted_) {
      counted_ = false;
      world_.stats.end(reply_.status, reply_.kind, reply_.refused, sent_);
    }
    sent_ = 0;
    reply_ = {};
    if (error) return;
    if (keep_alive_) return read();
    beast::error_code ignored;
    stream_.lowest_layer().shutdown(plain_stream::shutdown_send, ignored);
  }

  Stream stream_;
  session_world world_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  reply reply_;
  std::optional<text_response> text_;
  std::optional<piece_response> piece_;
  std::optional<http::response_serializer<http::empty_body>> serializer_;
  std::optional<gzip_stream> packer_;
  std::string plain_;
  std::string chunk_;
  std::size_t sent_ = 0;
  std::size_t in_flight_ = 0;  // of the org when this request came
  bool keep_alive_ = true;
  bool packs_ = false;
  bool counted_ = false;
};

}  // namespace

void start_session(asio::ip::tcp::socket socket, const session_world& world) {
  std::make_shared<session<plain_stream>>(std::move(socket), world)->run();
}

void start_tls_session(asio::ip::tcp::socket socket, asio::ssl::context& tls, const session_world& world) {
  std::make_shared<session<tls_stream>>(tls_stream(std::move(socket), tls), world)->run();
}

}  // namespace sluice::orgsim
