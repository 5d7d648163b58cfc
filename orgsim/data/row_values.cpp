#include "orgsim/data/row_values.hpp"

#include "orgsim/answers/json_text.hpp"
#include "orgsim/data/clock.hpp"
#include "orgsim/data/record_id.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace sluice::orgsim {

using soql::value;

namespace {

std::string decimal_text(const value& v) {
  std::string text;
  soql::append_json(text, v);
  return text;
}

value number_for(const field& f, draw& d) {
  // Skewed, as money is: many small ones, a few that are very big.
  const double drawn = std::exp(6.0 + 2.0 * d.normal());
  if (f.compound.empty()) {
    if (f.type == field_type::percent) return std::round(d.unit() * 1000.0) / 10.0;
    return f.scale > 0 ? std::round(drawn * 100.0) / 100.0 : std::round(drawn);
  }
  const double reach = f.name.find("Lat") != std::string::npos ? 180.0 : 360.0;
  return std::round((d.unit() - 0.5) * reach * 1e6) / 1e6;
}

}  // namespace

row_values::row_values(const org& data, const people& who, object_index o, std::int64_t live)
    : data_(data),
      who_(who),
      index_(o),
      self_(data.at(o)),
      prefix_(data.row_prefix(o)),
      live_(live),
      fields_(data.fields_of(o)) {
  plans_.reserve(fields_.size());
  for (const field& f : fields_) plans_.push_back(plan_of(f));
  draw d(data.seed(), self_.key, "dates");
  constexpr std::uint64_t longest = 10ULL * 365 * 86400;
  first_created_ = org_now.time_since_epoch().count() - static_cast<std::int64_t>(86400 + d.below(longest));
  growth_ = static_cast<int>(d.below(3));
}

std::string row_values::id_of(std::uint64_t row) const {
  return long_id(prefix_, (std::uint64_t{self_.ordinal} << 24U) + row + 1);
}

soql::moment row_values::created_at(std::uint64_t row) const {
  const auto all = static_cast<double>(live_ + deleted());
  double part = (static_cast<double>(row) + 0.5) / std::max(all, 1.0);
  if (growth_ == 1) part *= part;
  if (growth_ == 2) part = std::sqrt(part);
  const auto span = static_cast<double>(org_now.time_since_epoch().count() - first_created_);
  return soql::moment(std::chrono::seconds(first_created_ + static_cast<std::int64_t>(span * part)));
}

// Six rows of ten were never touched again; the others some of the way to the present.
soql::moment row_values::modified_at(std::uint64_t row) const {
  constexpr std::array<std::int64_t, 10> way{0, 0, 0, 0, 0, 0, 15, 15, 50, 90};  // percent
  const soql::moment created = created_at(row);
  return created + (org_now - created) * way[row % way.size()] / 100;
}

soql::value row_values::at(std::uint64_t row, std::size_t place) const {
  const field& f = fields_[place];
  switch (f.type) {
    case field_type::id:
      return id_of(row);
    case field_type::address:
    case field_type::location:
      return compound(f, row);
    case field_type::datetime:
      if (f.permissionable) break;
      return f.name == "CreatedDate" ? created_at(row) : modified_at(row);
    case field_type::boolean:
      if (f.name == "IsDeleted") return row >= static_cast<std::uint64_t>(live_);
      break;
    default:
      break;
  }
  if (f.name_field) return full_name(f, row);
  const plan& p = plans_[place];
  const std::uint64_t rank = live_ == 0 ? 0 : p.order.rank(row % static_cast<std::uint64_t>(live_));
  if (rank >= p.filled) return {};
  if (p.choices.empty()) return drawn(p, f, row);
  value choice = chosen(p, rank);
  if (f.type == field_type::boolean) return choice == value("true");
  return choice;
}

soql::value row_values::chosen(const plan& p, std::uint64_t rank) const {
  const auto found = std::upper_bound(p.until.begin(), p.until.end(), rank);
  return p.choices[static_cast<std::size_t>(found - p.until.begin())];
}

soql::value row_values::drawn(const plan& p, const field& f, std::uint64_t row) const {
  constexpr std::int64_t first_day = 16071;  // 2014-01-01
  constexpr std::uint64_t days = 4300;
  draw d(p.key, row);
  switch (f.type) {
    case field_type::reference: {
      const double where = d.unit();
      return long_id(p.target_prefix,
                     p.target_first + static_cast<std::uint64_t>(where * where * static_cast<double>(p.target_rows)));
    }
    case field_type::integer:
      return static_cast<std::int64_t>(d.below(5000));
    case field_type::decimal:
    case field_type::currency:
    case field_type::percent:
      return number_for(f, d);
    case field_type::date:
      return soql::day(std::chrono::days(first_day + static_cast<std::int64_t>(d.below(days))));
    case field_type::datetime:
      return soql::moment(std::chrono::days(first_day) + std::chrono::seconds(d.below(days * 86400)));
    case field_type::time:
      return fmt::format("{:02}:{:02}:30.000Z", d.below(24), d.below(60));
    case field_type::email:
      return "someone" + std::to_string(d.below(10000)) + "@example.com";
    case field_type::phone:
      return "+49 30 " + std::to_string(100000 + d.below(900000));
    case field_type::url:
      return "https://example.com/" + std::to_string(d.below(100000));
    case field_type::encrypted:
      return "************";
    default:
      if (f.auto_number) return fmt::format("A-{:06}", row + 1);
      return (f.unique ? "key " + std::to_string(row + 1) : "text " + std::to_string(d.below(100000)));
  }
}

soql::value row_values::full_name(const field& f, std::uint64_t row) const {
  const auto part = [&](std::string_view name) -> std::string {
    for (std::size_t i = 0; i < fields_.size(); ++i)
      if (fields_[i].name == name)
        if (const value v = at(row, i); const auto* text = std::get_if<std::string>(&v)) return *text;
    return {};
  };
  const std::string last = f.compound == f.name ? part("LastName") : std::string();
  if (last.empty()) return self_.label + " " + std::to_string(row + 1);
  const std::string first = part("FirstName");
  return first.empty() ? last : first + " " + last;
}

// {"city":..,"street":..} of BillingCity, BillingStreet; {"latitude":..,"longitude":..} of a location.
soql::value row_values::compound(const field& f, std::uint64_t row) const {
  std::string json;
  bool any = false;
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (fields_[i].compound != f.name || &fields_[i] == &f) continue;
    const value v = at(row, i);
    any = any || !soql::is_null(v);
    std::string name = fields_[i].name;
    if (f.type == field_type::address)
      name.erase(0, f.name.size() - std::string_view("Address").size());
    else
      name = name.find("__Latitude__s") != std::string::npos ? "Latitude" : "Longitude";
    name.front() = static_cast<char>(name.front() - 'A' + 'a');
    json += (json.empty() ? "{\"" : ",\"") + name + "\":" + decimal_text(v);
  }
  if (!any) return {};
  if (f.type == field_type::address) json += ",\"stateCode\":null,\"countryCode\":null";
  return soql::fragment{json + "}"};
}

}  // namespace sluice::orgsim
