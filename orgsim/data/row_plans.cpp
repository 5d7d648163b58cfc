// How the values of a field are to be spread over the rows of an object.

#include "orgsim/data/record_id.hpp"
#include "orgsim/data/record_types.hpp"
#include "orgsim/data/row_values.hpp"

#include <algorithm>
#include <cmath>

namespace sluice::orgsim {

namespace {

bool refers_to(const field& f, std::string_view name) {
  return std::find(f.reference_to.begin(), f.reference_to.end(), name) != f.reference_to.end();
}

// Shares fall as 1, 1/2, 1/3, ... or slower, the whole being `filled`.
std::vector<std::uint64_t> falling_shares(std::uint64_t filled, std::size_t choices, double steepness) {
  std::vector<double> sums;
  sums.reserve(choices);
  double sum = 0;
  for (std::size_t i = 0; i < choices; ++i) sums.push_back(sum += 1.0 / (1.0 + steepness * static_cast<double>(i)));
  std::vector<std::uint64_t> until;
  until.reserve(sums.size());
  for (const double s : sums)
    until.push_back(static_cast<std::uint64_t>(std::floor(static_cast<double>(filled) * s / sum)));
  if (!until.empty()) until.back() = filled;
  return until;
}

// A tenth of the fields was never used, a fifth is always filled; the rest lies anywhere in between.
double filled_share(const field& f, draw& d) {
  const double lot = d.unit();
  if (!f.nillable) return 1;
  return lot < 0.1 ? 0 : lot < 0.3 ? 1 : d.unit();
}

}  // namespace

row_values::plan row_values::plan_of(const field& f) const {
  plan p;
  const auto rows = static_cast<std::uint64_t>(live_);
  draw d(data_.seed(), self_.key, "values", f.name);
  p.key = d.next();
  p.order = spread(rows, d);
  p.filled = static_cast<std::uint64_t>(std::llround(filled_share(f, d) * static_cast<double>(rows)));
  if (f.type == field_type::anything) p.filled = 0;
  plan_choices(p, f, d);
  if (f.type == field_type::reference && p.choices.empty()) {
    plan_target(p, f);
    if (p.target_rows == 0) p.filled = 0;
  }
  return p;
}

void row_values::plan_choices(plan& p, const field& f, draw& d) const {
  constexpr std::size_t most_users = 40;
  if (f.type == field_type::picklist || f.type == field_type::multipicklist) {
    for (const picklist_value& v : f.picklist) p.choices.push_back(v.value);
    if (p.choices.empty()) p.choices = {"Other"};
    // What was allowed once and is in old rows still.
    if (f.type == field_type::picklist && !f.restricted_picklist && d.chance(0.3)) p.choices.emplace_back("Formerly");
    if (f.type == field_type::multipicklist)
      for (std::size_t i = 1; i < f.picklist.size(); ++i)
        p.choices.push_back(f.picklist.front().value + ";" + f.picklist[i].value);
  } else if (refers_to(f, "RecordType")) {
    for (const record_type& t : record_types_of(data_, index_)) p.choices.push_back(record_type_id(t));
    if (p.choices.empty()) p.filled = 0;
  } else if (refers_to(f, "User")) {
    const std::size_t first = d.below(who_.users.size());
    const std::size_t count = 1 + d.below(most_users);
    for (std::size_t i = 0; i < count; ++i) p.choices.push_back(who_.users[(first + i) % who_.users.size()].id);
  } else if (f.type == field_type::boolean && f.name != "IsDeleted") {
    p.choices = {"false", "true"};
  }
  if (!p.choices.empty()) p.until = falling_shares(p.filled, p.choices.size(), 4 * d.unit());
}

void row_values::plan_target(plan& p, const field& f) const {
  if (f.reference_to.empty()) return;
  const auto target = data_.find(f.reference_to.front());
  if (!target) return;
  p.target_prefix = data_.row_prefix(*target);
  p.target_first = (std::uint64_t{data_.at(*target).ordinal} << 24U) + 1;
  p.target_rows = static_cast<std::uint64_t>(data_.drawn_rows(*target));
}

std::int64_t row_values::filled(std::size_t place, std::int64_t rows) const {
  const field& f = fields_[place];
  switch (f.type) {
    case field_type::address:
    case field_type::location:
      return 0;
    case field_type::id:
    case field_type::boolean:
      return rows;
    default:
      if (f.name_field || (!f.permissionable && f.type == field_type::datetime)) return rows;
      return plans_[place].order.below(static_cast<std::uint64_t>(rows), plans_[place].filled);
  }
}

std::vector<std::pair<std::string, std::int64_t>> row_values::tally(std::size_t place, std::int64_t rows) const {
  std::vector<std::pair<std::string, std::int64_t>> counts;
  const plan& p = plans_[place];
  std::int64_t before = 0;
  for (std::size_t i = 0; i < p.choices.size(); ++i) {
    const std::int64_t until = p.order.below(static_cast<std::uint64_t>(rows), p.until[i]);
    if (until > before) counts.emplace_back(p.choices[i], until - before);
    before = until;
  }
  return counts;
}

std::int64_t row_values::modified_before(soql::moment limit, std::int64_t rows) const {
  constexpr std::int64_t classes = 10;
  std::int64_t count = 0;
  for (std::int64_t c = 0; c < classes; ++c) {
    // Within a class later rows were modified later: the first that was not before the limit, by halving.
    std::int64_t low = 0;
    std::int64_t high = rows > c ? (rows - c + classes - 1) / classes : 0;
    while (low < high) {
      const std::int64_t middle = (low + high) / 2;
      if (modified_at(static_cast<std::uint64_t>(middle * classes + c)) < limit)
        low = middle + 1;
      else
        high = middle;
    }
    count += low;
  }
  return count;
}

std::int64_t shared_rows(const org& data, object_index o, std::int64_t rows) {
  const double share = 0.1 + 0.7 * draw(data.seed(), data.at(o).key, "shared").unit();
  return static_cast<std::int64_t>(static_cast<double>(rows) * share);
}

}  // namespace sluice::orgsim
