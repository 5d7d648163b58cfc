#include "orgsim/http/service_desk.hpp"

#include <memory>
#include <utility>

#include <boost/asio/steady_timer.hpp>

namespace sluice::orgsim {

sim_time service_desk::now() {
  const auto at = std::chrono::steady_clock::now();
  if (!first_) first_ = at;
  return at - *first_;
}

bool service_desk::serve(std::uint64_t request, std::function<void()> done) {
  if (!waits_) {
    stats_.busy(1);
    done();
    return true;
  }
  const std::uint64_t call = ++calls_;
  if (!queue_.arrive(call, times_.next(request), now())) return false;
  due_.emplace(call, std::move(done));
  start_begun();
  return true;
}

void service_desk::start_begun() {
  const auto begun = queue_.take_begun();
  stats_.busy(queue_.busy());
  for (const auto& [call, end_at] : begun) {
    auto timer = std::make_shared<boost::asio::steady_timer>(io_, *first_ + end_at);
    timer->async_wait([this, timer, id = call](const boost::system::error_code& error) {
      if (!error) end(id);
    });
  }
}

void service_desk::end(std::uint64_t call) {
  auto due = due_.extract(call);
  queue_.finish(now());
  start_begun();
  due.mapped()();
}

}  // namespace sluice::orgsim
