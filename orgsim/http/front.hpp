// From a request to its reply: addresses, login, limits of the day. Knows no sockets and no clock; for one thread only.
#pragma once

#include "orgsim/answers/rest_answers.hpp"
#include "orgsim/behaviour/limits.hpp"
#include "orgsim/data/org.hpp"
#include "orgsim/data/people.hpp"
#include "orgsim/data/record_counts.hpp"
#include "orgsim/http/address.hpp"
#include "orgsim/http/message.hpp"
#include "orgsim/http/traffic_stats.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::orgsim {

class front {
 public:
  front(org data, const profile& how, std::string token);

  void set_host(std::string host) { rest_.set_host(std::move(host)); }
  const std::string& token() const { return token_; }

  // Addresses below /__orgsim: no login, no limits, not counted.
  static bool is_internal(std::string_view target) { return target.starts_with("/__orgsim"); }

  // The refusal that needs no work: login, rate, too many in flight, the day. Nothing: the request is to be answered.
  std::optional<reply> refuse(const request_view& request, sim_time now, std::size_t in_flight);
  reply answer(const request_view& request);
  reply answer_internal(const request_view& request, const traffic_stats& stats);

 private:
  std::optional<reply> count_one();
  reply answer_unpacked(const request_view& request, const address& where);
  reply truth(const address& where);
  std::string usage();

  org data_;
  people who_;
  record_counts counts_;
  rest_answers rest_;
  limits limits_;
  std::string token_;
  sim_time now_{};  // of the request that was let in last
  std::size_t in_flight_ = 0;
  std::int64_t answered_ = 0;
};

// `00D`, 15 more characters, `!`, and 96 that look random: what a session id looks like. The same for the same seed.
std::string make_token(std::uint64_t seed);

}  // namespace sluice::orgsim
