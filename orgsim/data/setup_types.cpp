// Setup labels of field types, turned into what a describe says.

#include "orgsim/data/schema_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice::orgsim {

namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// `Currency(18, 0)`: the word before the parenthesis and the words inside the first one.
struct setup_label {
  std::string_view word;
  std::vector<std::string_view> arguments;
};

setup_label take_apart(std::string_view text) {
  setup_label label;
  const std::size_t open = text.find('(');
  label.word = trimmed(text.substr(0, open));
  if (open == std::string_view::npos) return label;
  std::string_view inside = text.substr(open + 1, text.find(')', open) - open - 1);
  while (!inside.empty()) {
    const std::size_t comma = inside.find(',');
    if (const auto word = trimmed(inside.substr(0, comma)); !word.empty()) label.arguments.push_back(word);
    inside = comma == std::string_view::npos ? std::string_view() : inside.substr(comma + 1);
  }
  return label;
}

int number_of(const setup_label& label, std::size_t index, int otherwise) {
  int number = otherwise;
  if (index < label.arguments.size()) {
    const auto word = label.arguments[index];
    std::from_chars(word.data(), word.data() + word.size(), number);
  }
  return number;
}

struct word_type {
  std::string_view word;
  field_type type;
};
constexpr std::array<word_type, 29> word_types{{{"Auto Number", field_type::string},
                                                {"BitVector", field_type::string},
                                                {"Checkbox", field_type::boolean},
                                                {"Complex Value", field_type::anything},
                                                {"Currency", field_type::currency},
                                                {"Data Category Group Reference", field_type::combobox},
                                                {"Date", field_type::date},
                                                {"Date/Time", field_type::datetime},
                                                {"Email", field_type::email},
                                                {"Encrypted", field_type::encrypted},
                                                {"External Lookup", field_type::reference},
                                                {"File", field_type::base64},
                                                {"Address", field_type::address},
                                                {"Geolocation", field_type::location},
                                                {"Hierarchy", field_type::reference},
                                                {"Long Text Area", field_type::textarea},
                                                {"Lookup", field_type::reference},
                                                {"Master-Detail", field_type::reference},
                                                {"Number", field_type::decimal},
                                                {"Percent", field_type::percent},
                                                {"Phone", field_type::phone},
                                                {"Picklist", field_type::picklist},
                                                {"Picklist (Multi-Select)", field_type::multipicklist},
                                                {"Rich Text Area", field_type::textarea},
                                                {"Roll-Up Summary", field_type::decimal},
                                                {"Text Area", field_type::textarea},
                                                {"Text", field_type::string},
                                                {"Time", field_type::time},
                                                {"URL", field_type::url}}};

field_type type_of_word(std::string_view word) {
  const auto* found =
      std::find_if(word_types.begin(), word_types.end(), [&](const word_type& w) { return w.word == word; });
  return found == word_types.end() ? field_type::string : found->type;
}

// What every object has and the system writes; no permissions on them.
bool written_by_system(std::string_view name) {
  constexpr std::array<std::string_view, 15> names{"Id",
                                                   "IsDeleted",
                                                   "CreatedDate",
                                                   "CreatedById",
                                                   "LastModifiedDate",
                                                   "LastModifiedById",
                                                   "SystemModstamp",
                                                   "LastViewedDate",
                                                   "LastReferencedDate",
                                                   "LastActivityDate",
                                                   "MasterRecordId",
                                                   "PhotoUrl",
                                                   "UserRecordAccessId",
                                                   "RecordTypeId",
                                                   "IsClosed"};
  return std::find(names.begin(), names.end(), name) != names.end();
}

void add_reference(field& f, const setup_label& label, std::string_view object_name) {
  for (auto word : label.arguments) f.reference_to.emplace_back(word);
  if (label.word == "Hierarchy") f.reference_to.emplace_back(object_name);
  f.cascade_delete = label.word == "Master-Detail";
  if (f.custom)
    f.relationship = f.name.substr(0, f.name.size() - 1) + "r";
  else if (f.name.size() > 2 && f.name.ends_with("Id"))
    f.relationship = f.name.substr(0, f.name.size() - 2);
}

void add_sizes(field& f, const setup_label& label) {
  switch (f.type) {
    case field_type::string:
    case field_type::textarea:
    case field_type::url:
    case field_type::picklist:
      f.length = number_of(label, 0, f.length);
      break;
    case field_type::decimal:
    case field_type::currency:
    case field_type::percent: {
      const int before = number_of(label, 0, f.precision - f.scale);
      f.scale = number_of(label, 1, 0);
      f.precision = before + f.scale;
      break;
    }
    default:
      break;
  }
  f.html = label.word == "Rich Text Area";
  f.auto_number = label.word == "Auto Number";
}

// A standard whole number of up to nine digits is an int to the API.
void settle_number(field& f, const setup_label& label) {
  if (label.word != "Number" || f.custom || f.scale != 0 || f.precision > 9) return;
  f.type = field_type::integer;
  f.digits = f.precision;
  f.precision = 0;
}

void add_picklist(field& f) {
  for (const char* value : {"First", "Second", "Third", "Other"}) f.picklist.push_back({value, true, false});
  f.picklist.back().active = false;
}

}  // namespace

field field_of_setup_type(const schema_field& source, std::string_view object_name) {
  setup_label label = take_apart(source.setup_type);
  field_type type = type_of_word(label.word);
  const bool formula = label.word == "Formula";
  if (formula && !label.arguments.empty()) type = type_of_word(label.arguments.front());
  if (source.name == "Id") type = field_type::id;
  field f = written_by_system(source.name) ? make_system_field(source.name, source.label, type)
                                           : make_field(source.name, source.label, type);
  f.custom = source.name.ends_with("__c");
  f.name_field = label.word == "Name" || source.name == "Name";
  f.calculated = formula || label.word == "Roll-Up Summary";
  if (f.calculated) {
    f.createable = f.updateable = false;
    if (formula) f.formula = "Id";
  } else {
    add_sizes(f, label);
  }
  if (type == field_type::reference) add_reference(f, label, object_name);
  if (type == field_type::picklist || type == field_type::multipicklist) add_picklist(f);
  settle_number(f, label);
  f.unique = source.unique;
  f.external_id = source.external_id;
  const bool never_null = type == field_type::boolean || type == field_type::id;
  f.nillable = !source.required && !never_null && !f.name_field && source.name != "OwnerId";
  if (source.required || f.name_field || source.name == "OwnerId" || f.cascade_delete) f.permissionable = false;
  return f;
}

}  // namespace sluice::orgsim
