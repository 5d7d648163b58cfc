#include "orgsim/http/service_desk.hpp"

#include <memory>
#include <utility>

namespace sluice::orgsim {

service_desk::service_desk(boost::asio::io_context& io, const profile& p, std::uint64_t seed, traffic_stats& stats)
    : io_(io),
      profile_(p),
      course_(p, seed),
      queue_(p.capacity.queue),
      times_(p, seed),
      faults_(p, seed),
      stats_(stats),
      look_again_(io),
      waits_(times_.any() || p.capacity.servers > 0 || !p.changes.empty()),
      travels_(p.network.round_trip_ms > 0),
      counts_long_(p.in_flight.form == cap_form::long_running) {}

sim_time service_desk::now() {
  const auto at = std::chrono::steady_clock::now();
  if (!first_) first_ = at;
  return at - *first_;
}

sim_time service_desk::now_if_begun() const {
  return first_ ? std::chrono::steady_clock::now() - *first_ : sim_time{0};
}

asking service_desk::enter(std::string_view method, std::string_view target, std::string_view body) {
  const asking a = askings_.next(method, target, body);
  if (counts_long_) running_ids_.emplace(a.number, running_.begin(now()));
  return a;
}

void service_desk::leave(std::uint64_t number) {
  if (!counts_long_) return;
  const auto found = running_ids_.extract(number);
  if (found) running_.end(found.mapped());
}

calls_in_flight service_desk::in_flight(std::size_t all) {
  calls_in_flight c{.all = all};
  if (counts_long_) c.long_running = running_.longer_than(milliseconds_of(profile_.in_flight.long_s * 1000.0), now());
  return c;
}

std::optional<fault_profile> service_desk::fault_of(const asking& a) {
  return faults_.empty() ? std::nullopt : faults_.of_call(a, now());
}

std::optional<fault_profile> service_desk::fault_of_connection() {
  return faults_.empty() ? std::nullopt : faults_.of_connection(now_if_begun());
}

bool service_desk::serve(const asking& a, const answer_size& known, std::function<answer_size()> work,
                         std::function<void()> done) {
  if (!waits_) {
    stats_.busy(now(), 1);
    stats_.served(sim_time{0}, times_.round_trip(a));
    work();
    done();
    return true;
  }
  const sim_time at = now();
  if (!queue_.arrive(a.number, at, course_.servers(at))) return false;
  calls_.emplace(a.number, call{a, known, std::move(work), std::move(done)});
  start_begun(at);
  return true;
}

void service_desk::travel(const asking& a, std::function<void()> done) {
  if (!travels_) return done();
  at_time(now() + times_.round_trip(a), std::move(done));
}

void service_desk::at_time(sim_time at, std::function<void()> then) {
  auto timer = std::make_shared<boost::asio::steady_timer>(io_, *first_ + at);
  timer->async_wait([timer, then = std::move(then)](const boost::system::error_code& error) {
    if (!error) then();
  });
}

void service_desk::start_begun(sim_time at) {
  const auto begun = queue_.begin(at, course_.servers(at));
  stats_.busy(at, queue_.busy());
  for (const auto& [number, begun_at, waited] : begun) {
    stats_.waited(waited);
    call& c = calls_.at(number);
    const double factor = course_.service_factor(at) * profile_.capacity.slowdown(static_cast<double>(queue_.busy()));
    c.service = times_.base(c.what, factor) + times_.of_size(c.what, c.known, factor);
    c.begun_at = begun_at;
    at_time(begun_at + c.service, [this, id = number] { work(id); });
  }
  keep_looking();
}

void service_desk::work(std::uint64_t number) {
  call& c = calls_.at(number);
  const sim_time more = times_.of_size(c.what, c.work(), course_.service_factor(now()));
  c.service += more;
  if (more <= sim_time{0}) return end(number);
  at_time(c.begun_at + c.service, [this, number] { end(number); });
}

void service_desk::end(std::uint64_t number) {
  const auto over = calls_.extract(number);
  const call& c = over.mapped();
  stats_.served(c.service, times_.round_trip(c.what));
  queue_.finish();
  start_begun(c.begun_at + c.service);
  c.done();
}

// Servers that come back with nobody arriving or leaving are noticed by looking again.
void service_desk::keep_looking() {
  constexpr auto soon = std::chrono::milliseconds(20);
  if (looking_ || queue_.waiting() == 0 || course_.is_stationary()) return;
  looking_ = true;
  look_again_.expires_after(soon);
  look_again_.async_wait([this](const boost::system::error_code& error) {
    looking_ = false;
    if (!error) start_begun(now());
  });
}

}  // namespace sluice::orgsim
