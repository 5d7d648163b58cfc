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
#include "orgsim/login/login_desk.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::orgsim {

class front {
 public:
  front(org data, const profile& how, credentials given, std::vector<restricted_user> restricted = {});

  void set_host(const std::string& host);
  const std::string& token() const { return logins_.token(); }
  const login_desk& logins() const { return logins_; }

  // Addresses below /__orgsim: no login, no limits, not counted.
  static bool is_internal(std::string_view target) { return target.starts_with("/__orgsim"); }

  // The refusal that needs no work: login, rate, too many in flight, the day. Nothing: the request is to be answered.
  std::optional<reply> refuse(const request_view& request, sim_time now, const calls_in_flight& in_flight);
  reply answer(const request_view& request);
  reply answer_internal(const request_view& request, const traffic_stats& stats);

 private:
  std::optional<reply> count_one(const request_view& request);
  reply answer_unpacked(const request_view& request, const address& where);
  reply truth(const address& where);
  std::string usage(const request_view& request);

  org data_;
  people who_;
  traps traps_;
  record_counts counts_;
  rest_answers rest_;
  limits limits_;
  double dropped_after_s_;
  login_desk logins_;
  sim_time now_{};  // of the request that was let in last
  calls_in_flight in_flight_;
};

}  // namespace sluice::orgsim
