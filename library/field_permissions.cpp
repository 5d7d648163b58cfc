#include "library/field_permissions.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

namespace sluice {
namespace json = boost::json;
namespace {

const json::value* find(const json::object& payload, const json::value* name) {
  const auto* text = name == nullptr ? nullptr : name->if_string();
  return text == nullptr ? nullptr : payload.if_contains(*text);
}

const json::value* find_by_id_name(const json::object& payload, const json::value* name) {
  const auto* text = name == nullptr ? nullptr : name->if_string();
  if (text == nullptr || !text->ends_with("Id")) return nullptr;
  return payload.if_contains(json::string_view(*text).substr(0, text->size() - 2));
}

const json::value* permissions_of(const json::object& field, const json::object& payload) {
  const auto* name = field.if_contains("name");
  if (const auto* own = find(payload, name)) return own;
  const auto* relationship = field.if_contains("relationshipName");
  if (const auto* by_relation = find(payload, relationship)) return by_relation;
  if (const auto* by_compound = find(payload, field.if_contains("compoundFieldName"))) return by_compound;
  return relationship == nullptr ? find_by_id_name(payload, name) : nullptr;
}

/// The lists in this order, empty where the entry has none.
json::value summary(const json::value* entry) {
  const auto* told = entry == nullptr ? nullptr : entry->if_object();
  json::object lists;
  for (const char* key : {"editable_by", "readonly_by"}) {
    const auto* list = told == nullptr ? nullptr : told->if_contains(key);
    lists.emplace(key, list != nullptr && list->is_array() ? *list : json::value(json::array()));
  }
  return lists;
}

}  // namespace

void place_field_permissions(json::object& record, const json::object* payload) {
  auto* fields = record.if_contains("fields");
  if (fields == nullptr || !fields->is_array()) return;
  for (auto& element : fields->get_array()) {
    auto* field = element.if_object();
    if (field == nullptr) continue;
    if (payload != nullptr) {
      (*field)["_flsSummary"] = summary(permissions_of(*field, *payload));
    } else if (!field->contains("_flsSummary")) {
      field->emplace("_flsSummary", summary(nullptr));
    }
  }
}

}  // namespace sluice
