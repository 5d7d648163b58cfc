#include "orgsim/data/record_counts.hpp"

#include "orgsim/data/automation.hpp"
#include "orgsim/data/draw.hpp"
#include "orgsim/data/field_access.hpp"
#include "orgsim/data/object_access.hpp"
#include "orgsim/data/record_types.hpp"
#include "orgsim/data/refusing_objects.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace sluice::orgsim {

namespace {

constexpr std::array<std::string_view, 14> counted_names{"User",
                                                         "Profile",
                                                         "PermissionSet",
                                                         "Organization",
                                                         "ApexClass",
                                                         "ApexTrigger",
                                                         "FlowDefinitionView",
                                                         "FieldPermissions",
                                                         "EntityDefinition",
                                                         "RecordType",
                                                         "UserRole",
                                                         "ObjectPermissions",
                                                         "UserLicense",
                                                         "PermissionSetAssignment"};

// Reified columns: they answer only where a filter names an entity, so nobody can count them.
constexpr std::array<std::string_view, 4> asked_by_entity{"FieldDefinition", "PicklistValueInfo", "RelationshipInfo",
                                                          "UserFieldAccess"};

template <class Count>
std::int64_t sum_over_objects(const org& data, Count&& count) {
  std::size_t sum = 0;
  for (object_index o = 0; o < data.size(); ++o) sum += count(o);
  return static_cast<std::int64_t>(sum);
}

}  // namespace

std::int64_t record_counts::sum_setup(std::string_view name) const {
  if (name == "User") return static_cast<std::int64_t>(who_.users.size());
  if (name == "Profile") return static_cast<std::int64_t>(who_.profiles.size());
  if (name == "PermissionSet") return static_cast<std::int64_t>(who_.sets.size());
  if (name == "Organization") return 1;
  if (name == "ApexClass") return static_cast<std::int64_t>(class_count(data_));
  if (name == "EntityDefinition") return static_cast<std::int64_t>(data_.size());
  if (name == "UserRole") return static_cast<std::int64_t>(who_.roles.size());
  if (name == "UserLicense") return 1;
  if (name == "PermissionSetAssignment") return static_cast<std::int64_t>(who_.assignments.size());
  if (name == "RecordType")
    return sum_over_objects(data_, [this](object_index o) { return record_types_of(data_, o).size(); });
  if (name == "ObjectPermissions")
    return sum_over_objects(data_, [this](object_index o) {
      return object_permissions_of(data_, who_, o, how_.duplicate_permissions).size();
    });
  if (name == "ApexTrigger")
    return sum_over_objects(data_, [this](object_index o) { return triggers_of(data_, o).size(); });
  if (name == "FieldPermissions")
    return sum_over_objects(data_, [this](object_index o) {
      return field_permissions_of(data_, who_, o, how_.duplicate_permissions).size();
    });
  return sum_over_objects(data_, [this](object_index o) { return flows_of(data_, o).size(); }) +
         static_cast<std::int64_t>(flows_without_object(data_).size());
}

bool record_counts::is_setup(object_index o) const {
  return std::find(counted_names.begin(), counted_names.end(), data_.at(o).name) != counted_names.end();
}

std::optional<std::int64_t> record_counts::counted_setup(object_index o) const {
  if (!is_setup(o)) return std::nullopt;
  const std::string& name = data_.at(o).name;
  const auto known = setup_counts_.find(o);
  if (known != setup_counts_.end()) return known->second;
  return setup_counts_[o] = sum_setup(name);
}

std::optional<std::int64_t> record_counts::of(object_index o) const {
  const kind_traits& kind = traits(data_.at(o).kind);
  if (!kind.countable && !kind.in_record_count) return std::nullopt;
  if (std::find(asked_by_entity.begin(), asked_by_entity.end(), data_.at(o).name) != asked_by_entity.end())
    return std::nullopt;
  if (!queryable(data_.at(o)) || filter_need_of(data_, o, how_)) return std::nullopt;
  if (const auto counted = counted_setup(o)) return counted;
  return data_.drawn_rows(o);
}

std::optional<std::int64_t> record_counts::listed(object_index o) const {
  if (!traits(data_.at(o).kind).in_record_count && how_.record_count_leaves_out) return std::nullopt;
  const auto count = of(o);
  if (!count || *count > 0 || !how_.record_count_leaves_out) return count;
  if (draw(data_.seed(), data_.at(o).key, "count listed").chance(0.5)) return count;
  return std::nullopt;
}

}  // namespace sluice::orgsim
