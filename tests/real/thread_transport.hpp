// A transport that answers from two threads of its own, as fast as it can: nothing but the order of things is real.
#pragma once

#include "protocol/http.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace sluice::real_test {

class thread_transport : public http_transport {
 public:
  /// `texts`: the bodies of surveys and logins, by kind. `while_out`: called for each call before its answer.
  thread_transport(std::map<std::string, std::string> texts, std::function<void(const http_request&)> while_out);
  ~thread_transport() override;
  thread_transport(const thread_transport&) = delete;
  thread_transport& operator=(const thread_transport&) = delete;

  void start(http_request request, answer on_end) override;
  void cancel_all() override;
  [[nodiscard]] std::size_t in_flight_max();

 private:
  struct call {
    http_request request;
    answer on_end;
  };
  void serve();
  void end(call c, http_result r);
  [[nodiscard]] http_result right_answer(const http_request& r) const;

  const std::map<std::string, std::string> texts_;
  const std::function<void(const http_request&)> while_out_;
  std::mutex mutex_;
  std::condition_variable news_;
  std::deque<call> calls_;
  std::size_t in_flight_ = 0;
  std::size_t in_flight_max_ = 0;
  bool closing_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace sluice::real_test
