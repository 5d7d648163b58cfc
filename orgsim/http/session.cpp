#include "orgsim/http/session.hpp"

#include "orgsim/answers/composite.hpp"
#include "orgsim/http/fault_reply.hpp"
#include "orgsim/http/reply_writer.hpp"
#include "orgsim/http/request_reading.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

namespace sluice::orgsim {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

// Headers are read up to the parser's own limit, beyond what is allowed, so that the client can be told.
constexpr std::size_t header_bytes_read = std::size_t{128} << 10U;

// Asio's own streams, not Beast's: those know time-outs, which nothing here uses, and take half as long again to
// compile.
using plain_stream = asio::ip::tcp::socket;
using tls_stream = asio::ssl::stream<plain_stream>;

// No status reaches the client.
bool is_silent(fault_form form) {
  return form == fault_form::reset_before_headers || form == fault_form::hang;
}

template <class Stream>
class session : public std::enable_shared_from_this<session<Stream>> {
 public:
  session(Stream stream, const session_world& world) : stream_(std::move(stream)), writer_(stream_), world_(world) {}

  void run() {
    const auto fault = world_.desk.fault_of_connection();
    if (fault && fault->form == fault_form::refused) return writer_.reset();
    if constexpr (std::is_same_v<Stream, plain_stream>) {
      read();
    } else {
      if (fault) return abort_handshake();
      stream_.async_handshake(asio::ssl::stream_base::server,
                              [self = this->shared_from_this()](beast::error_code error) {
                                if (!error) self->read();
                              });
    }
  }

 private:
  // The client has said hello, and gets a reset for it.
  void abort_handshake() {
    stream_.lowest_layer().async_wait(plain_stream::wait_read,
                                      [self = this->shared_from_this()](beast::error_code) { self->writer_.reset(); });
  }

  void read() {
    parser_.emplace();
    parser_->header_limit(header_bytes_read);
    parser_->body_limit(request_bytes_max);
    http::async_read(stream_, buffer_, *parser_,
                     [self = this->shared_from_this()](beast::error_code error, std::size_t) {
                       if (error == http::error::header_limit) return self->refuse_unread();
                       if (!error) self->handle();
                     });
  }

  // The rest of such a request can't be told from the next: answer and close.
  void refuse_unread() {
    wishes_ = {.keep_alive = false};
    enter("GET", "", "");
    send(too_long_reply(431));
  }

  void enter(std::string_view method, std::string_view target, std::string_view body) {
    asking_ = world_.desk.enter(method, target, body);
    entered_at_ = world_.desk.now();
    in_flight_ = world_.stats.begin(entered_at_, asking_.question);
    counted_ = true;
    fault_.reset();
  }

  void leave(std::size_t sent) {
    counted_ = false;
    const std::string fault = fault_ ? fault_name(*fault_) : std::string();
    ended_.fault = fault;
    ended_.bytes = sent;
    if (fault_ && is_silent(fault_->form)) ended_.status = 0;
    const sim_time now = world_.desk.now();
    ended_.took = now - entered_at_;
    world_.stats.end(now, ended_);
    world_.desk.leave(asking_.number);
  }

  void handle() {
    const request_message& request = parser_->get();
    const request_view asked = view_of(request);
    wishes_ = {request.keep_alive(), asked.gzip, asked.method == http::verb::head};
    if (front::is_internal(asked.target)) return send(world_.org_front.answer_internal(asked, world_.stats));
    const auto method = request.method_string();
    enter({method.data(), method.size()}, asked.target, asked.body);
    if (auto refused = refuse_too_long(request)) return travel(std::move(*refused));
    if (const auto out = world_.desk.outage()) return suffer(*out);
    fault_ = world_.desk.fault_of(asking_);
    if (auto refused = world_.org_front.refuse(asked_now(), world_.desk.now(), world_.desk.in_flight(in_flight_)))
      return refuse(std::move(*refused));
    answer_size known;
    if (asking_.kind == call_kind::composite && world_.desk.takes_time())
      known.subrequests = subrequest_count(asked.body);
    const auto self = this->shared_from_this();
    if (!world_.desk.serve(
            asking_, known, [self] { return self->work(); }, [self] { self->travel_on(); }))
      travel(busy_reply());
  }

  // The request as the front is to see it.
  request_view asked_now() const {
    request_view asked = view_of(parser_->get());
    asked.question = asking_.question;
    asked.nth = asking_.nth;
    return asked;
  }

  void suffer(outage_form form) {
    fault_ = fault_profile{.form = form == outage_form::hang ? fault_form::hang : fault_form::reset_before_headers};
    if (form == outage_form::unavailable) fault_.reset();
    reply r = html_reply(503, "outage");
    r.refused = true;
    travel(std::move(r));
  }

  void refuse(reply r) {
    fault_.reset();
    if (r.dropped) fault_ = fault_profile{.form = fault_form::hang, .hang_s = r.dropped_after_s};
    travel(std::move(r));
  }

  // The answer is made when its base time is over; its size tells how much longer it takes.
  answer_size work() {
    request_view asked = asked_now();
    std::string other;
    if (fault_ && fault_->form == fault_form::half_json) asked.gzip = false;
    if (fault_ && fault_->form == fault_form::wrong_answer) {
      other = other_target(asked.target);
      asked.target = other;
      asked.method = http::verb::get;
    }
    auto instead = fault_ ? reply_instead(*fault_, asking_, wishes_.packs) : std::nullopt;
    waiting_ = instead ? std::move(*instead) : world_.org_front.answer(asked);
    return {.rows = waiting_.rows, .bytes = waiting_.body ? waiting_.body->size() : 0};
  }

  void travel_on() { travel(std::move(waiting_)); }

  void travel(reply r) {
    waiting_ = std::move(r);
    world_.desk.travel(asking_, [self = this->shared_from_this()] { self->send(std::move(self->waiting_)); });
  }

  void send(reply r) {
    ended_ = {.question = asking_.question, .status = r.status, .kind = r.kind, .refused = r.refused};
    const auto& fault = counted_ ? fault_ : no_fault_;
    writer_.write(this->shared_from_this(), std::move(r), wishes_, fault,
                  [this](bool usable, std::size_t sent) { written(usable, sent); });
  }

  void written(bool usable, std::size_t sent) {
    if (counted_) leave(sent);
    if (usable) return read();
    beast::error_code ignored;
    stream_.lowest_layer().shutdown(plain_stream::shutdown_send, ignored);
  }

  Stream stream_;
  reply_writer<Stream> writer_;
  session_world world_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  writing_wishes wishes_;
  asking asking_;
  reply waiting_;  // made, and not yet sent
  std::optional<fault_profile> fault_;
  const std::optional<fault_profile> no_fault_;
  ended_call ended_;
  std::size_t in_flight_ = 0;  // of the org when this request came
  sim_time entered_at_{0};
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
