#include "cli/run_loop.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

namespace sluice {

namespace {
/// Figures that change faster can't be read.
constexpr auto between_frames = std::chrono::milliseconds(200);
}  // namespace

struct run_loop::state {
  explicit state(hooks h)
      : does(std::move(h)), signals(io, SIGINT, SIGTERM), asked(io, SIGUSR1), second(io), frame(io) {}

  void wait_for_signal(bool first) {
    signals.async_wait([this, first](const boost::system::error_code& failed, int number) {
      if (failed) return;
      const exit_code code = number == SIGTERM ? exit_code::terminated : exit_code::interrupted;
      if (!first) {
        does.before_exit();
        std::_Exit(static_cast<int>(code));
      }
      does.on_first_signal(code);
      wait_for_signal(false);
    });
  }

  void wait_for_question() {
    asked.async_wait([this](const boost::system::error_code& failed, int) {
      if (failed) return;
      does.on_status_asked();
      wait_for_question();
    });
  }

  void wait_for_frame() {
    frame.expires_after(between_frames);
    frame.async_wait([this](const boost::system::error_code& failed) {
      if (failed) return;
      does.every_frame();
      wait_for_frame();
    });
  }

  void wait_for_second(std::chrono::steady_clock::time_point at) {
    second.expires_at(at);
    second.async_wait([this, at](const boost::system::error_code& failed) {
      if (failed) return;
      does.every_second();
      wait_for_second(at + std::chrono::seconds(1));
    });
  }

  hooks does;
  boost::asio::io_context io;
  boost::asio::signal_set signals;
  boost::asio::signal_set asked;
  boost::asio::steady_timer second;
  boost::asio::steady_timer frame;
  run_ended how;
};

run_loop::run_loop(hooks h) : state_(std::make_shared<state>(std::move(h))) {}
// Without anybody to hear it SIGUSR1 would end the process: what was ignored before is again.
run_loop::~run_loop() {
  state_.reset();
  std::signal(SIGUSR1, SIG_IGN);
}

void run_loop::ended(run_ended how) {
  boost::asio::post(state_->io, [s = state_, how = std::move(how)] {
    s->how = how;
    s->io.stop();
  });
}

run_ended run_loop::run() {
  state_->wait_for_signal(true);
  state_->wait_for_second(std::chrono::steady_clock::now() + std::chrono::seconds(1));
  state_->wait_for_question();
  if (state_->does.every_frame) state_->wait_for_frame();
  state_->io.run();
  return state_->how;
}

}  // namespace sluice
