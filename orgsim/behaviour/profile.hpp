// How the org behaves: what a profile file says, as plain values. docs/orgsim.md is the reference of every setting;
// behaviour/profile_settings.hpp has the names and bounds. A default-made profile answers at once and refuses nothing
// but the traps that every org has.
// Units stand last in names; a 0 is "no limit" or "never" wherever a limit or a time is meant.
#pragma once

#include "orgsim/behaviour/call_kind.hpp"
#include "orgsim/behaviour/traps.hpp"
#include "orgsim/data/rights.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sluice::orgsim {

struct capacity_profile {
  std::uint32_t servers = 0;  // calls served at the same time, others queue
  std::uint32_t queue = 0;    // calls that may wait, 503 beyond
  // How calls at once slow one another down, n of them: by 1 + contention (n-1) + coherence n (n-1), the universal
  // scalability law (Gunther, "Guerrilla Capacity Planning"), and by crowd_growth for each one over `crowd`.
  double contention = 0;
  double coherence = 0;
  std::uint32_t crowd = 0;
  double crowd_growth = 1;

  double slowdown(double n) const {
    const double others = n > 1 ? n - 1 : 0;
    const double crowded = crowd > 0 && n > crowd ? std::pow(crowd_growth, n - crowd) : 1;
    return (1 + contention * others + coherence * n * others) * crowded;
  }
};

// The time of service of one kind of call.
struct service_profile {
  double median_ms = 0;
  double sigma = 0;         // of the lognormal spread round the median
  double tail_share = 0;    // share of the calls that take far longer
  double tail_factor = 20;  // by how much
  double tail_alpha = 0;    // over 0: those take tail_factor times a Pareto draw of this shape
  double per_row_us = 0;
  double per_kb_us = 0;  // of the body as sent
  double per_subrequest_ms = 0;

  bool takes_time() const { return median_ms > 0 || per_row_us > 0 || per_kb_us > 0 || per_subrequest_ms > 0; }
};

struct cold_profile {
  std::uint32_t calls = 0;  // the first so many calls are slow
  double factor = 5;        // the first one by this; then less and less
};

struct network_profile {
  double round_trip_ms = 0;  // outside the servers' time
  double sigma = 0;
};

enum class rate_form { bucket, fixed, sliding };
enum class retry_after_form { seconds, date, none };
struct rate_profile {
  double calls_per_minute = 0;
  double burst = 1;  // bucket: calls that may come at once after a rest
  rate_form form = rate_form::bucket;
  double window_s = 60;  // fixed and sliding
  bool counts_refused = false;
  std::uint32_t status = 429;  // or 403 REQUEST_LIMIT_EXCEEDED
  retry_after_form retry_after = retry_after_form::seconds;
  bool wordless = false;  // a refusal doesn't say why
};

// refuse: over `cap` in flight. drop: the same, but never answered. long_running: over `cap` that have run for longer
// than long_s, as Salesforce counts.
enum class cap_form { refuse, drop, long_running };
struct in_flight_profile {
  std::uint32_t cap = 0;
  cap_form form = cap_form::refuse;
  double long_s = 20;
  double drop_after_s = 30;  // then the connection is closed
  bool wordless = false;     // a refusal doesn't say why
};

struct day_profile {
  std::int64_t max_calls = 15'000'000;
  std::int64_t used = 0;  // before the first call
};

// Other users of the org: they spend from the day's calls and take servers.
struct others_profile {
  double calls_per_minute = 0;
  double service_ms = 200;
};

// From at_s on (after the first call), what is named changes: at once, or steadily over over_s.
struct change_profile {
  double at_s = 0;
  double over_s = 0;
  std::optional<double> servers;
  std::optional<double> service_factor;
  std::optional<double> calls_per_minute;
  std::optional<double> in_flight_cap;
  std::optional<double> others_per_minute;
};

enum class wave_of { servers, service, others };
struct wave_profile {
  wave_of of = wave_of::servers;
  double period_s = 60;
  double swing = 0.5;  // share of the mean, up and down
  double phase_s = 0;
};

// unavailable: 503. refused: nobody listens, open connections are reset. hang: taken and never answered.
enum class outage_form { unavailable, refused, hang };
struct outage_profile {
  double at_s = 0;
  double for_s = 10;
  outage_form form = outage_form::unavailable;
  double slow_start_s = 0;  // servers come back over this time, from a tenth
};

enum class fault_form {
  error,
  reset_before_headers,
  reset_after_headers,
  truncated,
  wrong_length,
  garbage,
  half_json,
  hang,
  drip,
  expired,
  gzip_garbage,
  wrong_answer,
  html_200,
  refused,
  tls_abort
};
struct fault_profile {
  fault_form form = fault_form::error;
  std::string on;               // kind of call; empty: every one
  double share = 0;             // probability
  std::uint32_t first = 0;      // the first so many such calls
  std::uint32_t every = 0;      // every so-many-th of them
  std::uint32_t from_call = 0;  // these numbers, both inclusive
  std::uint32_t to_call = 0;
  std::uint32_t first_askings = 0;  // of each question the first so many askings
  double after_s = 0;
  double until_s = 0;
  std::uint32_t status = 500;  // error: 500 as the API's JSON, others as a load balancer's HTML
  double hang_s = 300;         // then the connection is closed
  double drip_ms = 100;        // between two pieces of a body
};

struct user_profile {
  std::string name;
  rights may;
};

struct profile {
  std::string sentence;  // what it is, for the list of profiles
  capacity_profile capacity;
  std::array<service_profile, call_kind_names.size()> service;
  cold_profile cold;
  network_profile network;
  rate_profile rate;
  in_flight_profile in_flight;
  day_profile day;
  others_profile others;
  std::vector<change_profile> changes;
  std::vector<wave_profile> waves;
  std::vector<outage_profile> outages;
  std::vector<fault_profile> faults;
  std::vector<user_profile> users;
  traps org_traps;

  const service_profile& service_of(call_kind kind) const { return service[static_cast<std::size_t>(kind)]; }
};

}  // namespace sluice::orgsim
