#include "orgsim/answers/describe.hpp"

#include "orgsim/answers/json_text.hpp"

namespace sluice::orgsim {

namespace {

void write_picklist(json_text& json, const field& f) {
  json.key("picklistValues").begin_list();
  for (const picklist_value& v : f.picklist) {
    json.begin_object().member("active", v.active).member("defaultValue", v.is_default).member("label", v.value);
    json.null_member("validFor").member("value", v.value).end_object();
  }
  json.end_list();
}

int byte_length(const field& f) {
  switch (f.type) {
    case field_type::id:
    case field_type::reference:
    case field_type::multipicklist:
      return f.length;
    default:
      return f.length * 3;
  }
}

// A to E of a field's 57 members.
void write_first_members(json_text& json, const field& f) {
  json.member("aggregatable", aggregatable(f)).member("aiPredictionField", false).member("autoNumber", f.auto_number);
  json.member("byteLength", byte_length(f)).member("calculated", f.calculated);
  json.key("calculatedFormula").text_or_null(f.formula);
  json.member("cascadeDelete", f.cascade_delete).member("caseSensitive", f.unique && f.external_id);
  json.key("compoundFieldName").text_or_null(f.compound);
  json.null_member("controllerName").member("createable", f.createable).member("custom", f.custom);
  json.key("defaultValue");
  if (f.type == field_type::boolean && !f.calculated)
    json.flag(false);
  else
    json.null();
  json.null_member("defaultValueFormula").member("defaultedOnCreate", f.defaulted_on_create);
  json.member("dependentPicklist", false).member("deprecatedAndHidden", false).member("digits", f.digits);
  json.member("displayLocationInDecimal", f.type == field_type::location);
  json.member("encrypted", f.type == field_type::encrypted).member("externalId", f.external_id);
  json.key("extraTypeInfo");
  if (f.type == field_type::textarea)
    json.text(f.html ? "richtextarea" : "plaintextarea");
  else
    json.null();
}

void write_field(json_text& json, const field& f) {
  json.begin_object();
  write_first_members(json, f);
  json.member("filterable", filterable(f)).null_member("filteredLookupInfo");
  json.member("formulaTreatNullNumberAsZero", false).member("groupable", groupable(f));
  json.member("highScaleNumber", false).member("htmlFormatted", f.html);
  json.member("idLookup", f.type == field_type::id || f.external_id);
  json.key("inlineHelpText").text_or_null(f.inline_help);
  json.member("label", f.label).member("length", f.length).null_member("mask").null_member("maskType");
  json.member("name", f.name).member("nameField", f.name_field).member("namePointing", f.reference_to.size() > 1);
  json.member("nillable", f.nillable).member("permissionable", f.permissionable);
  write_picklist(json, f);
  json.member("polymorphicForeignKey", f.reference_to.size() > 1).member("precision", f.precision);
  json.member("queryByDistance", f.type == field_type::address || f.type == field_type::location);
  json.null_member("referenceTargetField").key("referenceTo").begin_list();
  for (const std::string& to : f.reference_to) json.text(to);
  json.end_list().key("relationshipName").text_or_null(f.relationship);
  json.key("relationshipOrder");
  if (f.cascade_delete)
    json.number(0);
  else
    json.null();
  json.member("restrictedDelete", false).member("restrictedPicklist", f.restricted_picklist).member("scale", f.scale);
  json.member("searchPrefilterable", f.type == field_type::reference && f.permissionable);
  json.member("soapType", traits(f.type).soap_type).member("sortable", sortable(f));
  json.member("type", traits(f.type).api_name).member("unique", f.unique).member("updateable", f.updateable);
  json.member("writeRequiresMasterRead", false).end_object();
}

void write_children(json_text& json, const org& data, object_index o) {
  json.key("childRelationships").begin_list();
  for (const child_reference& c : data.children_of(o)) {
    json.begin_object().member("cascadeDelete", c.cascade).member("childSObject", data.at(c.child).name);
    json.member("deprecatedAndHidden", false)
        .member("field", c.field)
        .key("junctionIdListNames")
        .begin_list()
        .end_list();
    json.key("junctionReferenceTo").begin_list().end_list().key("relationshipName").text_or_null(c.relationship);
    json.member("restrictedDelete", false).end_object();
  }
  json.end_list();
}

void write_record_types(json_text& json, const object& self, std::string_view own) {
  json.key("recordTypeInfos").begin_list();
  if (traits(self.kind).layoutable) {
    constexpr const char* master = "012000000000000AAA";
    json.begin_object().member("active", true).member("available", true).member("defaultRecordTypeMapping", true);
    json.member("developerName", "Master")
        .member("master", true)
        .member("name", "Master")
        .member("recordTypeId", master);
    json.key("urls").begin_object().member("layout", std::string(own) + "/describe/layouts/" + master).end_object();
    json.end_object();
  }
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

// Objects have the urls of what they can do; `host` adds those of the pages, which the list leaves out.
void write_urls(json_text& json, const object& self, std::string_view own, const std::string& prefix,
                std::string_view host) {
  const kind_traits& kind = traits(self.kind);
  const std::string path(own);
  json.key("urls").begin_object();
  if (kind.layoutable) json.member("compactLayouts", path + "/describe/compactLayouts");
  json.member("rowTemplate", path + "/{ID}");
  if (self.kind == object_kind::change || self.kind == object_kind::event)
    json.member("eventSchema", path + "/eventSchema");
  if (kind.layoutable) json.member("approvalLayouts", path + "/describe/approvalLayouts");
  if (kind.layoutable && !host.empty() && !prefix.empty()) {
    json.member("uiDetailTemplate", std::string(host) + "/{ID}")
        .member("uiEditTemplate", std::string(host) + "/{ID}/e");
    json.member("uiNewRecord", std::string(host) + "/" + prefix + "/e");
  }
  json.member("describe", path + "/describe");
  if (kind.layoutable)
    json.member("quickActions", path + "/quickActions").member("layouts", path + "/describe/layouts");
  json.member("sobject", path).end_object();
}

void write_association(json_text& json, const org& data, const object& self) {
  json.key("associateEntityType").text_or_null(traits(self.kind).associate);
  json.key("associateParentEntity")
      .text_or_null(self.parent == no_object ? std::string_view() : data.at(self.parent).name);
}

}  // namespace

std::string describe_text(const org& data, object_index o, std::string_view base, std::string_view host) {
  const object& self = data.at(o);
  const kind_traits& kind = traits(self.kind);
  const std::string own = std::string(base) + "/sobjects/" + self.name;
  const std::string prefix = data.key_prefix(o);
  std::string out;
  json_text json(out);
  json.begin_object().key("actionOverrides").begin_list().end_list().member("activateable", false);
  write_association(json, data, self);
  write_children(json, data, o);
  json.member("compactLayoutable", kind.layoutable).member("createable", kind.createable).member("custom", kind.custom);
  json.member("customSetting", false).member("deepCloneable", false).null_member("defaultImplementation");
  json.member("deletable", kind.deletable).member("deprecatedAndHidden", false).null_member("extendedBy");
  json.null_member("extendsInterfaces").member("feedEnabled", kind.feed_enabled).key("fields").begin_list();
  for (const field& f : data.fields_of(o)) write_field(json, f);
  json.end_list().member("hasSubtypes", false).null_member("implementedBy").null_member("implementsInterfaces");
  json.member("isInterface", false).member("isSubtype", false).key("keyPrefix").text_or_null(prefix);
  json.member("label", self.label).member("labelPlural", self.label + "s").member("layoutable", kind.layoutable);
  json.null_member("listviewable").null_member("lookupLayoutable").member("mergeable", kind.mergeable);
  json.member("mruEnabled", kind.mru_enabled).member("name", self.name).key("namedLayoutInfos").begin_list().end_list();
  json.null_member("networkScopeFieldName").member("queryable", kind.queryable);
  write_record_types(json, self, own);
  json.member("replicateable", kind.replicateable).member("retrieveable", kind.retrieveable);
  json.member("searchLayoutable", kind.searchable).member("searchable", kind.searchable);
  json.member("sobjectDescribeOption", "FULL");
  write_scopes(json, self);
  json.member("triggerable", kind.triggerable).member("undeletable", kind.undeletable);
  json.member("updateable", kind.updateable);
  write_urls(json, self, own, prefix, host);
  json.end_object();
  return out;
}

std::string object_list_begin() {
  return R"({"encoding":"UTF-8","maxBatchSize":200,"sobjects":[)";
}
std::string object_list_end() {
  return "]}";
}

void append_list_entry(std::string& out, const org& data, object_index o, std::string_view base) {
  const object& self = data.at(o);
  const kind_traits& kind = traits(self.kind);
  json_text json(out);
  json.begin_object().member("activateable", false);
  write_association(json, data, self);
  json.member("createable", kind.createable).member("custom", kind.custom).member("customSetting", false);
  json.member("deepCloneable", false).member("deletable", kind.deletable).member("deprecatedAndHidden", false);
  json.member("feedEnabled", kind.feed_enabled).member("hasSubtypes", false).member("isInterface", false);
  json.member("isSubtype", false).key("keyPrefix").text_or_null(data.key_prefix(o));
  json.member("label", self.label).member("labelPlural", self.label + "s").member("layoutable", kind.layoutable);
  json.member("mergeable", kind.mergeable).member("mruEnabled", kind.mru_enabled).member("name", self.name);
  json.member("queryable", kind.queryable).member("replicateable", kind.replicateable);
  json.member("retrieveable", kind.retrieveable).member("searchable", kind.searchable);
  json.member("triggerable", kind.triggerable).member("undeletable", kind.undeletable);
  json.member("updateable", kind.updateable);
  write_urls(json, self, std::string(base) + "/sobjects/" + self.name, {}, {});
  json.end_object();
}

}  // namespace sluice::orgsim
