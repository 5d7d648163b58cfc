// Writes one reply to a stream: whole, piece by piece, or damaged as a fault wants it. `done` is told the bytes of the
// body that were sent, and whether the connection can be used further.
#pragma once

#include "orgsim/answers/replies.hpp"
#include "orgsim/behaviour/course.hpp"
#include "orgsim/behaviour/profile.hpp"
#include "orgsim/http/fault_reply.hpp"
#include "orgsim/http/gzip.hpp"
#include "orgsim/http/head.hpp"
#include "orgsim/http/message.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/chunk_encode.hpp>

namespace sluice::orgsim {

struct writing_wishes {
  bool keep_alive = true;
  bool packs = false;      // the client unpacks gzip
  bool head_only = false;  // HEAD
};

template <class Stream>
class reply_writer {
 public:
  using done_handler = std::function<void(bool usable, std::size_t sent)>;

  // `owner` keeps this alive while it writes.
  explicit reply_writer(Stream& stream) : stream_(stream), timer_(stream.get_executor()) {}

  void write(const std::shared_ptr<void>& owner, reply r, const writing_wishes& wishes,
             const std::optional<fault_profile>& fault, done_handler done) {
    owner_ = owner;
    reply_ = std::move(r);
    wishes_ = wishes;
    done_ = std::move(done);
    sent_ = 0;
    if (fault) return write_faulty(*fault);
    reply_.pieces ? write_pieces() : write_whole();
  }

  // Ends the connection with a reset.
  void reset() {
    boost::system::error_code ignored;
    stream_.lowest_layer().set_option(boost::asio::socket_base::linger(true, 0), ignored);
    stream_.lowest_layer().close(ignored);
  }

 private:
  static constexpr std::size_t worth_packing = 256;
  static constexpr std::size_t worth_joining = 8192;  // head and body in one buffer
  static constexpr bool is_plain = std::is_same_v<Stream, boost::asio::ip::tcp::socket>;

  void pack() {
    if (!wishes_.packs || reply_.is_gzip || !reply_.body || reply_.body->size() < worth_packing) return;
    reply_.body = std::make_shared<const std::string>(gzipped(*reply_.body));
    reply_.is_gzip = true;
  }

  std::size_t body_size() const { return reply_.body ? reply_.body->size() : 0; }

  void put_head(std::size_t length, bool chunked = false) {
    head_.clear();
    const bool packed = chunked ? wishes_.packs : reply_.is_gzip && reply_.body;
    append_head(head_, reply_, {packed, wishes_.keep_alive, chunked, length});
  }

  void write_whole() {
    pack();
    write_with_length(body_size());
  }

  void write_with_length(std::size_t told) {
    put_head(told);
    const std::size_t size = wishes_.head_only ? 0 : body_size();
    sent_ = size;
    if (size > 0 && (!is_plain || size <= worth_joining)) head_.append(*reply_.body, 0, size);
    const bool joined = size == 0 || !is_plain || size <= worth_joining;
    const std::array<boost::asio::const_buffer, 2> buffers{
        boost::asio::buffer(head_), joined ? boost::asio::const_buffer() : boost::asio::buffer(*reply_.body)};
    boost::asio::async_write(
        stream_, buffers,
        [this, owner = owner_.lock()](const boost::system::error_code& error, std::size_t) { finish(!error); });
  }

  void write_pieces() {
    put_head(0, true);
    if (wishes_.packs) packer_.emplace();
    boost::asio::async_write(stream_, boost::asio::buffer(head_),
                             [this, owner = owner_.lock()](const boost::system::error_code& error, std::size_t) {
                               error ? finish(false) : next_piece();
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
    boost::asio::async_write(stream_, boost::beast::http::make_chunk(boost::asio::buffer(chunk_)),
                             [this, owner = owner_.lock(), more](const boost::system::error_code& error, std::size_t) {
                               if (error) return finish(false);
                               more ? next_piece() : last_piece();
                             });
  }

  void last_piece() {
    packer_.reset();
    boost::asio::async_write(
        stream_, boost::beast::http::make_chunk_last(),
        [this, owner = owner_.lock()](const boost::system::error_code& error, std::size_t) { finish(!error); });
  }

  void write_faulty(const fault_profile& fault) {
    switch (fault.form) {
      case fault_form::reset_before_headers:
      case fault_form::refused:
      case fault_form::tls_abort:
        reset();
        return finish(false);
      case fault_form::hang:
        return hang(fault);
      case fault_form::reset_after_headers:
        return write_part(true);
      case fault_form::truncated:
        return write_part(false);
      case fault_form::wrong_length:
        return write_wrong_length();
      case fault_form::drip:
        return begin_drip(fault);
      default:
        damage(fault, reply_);
        reply_.pieces ? write_pieces() : write_whole();
    }
  }

  void hang(const fault_profile& fault) {
    timer_.expires_after(milliseconds_of(fault.hang_s * 1000.0));
    timer_.async_wait([this, owner = owner_.lock()](const boost::system::error_code& error) {
      if (!error) reset();
      finish(false);
    });
  }

  // Half of the body; then the connection is reset, or closed as if all was said.
  void write_part(bool then_reset) {
    gather_pieces(reply_);
    pack();
    put_head(body_size());
    sent_ = then_reset ? 0 : body_size() / 2;
    if (reply_.body) head_.append(*reply_.body, 0, sent_);
    boost::asio::async_write(stream_, boost::asio::buffer(head_),
                             [this, owner = owner_.lock(), then_reset](const boost::system::error_code&, std::size_t) {
                               if (then_reset) reset();
                               wishes_.keep_alive = false;
                               finish(!then_reset);
                             });
  }

  // Says half of what it sends.
  void write_wrong_length() {
    gather_pieces(reply_);
    pack();
    write_with_length(body_size() / 2);
  }

  void begin_drip(const fault_profile& fault) {
    constexpr std::size_t most_drops = 50;
    gather_pieces(reply_);
    pack();
    put_head(body_size());
    drop_ = std::max<std::size_t>(1, body_size() / most_drops);
    drip_every_ = milliseconds_of(fault.drip_ms);
    boost::asio::async_write(stream_, boost::asio::buffer(head_),
                             [this, owner = owner_.lock()](const boost::system::error_code& error, std::size_t) {
                               error ? finish(false) : next_drop();
                             });
  }

  void next_drop() {
    if (sent_ >= body_size()) return finish(true);
    timer_.expires_after(drip_every_);
    timer_.async_wait([this, owner = owner_.lock()](const boost::system::error_code& error) {
      if (error) return finish(false);
      const std::size_t size = std::min(drop_, body_size() - sent_);
      const auto drop = boost::asio::buffer(reply_.body->data() + sent_, size);
      sent_ += size;
      boost::asio::async_write(stream_, drop, [this, owner](const boost::system::error_code& failed, std::size_t) {
        failed ? finish(false) : next_drop();
      });
    });
  }

  void finish(bool usable) {
    const auto owner = owner_.lock();
    reply_ = {};
    std::exchange(done_, nullptr)(usable && wishes_.keep_alive, sent_);
  }

  Stream& stream_;
  boost::asio::steady_timer timer_;
  std::weak_ptr<void> owner_;  // what waits for the stream or the clock holds it
  reply reply_;
  writing_wishes wishes_;
  done_handler done_;
  std::string head_;
  std::string plain_;
  std::string chunk_;
  std::optional<gzip_stream> packer_;
  std::size_t sent_ = 0;
  std::size_t drop_ = 1;
  sim_time drip_every_{0};
};

}  // namespace sluice::orgsim
