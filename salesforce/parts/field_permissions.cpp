#include "salesforce/parts/field_permissions.hpp"

#include "salesforce/parts/set_part.hpp"
#include "salesforce/query_page.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace sluice {
namespace {

namespace json = boost::json;

/// Labels are few and rows are many: a label is kept once for the whole set.
class label_table {
 public:
  std::uint32_t number_of(std::string_view label) {
    const auto [at, fresh] = numbers_.try_emplace(std::string(label), static_cast<std::uint32_t>(labels_.size()));
    if (fresh) labels_.push_back(&at->first);
    return at->second;
  }
  [[nodiscard]] const std::string& label(std::uint32_t number) const { return *labels_[number]; }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<const std::string*> labels_;
};

/// The name that people know the permission set by. A profile that this user may not see leaves the set's own label.
const json::string* label_of(const json::object& row) {
  const auto* owned = member(row, "Parent.IsOwnedByProfile");
  if (owned != nullptr && owned->is_bool() && owned->get_bool()) {
    if (const auto* profile = text_member(row, "Parent.Profile.Name")) return profile;
  }
  return text_member(row, "Parent.Label");
}

std::optional<bool> flag(const json::object& row, std::string_view column) {
  const auto* value = member(row, column);
  if (value == nullptr || !value->is_bool()) return std::nullopt;
  return value->get_bool();
}

std::string_view without_object(std::string_view field) {
  return field.substr(field.find('.') + 1);
}

class permission_fold : public set_fold {
 public:
  explicit permission_fold(std::size_t objects) : objects_(objects) {}

  std::optional<std::string> add(std::size_t object, const json::object& row) override {
    const auto* field = text_member(row, "Field");
    const auto read = flag(row, "PermissionsRead");
    const auto edit = flag(row, "PermissionsEdit");
    const auto* label = label_of(row);
    if (field == nullptr || !read || !edit || label == nullptr) {
      return "a row of FieldPermissions without its field, its rights or its owner's label";
    }
    if (!*read && !*edit) return std::nullopt;
    auto& may_edit = objects_[object][std::string(without_object({field->data(), field->size()}))];
    may_edit[labels_.number_of({label->data(), label->size()})] |= *edit;
    return std::nullopt;
  }

  std::string payload(std::size_t object) const override {
    json::object fields;
    for (const auto& [field, may_edit] : objects_[object]) {
      std::map<std::string_view, bool> sorted;
      for (const auto& [number, edit] : may_edit) sorted.emplace(labels_.label(number), edit);
      json::array editable;
      json::array readonly;
      for (const auto& [label, edit] : sorted) {
        (edit ? editable : readonly).emplace_back(json::string_view(label.data(), label.size()));
      }
      fields[field] = json::object{{"editable_by", std::move(editable)}, {"readonly_by", std::move(readonly)}};
    }
    return json::serialize(fields);
  }

 private:
  using field_rights = std::map<std::uint32_t, bool>;  ///< label -> may edit
  label_table labels_;
  std::vector<std::map<std::string, field_rights>> objects_;
};

class field_permissions : public set_part {
 public:
  field_permissions()
      : set_part(call_kind("field_permissions"),
                 {.api = query_api::data,
                  .columns = "Field, PermissionsRead, PermissionsEdit, Parent.Label, Parent.IsOwnedByProfile, "
                             "Parent.Profile.Name",
                  .from = "FieldPermissions",
                  .object = "SobjectType",
                  .condition = ""}) {}

 protected:
  std::unique_ptr<set_fold> fold(std::size_t objects) const override {
    return std::make_unique<permission_fold>(objects);
  }
};

}  // namespace

std::unique_ptr<part> make_field_permissions() {
  return std::make_unique<field_permissions>();
}

}  // namespace sluice
