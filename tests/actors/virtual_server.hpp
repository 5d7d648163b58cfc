// A server in virtual time behind the transport's interface: so many calls are served at once, the rest stands in line;
// a service takes a lognormally spread time. What it answers can be scripted, call by call. One thread, like the
// test scheduler whose clock it follows.
#pragma once

#include "protocol/http.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <caf/actor.hpp>
#include <caf/fwd.hpp>

namespace sluice::actors_test {

struct server_shape {
  std::size_t room = 100000;  ///< calls served at once
  duration service = std::chrono::milliseconds(50);
  double sigma = 0;  ///< of the service time's logarithm
  std::uint64_t seed = 1;
};

/// What becomes of one call instead of a right answer.
struct scripted {
  int status = 200;
  std::vector<http_header> headers;
  std::string body;
  http_failure failure = http_failure::none;
  bool hangs = false;  ///< no answer until all is cancelled
};

class virtual_server : public http_transport {
 public:
  virtual_server(caf::actor_system& system, server_shape shape);
  ~virtual_server() override;
  virtual_server(const virtual_server&) = delete;
  virtual_server& operator=(const virtual_server&) = delete;

  void start(http_request request, answer on_end) override;
  void cancel_all() override;
  /// The end: nothing is answered any more.
  void close();

  /// From a time on, counted from the server's start, so many are served at once.
  void change_room(duration after, std::size_t room);
  [[nodiscard]] duration age() const;

  /// Asked as a call is answered. Nothing: the right answer, by the address.
  std::function<std::optional<scripted>(const http_request&)> script;
  /// Bodies of surveys and logins, by kind.
  std::map<std::string, std::string> texts;

  std::vector<http_request> seen;                          ///< in the order of arrival
  std::map<std::string, std::size_t> times;                ///< by address, without the host
  std::vector<std::pair<duration, std::size_t>> arrivals;  ///< when, and how many were in flight then
  std::size_t in_flight = 0;
  std::size_t in_flight_max = 0;
  /// The number of the newest call, and whether every call up to one has been answered.
  [[nodiscard]] std::uint64_t newest() const { return last_; }
  [[nodiscard]] bool served_up_to(std::uint64_t id) const { return calls_.empty() || calls_.begin()->first > id; }
  [[nodiscard]] std::size_t count(const std::string& kind) const;

 private:
  struct call {
    http_request request;
    answer on_end;
    time_point since;
  };
  void serve();
  void end(std::uint64_t id);
  void reply(std::uint64_t id, http_result result);
  [[nodiscard]] time_point now() const;

  caf::actor_system& system_;
  server_shape shape_;
  std::mt19937_64 random_;
  time_point born_;
  caf::actor timer_;
  std::map<std::uint64_t, call> calls_;
  std::deque<std::uint64_t> line_;
  std::size_t busy_ = 0;
  std::uint64_t last_ = 0;
  std::map<std::uint64_t, std::size_t> changes_;  // timer's number -> room
};

}  // namespace sluice::actors_test
