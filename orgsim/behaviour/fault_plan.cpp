#include "orgsim/behaviour/fault_plan.hpp"

#include "orgsim/behaviour/profile_settings.hpp"
#include "orgsim/data/draw.hpp"

namespace sluice::orgsim {

namespace {

bool is_of_connection(fault_form form) {
  return form == fault_form::refused || form == fault_form::tls_abort;
}

bool in_its_time(const fault_profile& f, sim_time now) {
  const double s = in_seconds(now);
  return s >= f.after_s && (f.until_s <= 0 || s < f.until_s);
}

}  // namespace

fault_plan::fault_plan(const profile& how, std::uint64_t seed) : seed_(seed) {
  for (const fault_profile& f : how.faults) rules_.push_back({f});
}

// One draw a call, of which every rule takes its share: shares add up.
bool fault_plan::hits(rule& r, const asking& a, sim_time now, double& drawn) {
  const fault_profile& f = r.what;
  if (!f.on.empty() && f.on != name_of(a.kind)) return false;
  const std::uint64_t number = ++r.seen;
  if (!in_its_time(f, now)) return false;
  if (number <= f.first || a.nth < f.first_askings) return true;
  if (f.every > 0 && number % f.every == 0) return true;
  if (f.to_call > 0 && number >= f.from_call && number <= f.to_call) return true;
  const bool by_share = drawn >= 0 && drawn < f.share;
  drawn -= f.share;
  return by_share;
}

std::optional<fault_profile> fault_plan::pick(const asking& a, sim_time now, bool of_connections) {
  double drawn = draw(seed_, of_connections ? "connection" : "fault", a.question, std::uint64_t{a.nth}).unit();
  std::optional<fault_profile> found;
  for (rule& r : rules_)
    if (is_of_connection(r.what.form) == of_connections && hits(r, a, now, drawn) && !found) found = r.what;
  return found;
}

std::optional<fault_profile> fault_plan::of_call(const asking& a, sim_time now) {
  return pick(a, now, false);
}

std::optional<fault_profile> fault_plan::of_connection(sim_time now) {
  return pick({.question = ++connections_}, now, true);
}

std::string fault_name(const fault_profile& f) {
  const std::string name(words_of<fault_form>[static_cast<std::size_t>(f.form)]);
  return f.form == fault_form::error ? name + "_" + std::to_string(f.status) : name;
}

}  // namespace sluice::orgsim
