#include "cli/talk/live_display.hpp"

#include <array>
#include <atomic>
#include <csignal>
#include <unistd.h>

#include <fmt/format.h>
#include <sys/select.h>

namespace sluice {

namespace {

constexpr std::string_view take_away = "\r\x1b[J";
// DEC's autowrap mode: what is too long for a terminal that has just become narrower is cut off there, not folded,
// which would leave the cursor in the second row.
constexpr std::string_view without_wrap = "\x1b[?7l";
constexpr std::string_view with_wrap = "\x1b[?7h";

// What ends or stops the process by itself; SIGINT and SIGTERM are the run's to hear.
constexpr std::array last_signals{SIGABRT, SIGBUS, SIGFPE, SIGHUP, SIGILL, SIGQUIT, SIGSEGV, SIGTSTP};

std::atomic<bool> is_drawn = false;
static_assert(std::atomic<bool>::is_always_lock_free);

bool takes_more() {
  fd_set writable;
  FD_ZERO(&writable);
  FD_SET(STDERR_FILENO, &writable);
  timeval at_once{};
  return ::select(STDERR_FILENO + 1, nullptr, &writable, nullptr, &at_once) == 1;
}

/// Also on a terminal that rules nobody's jobs.
bool in_foreground() {
  const pid_t group = ::tcgetpgrp(STDERR_FILENO);
  return group < 0 || group == ::getpgrp();
}

void write_out(std::string_view text) {
  (void)!::write(STDERR_FILENO, text.data(), text.size());
}

void leave_clean(int number);

bool has_handler(int number, void (*handler)(int)) {
  struct sigaction now {};
  return ::sigaction(number, nullptr, &now) == 0 && now.sa_handler == handler;
}

void hear(int number) {
  struct sigaction action {};
  action.sa_handler = leave_clean;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);
  ::sigaction(number, &action, nullptr);
}

// Only what a handler may call. A stopped process comes back here when it goes on.
void leave_clean(int number) {
  if (is_drawn.exchange(false)) write_out(take_away);
  ::raise(number);
  if (number == SIGTSTP) hear(SIGTSTP);
}

}  // namespace

// One that is ignored (nohup) stays so.
live_display::live_display() {
  for (const int number : last_signals) {
    if (has_handler(number, SIG_DFL)) hear(number);
  }
}

live_display::~live_display() {
  clear();
  for (const int number : last_signals) {
    if (has_handler(number, leave_clean)) std::signal(number, SIG_DFL);
  }
}

void live_display::show(std::string_view line) {
  if ((is_drawn && line == shown_) || !in_foreground() || !takes_more()) return;
  shown_ = line;
  is_drawn = true;
  write_out(fmt::format("{}{}{}\r{}", take_away, without_wrap, shown_, with_wrap));
}

void live_display::clear() {
  if (is_drawn.exchange(false) && in_foreground() && takes_more()) write_out(take_away);
}

}  // namespace sluice
