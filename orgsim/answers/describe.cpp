#include "orgsim/answers/describe.hpp"

#include "orgsim/answers/field_describe.hpp"
#include "orgsim/answers/json_text.hpp"
#include "orgsim/answers/member_versions.hpp"
#include "orgsim/answers/object_members.hpp"

#include <functional>
#include <vector>

namespace sluice::orgsim {

namespace {

void write_child(json_text& json, const org& data, const child_reference& c, int version) {
  json.begin_object().member("cascadeDelete", c.cascade).member("childSObject", data.at(c.child).name);
  json.member("deprecatedAndHidden", false).member("field", c.field);
  if (version >= since_v42)
    json.key("junctionIdListNames").begin_list().end_list();
  else if (version >= since_v34)
    json.null_member("junctionIdListName");
  if (version >= since_v34) json.key("junctionReferenceTo").begin_list().end_list();
  json.key("relationshipName").text_or_null(c.relationship);
  if (version >= since_v24) json.member("restrictedDelete", false);
  json.end_object();
}

struct shown_record_type {
  std::string id, developer_name, label;
  bool active, master;
};

void write_record_type(json_text& json, const shown_record_type& t, const std::string& own, int version) {
  json.begin_object();
  if (version >= since_v42) json.member("active", t.active);
  json.member("available", t.active).member("defaultRecordTypeMapping", t.master);
  if (version >= since_v46) json.member("developerName", t.developer_name);
  if (version >= since_v42) json.member("master", t.master);
  json.member("name", t.label).member("recordTypeId", t.id);
  if (version >= since_v29)
    json.key("urls").begin_object().member("layout", own + "/describe/layouts/" + t.id).end_object();
  json.end_object();
}

void write_record_types(json_text& json, const described_object& what, const std::string& own, int version) {
  json.key("recordTypeInfos").begin_list();
  for (const record_type& t : what.record_types)
    write_record_type(json, {record_type_id(t), t.developer_name, t.label, t.active, false}, own, version);
  if (traits(what.self.kind).layoutable)
    write_record_type(json, {"012000000000000AAA", "Master", "Master", true, true}, own, version);
  json.end_list();
}

void write_scopes(json_text& json, const object& self) {
  json.key("supportedScopes").begin_list();
  json.begin_object().member("label", "All " + self.label + "s").member("name", "everything").end_object();
  if (self.kind == object_kind::custom || self.kind == object_kind::standard) {
    json.begin_object().member("label", "My " + self.label + "s").member("name", "mine").end_object();
    json.begin_object().member("label", "My team's " + self.label + "s").member("name", "team").end_object();
  }
  json.end_list();
}

// A to E of the members, as far as the fields.
void write_first_members(json_text& json, const described_object& what, int version,
                         const std::function<void()>& children) {
  const kind_traits& kind = traits(what.self.kind);
  json.begin_object();
  if (version >= since_v34) json.key("actionOverrides").begin_list().end_list();
  json.member("activateable", false);
  write_association(json, what, version);
  json.key("childRelationships").begin_list();
  children();
  json.end_list();
  if (version >= since_v29) json.member("compactLayoutable", kind.layoutable);
  json.member("createable", kind.createable).member("custom", kind.custom).member("customSetting", false);
  if (version >= since_v48) json.member("deepCloneable", false).null_member("defaultImplementation");
  json.member("deletable", kind.deletable).member("deprecatedAndHidden", false);
  if (version >= since_v48) json.null_member("extendedBy").null_member("extendsInterfaces");
  json.member("feedEnabled", kind.feed_enabled);
}

// What follows the fields.
void write_last_members(json_text& json, const described_object& what, const answer_place& place) {
  const object& self = what.self;
  const kind_traits& kind = traits(self.kind);
  const int version = place.version;
  if (version >= since_v42) json.member("hasSubtypes", false);
  if (version >= since_v48)
    json.null_member("implementedBy").null_member("implementsInterfaces").member("isInterface", false);
  if (version >= since_v42) json.member("isSubtype", false);
  json.key("keyPrefix").text_or_null(what.prefix);
  json.member("label", self.label).member("labelPlural", self.label + "s").member("layoutable", kind.layoutable);
  json.null_member("listviewable").null_member("lookupLayoutable").member("mergeable", kind.mergeable);
  if (version >= since_v42) json.member("mruEnabled", kind.mru_enabled);
  json.member("name", self.name);
  if (version >= since_v34) json.key("namedLayoutInfos").begin_list().end_list();
  if (version >= since_v42) json.null_member("networkScopeFieldName");
  json.member("queryable", queryable(self));
  write_record_types(json, what, own_path(what, place), version);
  json.member("replicateable", kind.replicateable).member("retrieveable", kind.retrieveable);
  json.member("searchLayoutable", kind.searchable).member("searchable", kind.searchable);
  if (version >= since_v52) json.member("sobjectDescribeOption", "FULL");
  if (version >= since_v42) write_scopes(json, self);
  json.member("triggerable", kind.triggerable).member("undeletable", kind.undeletable);
  json.member("updateable", kind.updateable);
  write_urls(json, what, place, true);
  json.end_object();
}

field_type type_of(soql::column_type type) {
  switch (type) {
    case soql::column_type::id:
      return field_type::id;
    case soql::column_type::text:
      return field_type::string;
    case soql::column_type::long_text:
      return field_type::textarea;
    case soql::column_type::boolean:
      return field_type::boolean;
    case soql::column_type::integer:
      return field_type::integer;
    case soql::column_type::decimal:
      return field_type::decimal;
    case soql::column_type::datetime:
      return field_type::datetime;
    case soql::column_type::date:
      return field_type::date;
    case soql::column_type::time:
      return field_type::time;
    case soql::column_type::compound:
      return field_type::anything;
    case soql::column_type::binary:
      return field_type::base64;
  }
  return field_type::anything;
}

}  // namespace

std::string describe_text(const org& data, object_index o, const answer_place& place, const rights& sees) {
  const described_object what = described(data, o);
  std::string out;
  json_text json(out);
  write_first_members(json, what, place.version, [&] {
    for (const child_reference& c : data.children_of(o))
      if (sees.sees_object(data.at(c.child).name) && sees.sees_field(data.at(c.child).name, c.field))
        write_child(json, data, c, place.version);
  });
  json.key("fields").begin_list();
  for (const field& f : data.fields_of(o))
    if (sees.sees_field(what.self.name, f.name)) write_field(json, f, place.version);
  json.end_list();
  write_last_members(json, what, place);
  return out;
}

std::string table_describe_text(const soql::table& table, const answer_place& place) {
  const object self = object_of_table(table);
  const described_object what{self, {}, {}, {}};
  std::string out;
  json_text json(out);
  write_first_members(json, what, place.version, [] {});
  json.key("fields").begin_list();
  for (const soql::column_info& c : table.columns()) {
    if (c.path.find('.') != std::string::npos) continue;
    const bool is_key = c.type == soql::column_type::id && c.path != "Id";
    const field_type type = is_key ? field_type::reference : type_of(c.type);
    write_field(json, make_system_field(c.path, label_of_name(c.path), type), place.version);
  }
  json.end_list();
  write_last_members(json, what, place);
  return out;
}

}  // namespace sluice::orgsim
