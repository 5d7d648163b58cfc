// The org's objects, and what else is computed from (seed, object): fields, ids, row counts. Nothing here changes after
// it is made, so it may be read from any thread.
#pragma once

#include "orgsim/data/field.hpp"
#include "orgsim/data/object.hpp"
#include "orgsim/data/schema_file.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sluice::orgsim {

using object_index = std::uint32_t;

// A field of another object that refers to an object.
struct child_reference {
  object_index child;
  std::string field;
  std::string relationship;  // empty for none
  bool cascade;
};

class org {
 public:
  static org made_up(std::uint64_t seed, std::size_t objects);
  static org from_schema(std::uint64_t seed, std::vector<schema_object> schema);

  std::uint64_t seed() const { return seed_; }
  std::size_t size() const { return objects_.size(); }
  // Sorted by name, byte by byte, as the object list of an org is.
  std::span<const object> objects() const { return objects_; }
  const object& at(object_index o) const { return objects_[o]; }

  // By name, upper or lower case alike, as the API takes names.
  std::optional<object_index> find(std::string_view name) const;
  // By name or by 15- or 18-character durable id.
  std::optional<object_index> find_durable(std::string_view name_or_id) const;
  std::optional<object_index> with_ordinal(std::uint64_t ordinal) const;
  // What EntityDefinition.DurableId, TableEnumOrId and EntityDefinitionId hold: the name of a standard object, a
  // 15-character id for one that an administrator made.
  std::string durable_id(object_index o) const;

  std::vector<field> fields_of(object_index o) const;
  std::vector<child_reference> children_of(object_index o) const;
  // Empty for none, as a quarter of real objects have it.
  std::string key_prefix(object_index o) const;
  // Always three characters: for ids of rows.
  std::string row_prefix(object_index o) const;
  // Rows by the draw; objects whose rows are the org's own setup (users, classes, ...) are counted elsewhere.
  std::int64_t drawn_rows(object_index o) const;
  // Seconds since 1970 of the last change to the object's definition.
  std::int64_t last_modified(object_index o) const;

 private:
  org(std::uint64_t seed, std::vector<object> objects, std::vector<schema_object> schema);
  // Where a reference to `parent` stands: a place among the child's fields, or the number of a drawn field. A big org
  // has a quarter of a million of these, so they hold no text.
  struct child_entry {
    object_index parent;
    object_index child;
    std::uint32_t place : 31;
    std::uint32_t drawn : 1;
  };

  void index();
  void collect_children();
  void add_child(object_index parent, object_index child, std::size_t place, bool drawn);
  void collect_fields(object_index child);
  void collect_drawn(object_index child);
  object_index lookup_target(double where) const;
  field drawn_field_of(object_index o, std::size_t n) const;
  void settle_references(field& f) const;

  std::uint64_t seed_;
  std::vector<object> objects_;
  std::vector<schema_object> schema_;
  std::vector<object_index> targets_;  // what lookups may point to, in order of creation
  std::vector<object_index> by_ordinal_;
  std::vector<object_index> by_any_case_;                   // sorted by name, upper and lower case alike
  std::unordered_map<std::string, object_index> by_label_;  // of a schema file, whose types name objects by label
  std::vector<child_entry> children_;
  std::vector<std::uint32_t> first_child_;
};

std::string lower_case(std::string_view text);

}  // namespace sluice::orgsim
