#include "tests/real/thread_transport.hpp"

#include "tests/actors/questions.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace sluice::real_test {

thread_transport::thread_transport(std::map<std::string, std::string> texts,
                                   std::function<void(const http_request&)> while_out)
    : texts_(std::move(texts)), while_out_(std::move(while_out)) {
  for (int i = 0; i < 2; ++i) threads_.emplace_back([this] { serve(); });
}

thread_transport::~thread_transport() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  news_.notify_all();
  for (std::thread& t : threads_) t.join();
}

std::size_t thread_transport::in_flight_max() {
  const std::lock_guard lock(mutex_);
  return in_flight_max_;
}

void thread_transport::start(http_request request, answer on_end) {
  {
    const std::lock_guard lock(mutex_);
    calls_.push_back({.request = std::move(request), .on_end = std::move(on_end)});
    in_flight_max_ = std::max(in_flight_max_, ++in_flight_);
  }
  news_.notify_one();
}

void thread_transport::cancel_all() {
  std::deque<call> dropped;
  {
    const std::lock_guard lock(mutex_);
    dropped.swap(calls_);
  }
  for (call& c : dropped) end(std::move(c), {.failure = http_failure::cancelled, .headers = {}, .body = {}});
}

void thread_transport::serve() {
  for (;;) {
    std::unique_lock lock(mutex_);
    news_.wait(lock, [this] { return closing_ || !calls_.empty(); });
    if (calls_.empty()) return;
    call c = std::move(calls_.front());
    calls_.pop_front();
    lock.unlock();
    while_out_(c.request);
    http_result r = right_answer(c.request);
    end(std::move(c), std::move(r));
  }
}

// It counts as landed before it is answered, since the answer may let out the next at once.
void thread_transport::end(call c, http_result r) {
  {
    const std::lock_guard lock(mutex_);
    --in_flight_;
  }
  c.on_end(std::move(r));
}

http_result thread_transport::right_answer(const http_request& r) const {
  const auto a = actors_test::read_address(r.url);
  const auto text = texts_.find(a.kind);
  auto body = std::make_shared<const std::string>(text == texts_.end() ? actors_test::page_for(a) : text->second);
  const std::size_t bytes = body->size();
  return {.status = 200,
          .headers = {},
          .body = std::move(body),
          .wire_bytes = bytes,
          .elapsed = std::chrono::milliseconds(1)};
}

}  // namespace sluice::real_test
