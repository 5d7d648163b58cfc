// From a request to its reply: addresses, login, limits of the day. Knows no sockets and no clock; for one thread only.
#pragma once

#include "orgsim/answers/describe.hpp"
#include "orgsim/answers/query_answers.hpp"
#include "orgsim/behaviour/limits.hpp"
#include "orgsim/data/org.hpp"
#include "orgsim/data/people.hpp"
#include "orgsim/data/record_counts.hpp"
#include "orgsim/http/body_cache.hpp"
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

  void set_host(std::string host) { host_ = std::move(host); }
  const std::string& token() const { return token_; }

  // Addresses below /__orgsim: no login, no limits, not counted.
  static bool is_internal(std::string_view target) { return target.starts_with("/__orgsim"); }

  // The refusal that needs no work: login, rate, too many in flight, the day. Nothing: the request is to be answered.
  std::optional<reply> refuse(const request_view& request, sim_time now, std::size_t in_flight);
  reply answer(const request_view& request);
  reply answer_internal(const request_view& request, const traffic_stats& stats);

 private:
  struct address;  // a request's target taken apart

  reply route(const request_view& request, const address& where);
  reply describe(const request_view& request, const address& where, const std::string& name);
  reply list(const request_view& request, const address& where);
  reply truth(const address& where);
  std::string usage();

  org data_;
  people who_;
  record_counts counts_;
  query_answers queries_;
  limits limits_;
  std::string token_;
  std::string host_;
  body_cache bodies_;
  std::int64_t answered_ = 0;
};

// `00D`, 15 more characters, `!`, and 96 that look random: what a session id looks like. The same for the same seed.
std::string make_token(std::uint64_t seed);

}  // namespace sluice::orgsim
