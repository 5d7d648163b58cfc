#include "bench/control/trace_file.hpp"

#include "bench/control/sim_org.hpp"
#include "metrics/words.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <ostream>
#include <span>
#include <string_view>
#include <utility>

#include <boost/json.hpp>

namespace sluice::bench {

namespace {
namespace json = boost::json;

constexpr std::size_t points_wanted = 300;

json::value number(double x) {
  return std::isfinite(x) ? json::value(x) : json::value(nullptr);
}

// The series of one scenario, a list a name.
class series {
 public:
  explicit series(const scenario& s) : scenario_(s), course_(course_of(s)) {}

  void add(std::span<const sample> steps) {
    double window = 0;
    double in_flight = 0;
    double log_latency = 0;
    double ok = 0;
    double refused = 0;
    double failed = 0;
    for (const sample& x : steps) {
      window += x.window;
      in_flight += x.in_flight;
      log_latency += x.log_latency;
      ok += x.ok;
      refused += x.refused;
      failed += x.failed;
    }
    const auto n = static_cast<double>(steps.size());
    const double span_s = n * step_s;
    const sample& last = steps.back();
    const double middle_s = last.at_s - span_s / 2;
    const capacity could = capacity_at(scenario_, course_, middle_s);
    const double unloaded_s = typical_unloaded_s(scenario_, course_, middle_s);
    add("at_s", last.at_s);
    add("window", window / n);
    add("in_flight", in_flight / n);
    add("ok", ok / span_s);
    add("refused", refused / span_s);
    add("failed", failed / span_s);
    add("pace", number(last.pace));
    add("latency", ok > 0 ? json::value(std::exp(log_latency / ok) / unloaded_s) : json::value(nullptr));
    add("knee", could.knee);
    add("possible", could.per_second);
    add("binds", json::string(binding_words[place(last.binds)]));
  }

  [[nodiscard]] json::object take() { return std::move(lists_); }

 private:
  void add(std::string_view name, json::value v) {
    json::value& list = lists_[name];
    if (!list.is_array()) list.emplace_array();
    list.get_array().push_back(std::move(v));
  }

  const scenario& scenario_;
  orgsim::course course_;
  json::object lists_;
};

json::object told(const scenario& s, const trace& t) {
  series points(s);
  const std::size_t stretch = std::max<std::size_t>(1, (t.samples.size() + points_wanted - 1) / points_wanted);
  for (std::size_t i = 0; i < t.samples.size(); i += stretch) {
    points.add(std::span(t.samples).subspan(i, std::min(stretch, t.samples.size() - i)));
  }
  return {{"name", s.name},         {"class", s.cls},        {"sentence", s.sentence},
          {"run_s", t.ended_s},     {"ceiling", s.load.max}, {"clients", s.load.starts_s.size()},
          {"series", points.take()}};
}
}  // namespace

void write_traces(std::ostream& out, const std::vector<scenario>& scenarios, const law_maker& make,
                  std::uint64_t seed) {
  json::array all;
  all.reserve(scenarios.size());
  for (const scenario& s : scenarios) all.push_back(told(s, run(s, make, seed)));
  out << json::object{{"seed", seed}, {"scenarios", std::move(all)}} << '\n';
}

}  // namespace sluice::bench
