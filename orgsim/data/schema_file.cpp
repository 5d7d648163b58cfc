#include "orgsim/data/schema_file.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include <boost/json/stream_parser.hpp>
#include <boost/json/value.hpp>

namespace sluice::orgsim {

namespace json = boost::json;

namespace {

schema_fault fault_at(const std::string& file, std::string_view text, std::size_t offset, const std::string& what) {
  const std::string_view before = text.substr(0, offset);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t line_start = before.rfind('\n');
  const std::size_t column = line_start == std::string_view::npos ? offset + 1 : offset - line_start;
  return {file + ": line " + std::to_string(line) + ", column " + std::to_string(column) + ": " + what +
          "; --schema wants a schema.json"};
}

std::string text_of(const json::object& o, std::string_view key) {
  const json::value* v = o.if_contains(key);
  return v != nullptr && v->is_string() ? std::string(v->get_string()) : std::string();
}

bool flag_of(const json::object& o, std::string_view key) {
  const json::value* v = o.if_contains(key);
  return v != nullptr && v->is_bool() && v->get_bool();
}

boost::system::result<schema_object, schema_fault> object_of(const json::value& source, const std::string& where) {
  const json::object* o = source.if_object();
  if (o == nullptr) return schema_fault{where + " is not a JSON object"};
  schema_object result{text_of(*o, "name"), text_of(*o, "label"), {}};
  if (result.name.empty()) return schema_fault{where + " has no name"};
  const json::value* fields = o->if_contains("fields");
  if (fields == nullptr || !fields->is_array())
    return schema_fault{where + " (" + result.name + ") has no list of fields"};
  for (const json::value& entry : fields->get_array()) {
    const json::object* f = entry.if_object();
    if (f == nullptr || text_of(*f, "name").empty())
      return schema_fault{where + " (" + result.name + ") has a field without a name"};
    result.fields.push_back({text_of(*f, "name"), text_of(*f, "label"), text_of(*f, "type"), flag_of(*f, "required"),
                             flag_of(*f, "unique"), flag_of(*f, "external_id")});
  }
  return result;
}

}  // namespace

boost::system::result<std::vector<schema_object>, schema_fault> parse_schema(std::string_view text,
                                                                             const std::string& file_name) {
  json::stream_parser parser;
  boost::system::error_code error;
  std::size_t read = parser.write_some(text.data(), text.size(), error);
  if (error) return fault_at(file_name, text, read, error.message());
  if (!parser.done()) return fault_at(file_name, text, text.size(), "the file ends in the middle of a value");
  if (const auto rest = text.find_first_not_of(" \t\r\n", read); rest != std::string_view::npos)
    return fault_at(file_name, text, rest, "there is more text after the end of the schema");
  const json::value root = parser.release();
  const json::value* list = root.is_object() ? root.get_object().if_contains("objects") : nullptr;
  if (list == nullptr || !list->is_array()) return schema_fault{file_name + ": has no list \"objects\" at its top"};
  std::vector<schema_object> objects;
  for (const json::value& entry : list->get_array()) {
    auto made = object_of(entry, file_name + ": object " + std::to_string(objects.size() + 1));
    if (!made) return made.error();
    objects.push_back(std::move(*made));
  }
  return objects;
}

boost::system::result<std::vector<schema_object>, schema_fault> read_schema(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return schema_fault{file.string() + ": cannot be opened; --schema wants a readable schema.json"};
  const std::string text(std::istreambuf_iterator<char>(in), {});
  return parse_schema(text, file.string());
}

}  // namespace sluice::orgsim
