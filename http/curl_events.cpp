#include "http/curl_events.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <limits>
#include <unistd.h>
#include <utility>

#include <sys/epoll.h>
#include <sys/eventfd.h>

namespace sluice {
namespace {

constexpr std::size_t events_a_time = 64;

std::uint32_t epoll_mask(int what) {
  std::uint32_t mask = 0;
  if ((what & CURL_POLL_IN) != 0) mask |= EPOLLIN;
  if ((what & CURL_POLL_OUT) != 0) mask |= EPOLLOUT;
  return mask;
}

int curl_mask(std::uint32_t events) {
  int mask = 0;
  // An error shows itself to whoever reads.
  if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) mask |= CURL_CSELECT_IN;
  if ((events & EPOLLOUT) != 0) mask |= CURL_CSELECT_OUT;
  return mask;
}

bool watch(int epoll, int descriptor, std::uint32_t mask) {
  epoll_event event{};
  event.events = mask;
  event.data.fd = descriptor;
  // A call on a kept connection is watched once and forgotten at its end, so it is mostly new here.
  if (::epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0) return true;
  return errno == EEXIST && ::epoll_ctl(epoll, EPOLL_CTL_MOD, descriptor, &event) == 0;
}

}  // namespace

std::optional<curl_events> curl_events::make() {
  curl_events made(::epoll_create1(EPOLL_CLOEXEC), ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (made.epoll_ < 0 || made.wake_ < 0 || !watch(made.epoll_, made.wake_, EPOLLIN)) return std::nullopt;
  return made;
}

curl_events::curl_events(int epoll, int wake) : epoll_(epoll), wake_(wake) {}

curl_events::curl_events(curl_events&& other) noexcept
    : epoll_(std::exchange(other.epoll_, -1)), wake_(std::exchange(other.wake_, -1)) {}

curl_events::~curl_events() {
  for (const int descriptor : {epoll_, wake_})
    if (descriptor >= 0) ::close(descriptor);
}

void curl_events::attach(CURLM* multi) {
  curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, &curl_events::on_socket);
  curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, static_cast<void*>(this));
  curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, &curl_events::on_timer);
  curl_multi_setopt(multi, CURLMOPT_TIMERDATA, static_cast<void*>(this));
}

int curl_events::sleep_ms() const {
  if (!due_) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*due_ - clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, std::numeric_limits<int>::max()));
}

CURLMcode curl_events::wait_and_act(CURLM* multi, bool may_sleep) {
  std::array<epoll_event, events_a_time> events{};
  const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), may_sleep ? sleep_ms() : 0);
  int running = 0;
  for (int i = 0; i < count; ++i) {
    const auto& event = events.at(static_cast<std::size_t>(i));
    if (event.data.fd == wake_) {
      std::uint64_t orders = 0;
      static_cast<void>(::read(wake_, &orders, sizeof orders));
      continue;
    }
    const CURLMcode code = curl_multi_socket_action(multi, event.data.fd, curl_mask(event.events), &running);
    if (code != CURLM_OK) return code;
  }
  if (!due_ || clock::now() < *due_) return CURLM_OK;
  due_.reset();
  return curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running);
}

void curl_events::wake() const {
  const std::uint64_t one = 1;
  static_cast<void>(::write(wake_, &one, sizeof one));
}

int curl_events::on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) noexcept {
  const int epoll = static_cast<curl_events*>(self)->epoll_;
  if (what != CURL_POLL_REMOVE) return watch(epoll, socket, epoll_mask(what)) ? 0 : -1;
  // A socket that is closed already has left by itself.
  ::epoll_ctl(epoll, EPOLL_CTL_DEL, socket, nullptr);
  return 0;
}

int curl_events::on_timer(CURLM*, long milliseconds, void* self) noexcept {
  auto& due = static_cast<curl_events*>(self)->due_;
  if (milliseconds < 0)
    due.reset();
  else
    due = clock::now() + std::chrono::milliseconds(milliseconds);
  return 0;
}

}  // namespace sluice
