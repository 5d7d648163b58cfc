// One field of an object, as its describe tells it, and what each API type implies.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluice::orgsim {

enum class field_type {
  id,
  string,
  textarea,
  picklist,
  multipicklist,
  combobox,
  reference,
  boolean,
  integer,
  decimal,
  currency,
  percent,
  date,
  datetime,
  time,
  email,
  phone,
  url,
  address,
  location,
  base64,
  encrypted,
  anything,
};

// What follows from the type alone, as seen in the recorded describes of v52 to v62.
struct type_traits {
  std::string_view api_name;
  std::string_view soap_type;
  bool aggregatable;
  bool groupable;
  bool sortable;
};
const type_traits& traits(field_type type);

struct picklist_value {
  std::string value;
  bool active = true;
  bool is_default = false;
};

struct field {
  std::string name;
  std::string label;
  field_type type = field_type::string;
  int length = 0;
  int precision = 0;
  int scale = 0;
  int digits = 0;
  bool custom = false;
  bool nillable = true;
  bool createable = true;
  bool updateable = true;
  bool permissionable = true;
  bool unique = false;
  bool external_id = false;
  bool calculated = false;
  bool auto_number = false;
  bool name_field = false;
  bool html = false;
  bool cascade_delete = false;
  bool defaulted_on_create = false;
  bool restricted_picklist = false;
  std::string compound;
  std::string relationship;
  std::string formula;
  std::string inline_help;
  std::vector<std::string> reference_to;
  std::vector<picklist_value> picklist;
};

// Long and rich text, encrypted text and binaries can be neither filtered, sorted nor grouped.
bool is_long_text(const field& f);
bool filterable(const field& f);
bool groupable(const field& f);
bool sortable(const field& f);
bool aggregatable(const field& f);

// The name by which FieldPermissions and FieldDefinition know a field: the compound's for the parts of an address, the
// relationship's for a standard reference (`Parent` for ParentId), else its own. Recordings' README, point 14.
const std::string& permission_name(const field& f);

// A field with what its type implies filled in: nothing nullable where the type never is null, lengths, defaults.
field make_field(std::string name, std::string label, field_type type);
// The same for a field that the system writes: neither createable nor updateable, no permissions on it.
field make_system_field(std::string name, std::string label, field_type type);

}  // namespace sluice::orgsim
