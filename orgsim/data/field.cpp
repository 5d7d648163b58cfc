#include "orgsim/data/field.hpp"

#include <array>
#include <cstddef>
#include <utility>

namespace sluice::orgsim {

namespace {

// In the order of field_type: api name, soap type, aggregatable, groupable, sortable.
constexpr std::array<type_traits, 23> table{{
    {"id", "tns:ID", true, true, true},
    {"string", "xsd:string", true, true, true},
    {"textarea", "xsd:string", true, true, true},
    {"picklist", "xsd:string", true, true, true},
    {"multipicklist", "xsd:string", false, false, false},
    {"combobox", "xsd:string", true, true, true},
    {"reference", "tns:ID", true, true, true},
    {"boolean", "xsd:boolean", false, true, true},
    {"int", "xsd:int", true, true, true},
    {"double", "xsd:double", true, false, true},
    {"currency", "xsd:double", true, false, true},
    {"percent", "xsd:double", true, false, true},
    {"date", "xsd:date", true, true, true},
    {"datetime", "xsd:dateTime", true, false, true},
    {"time", "xsd:time", false, false, true},
    {"email", "xsd:string", true, true, true},
    {"phone", "xsd:string", true, true, true},
    {"url", "xsd:string", true, true, true},
    {"address", "urn:address", false, false, false},
    {"location", "urn:location", false, false, false},
    {"base64", "xsd:base64Binary", false, false, false},
    {"encryptedstring", "xsd:string", false, false, false},
    {"anyType", "xsd:anyType", false, false, false},
}};

constexpr int longest_short_text = 255;

int usual_length(field_type type) {
  switch (type) {
    case field_type::id:
    case field_type::reference:
      return 18;
    case field_type::string:
    case field_type::picklist:
    case field_type::textarea:
    case field_type::url:
    case field_type::combobox:
      return longest_short_text;
    case field_type::email:
      return 80;
    case field_type::phone:
      return 40;
    case field_type::multipicklist:
      return 4099;
    case field_type::encrypted:
      return 175;
    default:
      return 0;
  }
}

}  // namespace

const type_traits& traits(field_type type) {
  return table[static_cast<std::size_t>(type)];
}

bool is_long_text(const field& f) {
  return f.type == field_type::textarea && (f.length > longest_short_text || f.html);
}

bool filterable(const field& f) {
  return !is_long_text(f) && f.type != field_type::base64 && f.type != field_type::encrypted;
}

bool groupable(const field& f) {
  const bool formula_text = f.calculated && f.type == field_type::string;
  return traits(f.type).groupable && !is_long_text(f) && !f.auto_number && !formula_text;
}

bool sortable(const field& f) {
  return traits(f.type).sortable && !is_long_text(f);
}

bool aggregatable(const field& f) {
  return traits(f.type).aggregatable && !is_long_text(f);
}

const std::string& permission_name(const field& f) {
  if (!f.compound.empty() && f.compound != f.name) return f.compound;
  if (f.custom) return f.name;
  if (f.type == field_type::reference && !f.relationship.empty()) return f.relationship;
  return f.name;
}

field make_field(std::string name, std::string label, field_type type) {
  field f;
  f.name = std::move(name);
  f.label = std::move(label);
  f.type = type;
  f.length = usual_length(type);
  switch (type) {
    case field_type::boolean:
      f.nillable = false;
      f.defaulted_on_create = true;
      break;
    case field_type::integer:
      f.digits = 8;
      break;
    case field_type::decimal:
    case field_type::currency:
      f.precision = 18;
      break;
    case field_type::percent:
      f.precision = 5;
      f.scale = 2;
      break;
    case field_type::multipicklist:
      f.precision = 4;
      break;
    case field_type::address:
    case field_type::location:
      f.createable = f.updateable = false;
      break;
    default:
      break;
  }
  return f;
}

field make_system_field(std::string name, std::string label, field_type type) {
  field f = make_field(std::move(name), std::move(label), type);
  f.createable = f.updateable = f.permissionable = f.nillable = false;
  f.defaulted_on_create = true;
  return f;
}

}  // namespace sluice::orgsim
