#include "cli/talk/decision_line.hpp"

#include "metrics/decimal.hpp"

#include <cmath>
#include <string_view>

#include <fmt/format.h>

namespace sluice {

namespace {

constexpr int digits = 3;

std::string calls(double n) {
  return std::isfinite(n) ? decimal(n, 0) : "unbounded";
}

std::string rounded(double value) {
  return std::isfinite(value) ? significant(value, digits) : "many";
}

std::string_view why_words(binding why) {
  switch (why) {
    case binding::none:
      return "nothing queues";
    case binding::queueing:
      return "calls queue at the org";
    case binding::rate:
      return "the org counts calls a second";
    case binding::concurrency:
      return "the org refuses more at once";
    case binding::daily:
      return "the day's calls are used up";
    case binding::outage:
      return "the org is overloaded";
    case binding::work:
      return "too few calls are ready";
    case binding::memory:
      return "replies wait to be stored";
    case binding::neighbours:
      return "other users take what this run had";
    case binding::client:
      return "this machine or its link can do no more";
  }
  return {};
}

std::string rate_line(const decision& d) {
  if (std::isinf(d.to)) return "rate forgotten: the org lets in more than was known";
  std::string line = "rate learnt: " + rounded(d.to) + " calls a second";
  if (std::isfinite(d.from) && d.from > 0) line += ", after " + rounded(d.from);
  return line;
}

std::string ceiling_line(const decision& d) {
  if (std::isinf(d.to)) return "ceiling gone: the org lets in more at once";
  if (d.to > d.from) {
    return fmt::format("ceiling {} -> {}: the org lets in more at once", calls(d.from), calls(d.to));
  }
  return fmt::format("ceiling {}: the org refuses more at once", calls(d.to));
}

}  // namespace

std::string decision_line(const decision& d) {
  switch (d.what) {
    case decision_kind::grew:
    case decision_kind::shrank:
      return fmt::format("window {} -> {}: {}", calls(d.from), calls(d.to), why_words(d.why));
    case decision_kind::held:
      return fmt::format("window stays at {}: {}", calls(d.to), why_words(d.why));
    case decision_kind::rate_learnt:
      return rate_line(d);
    case decision_kind::cap_learnt:
      return ceiling_line(d);
    case decision_kind::baseline_renewed:
      return fmt::format("baseline renewed: {} times the one before", rounded(d.to));
    case decision_kind::outage_began:
      return "outage: the org answers nothing";
    case decision_kind::outage_ended:
      return "outage over: the org answers again";
  }
  return {};
}

}  // namespace sluice
