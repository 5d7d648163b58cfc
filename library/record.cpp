#include "library/record.hpp"

#include "library/field_permissions.hpp"
#include "library/json_builder.hpp"
#include "library/json_text.hpp"

#include <algorithm>
#include <array>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace sluice {
namespace json = boost::json;
namespace {

constexpr const char* metadata = "_relationshipMetadata";

/// The object under this key, made where there is none.
json::object& object_at(json::object& in, json::string_view key) {
  auto& value = in[key];
  if (!value.is_object()) value = json::object();
  return value.get_object();
}

/// A value in one of the groups of `_relationshipMetadata`: the payload, else what is there, else the empty form.
void place(json::object& record, const char* group, const char* key, const json::value* payload, json::value empty) {
  auto& home = object_at(object_at(record, metadata), group);
  if (payload != nullptr) {
    home[key] = *payload;
  } else if (!home.contains(key)) {
    home.emplace(key, std::move(empty));
  }
}

bool is_list(const json::value& v) {
  return v.is_array();
}
bool is_mapping(const json::value& v) {
  return v.is_object();
}
bool is_number(const json::value& v) {
  return v.is_number() || !exact_number(v).empty();
}

/// Where a part's payload lands. A new part of the record is a new row.
struct landing {
  std::string_view part;
  const char* form;  ///< in words, for an error
  bool (*fits)(const json::value& payload);
  void (*land)(json::object& record, const json::value* payload);  ///< null: a gap
};

template <const char* const& Key>
void automation(json::object& record, const json::value* payload) {
  place(record, "automationSummary", Key, payload, json::array());
}

constexpr const char* flows = "flows";
constexpr const char* triggers = "triggers";
constexpr const char* validation_rules = "validation_rules";

void record_count(json::object& record, const json::value* payload) {
  place(record, "usageSummary", "recordCount", payload, nullptr);
}

void field_permissions(json::object& record, const json::value* payload) {
  place_field_permissions(record, payload == nullptr ? nullptr : payload->if_object());
}

constexpr std::array landings{
    landing{"flows", "a list of names", is_list, automation<flows>},
    landing{"triggers", "a list of names", is_list, automation<triggers>},
    landing{"validation_rules", "a list of names", is_list, automation<validation_rules>},
    landing{"field_permissions", "an object of fields", is_mapping, field_permissions},
    landing{"record_count", "a number", is_number, record_count},
};

std::string_view state_name(gap g) {
  switch (g) {
    case gap::denied:
      return "denied";
    case gap::unsupported:
      return "unsupported";
    case gap::not_applicable:
      return "not_applicable";
    case gap::failed:
      return "failed";
  }
  return "failed";
}

error malformed(const call_kind& part, std::string_view should_be) {
  return {exit_code::could_not_go_on, "the stored answer of part " + part.str() + " is not " + std::string(should_be),
          "", "", ""};
}

result<void> land(json::object& record, const landing& where, const stored_part* found) {
  if (found == nullptr || found->content.missing) {
    where.land(record, nullptr);
    return {};
  }
  const auto payload = read_json(found->content.payload);
  if (!payload || !where.fits(*payload)) return malformed(found->part, where.form);
  where.land(record, &*payload);
  return {};
}

/// A record without gaps has no `gaps`.
void name_gap(json::object& record, const call_kind& part, const stored_part* found) {
  const json::string_view key = part.str();
  if (found != nullptr && found->content.missing) {
    json::object told;
    told.emplace("state", json::string_view(state_name(*found->content.missing)));
    told.emplace("reason", as_utf8(found->content.reason));
    object_at(object_at(record, metadata), "gaps")[key] = std::move(told);
    return;
  }
  auto* meta = record.if_contains(metadata);
  auto* gaps = meta != nullptr && meta->is_object() ? meta->get_object().if_contains("gaps") : nullptr;
  if (gaps == nullptr || !gaps->is_object()) return;
  const auto old = gaps->get_object().find(key);
  if (old == gaps->get_object().end()) return;
  gaps->get_object().stable_erase(old);
  if (gaps->get_object().empty()) meta->get_object().stable_erase(meta->get_object().find("gaps"));
}

}  // namespace

result<json::value> build_record(std::string_view base, const run_shape& shape, std::span<const stored_part> parts) {
  auto tree = read_json(base);
  if (!tree || !tree->is_object()) return malformed(describe_part, "an object");
  auto& record = tree->get_object();
  for (const auto& asked : shape) {
    const auto at = std::find_if(parts.begin(), parts.end(), [&](const auto& p) { return p.part == asked.name; });
    const stored_part* found = at == parts.end() ? nullptr : &*at;
    const auto where =
        std::find_if(landings.begin(), landings.end(), [&](const landing& l) { return l.part == asked.name.str(); });
    if (where != landings.end()) {
      if (auto landed = land(record, *where, found); !landed) return landed.error();
    }
    name_gap(record, asked.name, found);
  }
  return tree;
}

}  // namespace sluice
