#include "orgsim/data/custom_fields.hpp"

#include "orgsim/data/draw.hpp"
#include "orgsim/data/record_id.hpp"

#include <chrono>

namespace sluice::orgsim {

namespace {

std::string durable(const org& data, const field_entry& f, const std::string& standard_name) {
  return data.durable_id(f.object) + "." + (f.about.custom ? custom_field_id(data, f) : standard_name);
}

std::string numbers(const field& f) {
  return "(" + std::to_string(f.precision - f.scale) + ", " + std::to_string(f.scale) + ")";
}

}  // namespace

std::vector<field_entry> field_entries_of(const org& data, object_index o) {
  std::vector<field_entry> entries;
  for (field& f : data.fields_of(o)) entries.push_back({std::move(f), o, entries.size()});
  return entries;
}

std::string developer_name(const std::string& api_name) {
  const auto ns = namespace_of(api_name);
  const std::string name = api_name.substr(ns.empty() ? 0 : ns.size() + 2);
  return name.substr(0, name.rfind("__"));
}

std::string custom_field_id(const org& data, const field_entry& f) {
  constexpr std::uint64_t most_fields = 1024;
  return short_id("00N", (data.at(f.object).ordinal + 1) * most_fields + f.place);
}

std::string particle_id(const org& data, const field_entry& f) {
  const field& about = f.about;
  const bool part = !about.compound.empty() && about.compound != about.name;
  if (part && !about.custom) return data.durable_id(f.object) + "." + about.compound + "." + about.name;
  return durable(data, f, permission_name(about));
}

std::string definition_id(const org& data, const field_entry& f) {
  return durable(data, f, permission_name(f.about));
}

field_history history_of(const org& data, const people& who, const field_entry& f) {
  draw d(data.seed(), data.at(f.object).key, "custom field", f.about.name);
  field_history h;
  h.created_by = &d.pick(who.users);
  h.modified_by = &d.pick(who.users);
  h.created = soql::moment(std::chrono::seconds(1577836800 + static_cast<std::int64_t>(d.below(94608000))));
  h.modified = h.created + std::chrono::seconds(d.below(63072000));
  return h;
}

std::string setup_type(const field& f) {
  switch (f.type) {
    case field_type::id:
      return "Lookup()";
    case field_type::reference:
      if (f.cascade_delete) return "Master-Detail(" + f.reference_to.front() + ")";
      return "Lookup(" + (f.reference_to.empty() ? std::string() : f.reference_to.front()) + ")";
    case field_type::string:
      if (f.auto_number) return "Auto Number";
      return f.calculated ? "Formula (Text)" : "Text(" + std::to_string(f.length) + ")";
    case field_type::textarea:
      if (!is_long_text(f)) return "Text Area(" + std::to_string(f.length) + ")";
      return (f.html ? "Rich Text Area(" : "Long Text Area(") + std::to_string(f.length) + ")";
    case field_type::picklist:
      return "Picklist";
    case field_type::multipicklist:
      return "Picklist (Multi-Select)";
    case field_type::boolean:
      return "Checkbox";
    case field_type::integer:
      return "Number(" + std::to_string(f.digits) + ", 0)";
    case field_type::decimal:
      return "Number" + numbers(f);
    case field_type::currency:
      return "Currency" + numbers(f);
    case field_type::percent:
      return "Percent" + numbers(f);
    case field_type::date:
      return "Date";
    case field_type::datetime:
      return "Date/Time";
    case field_type::encrypted:
      return "Text (Encrypted)(" + std::to_string(f.length) + ")";
    default: {
      std::string name(traits(f.type).api_name);
      name.front() = static_cast<char>(name.front() - 'a' + 'A');
      return name == "Location" ? "Geolocation" : name;
    }
  }
}

}  // namespace sluice::orgsim
