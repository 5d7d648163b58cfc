// An org's schema from a file in the form of the pipeline that Sluice replaces:
// {"objects":[{"name","label","description","fields":[{"name","label","type","required","unique","external_id"}]}]},
// with types as the Setup pages write them: `Lookup(User)`, `Currency(18, 0)`, `Picklist`.
#pragma once

#include "orgsim/data/field.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

namespace sluice::orgsim {

struct schema_field {
  std::string name;
  std::string label;
  std::string setup_type;
  bool required = false;
  bool unique = false;
  bool external_id = false;
};

struct schema_object {
  std::string name;
  std::string label;
  std::vector<schema_field> fields;
};

// One line for the user: which file, what is wrong, at which line and column.
struct schema_fault {
  std::string message;
};

boost::system::result<std::vector<schema_object>, schema_fault> parse_schema(std::string_view text,
                                                                             const std::string& file_name);
boost::system::result<std::vector<schema_object>, schema_fault> read_schema(const std::filesystem::path& file);

// The field that a Setup label describes. `reference_to` holds the words of the label, which may be labels of objects;
// the caller, who knows the objects, settles them.
field field_of_setup_type(const schema_field& source, std::string_view object_name);

}  // namespace sluice::orgsim
