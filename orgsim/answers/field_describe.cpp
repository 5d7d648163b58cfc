#include "orgsim/answers/field_describe.hpp"

#include "orgsim/answers/member_versions.hpp"

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
void write_first_members(json_text& json, const field& f, int version) {
  if (version >= since_v42) json.member("aggregatable", aggregatable(f));
  if (version >= since_v46) json.member("aiPredictionField", false);
  json.member("autoNumber", f.auto_number);
  json.member("byteLength", byte_length(f)).member("calculated", f.calculated);
  json.key("calculatedFormula").text_or_null(f.formula);
  if (version >= since_v24) json.member("cascadeDelete", f.cascade_delete);
  json.member("caseSensitive", f.unique && f.external_id);
  if (version >= since_v42) json.key("compoundFieldName").text_or_null(f.compound);
  json.null_member("controllerName").member("createable", f.createable).member("custom", f.custom);
  json.key("defaultValue");
  if (f.type == field_type::boolean && !f.calculated)
    json.flag(false);
  else
    json.null();
  json.null_member("defaultValueFormula").member("defaultedOnCreate", f.defaulted_on_create);
  json.member("dependentPicklist", false).member("deprecatedAndHidden", false).member("digits", f.digits);
  if (version >= since_v25) json.member("displayLocationInDecimal", f.type == field_type::location);
  if (version >= since_v34) json.member("encrypted", f.type == field_type::encrypted);
  json.member("externalId", f.external_id);
  if (version < since_v34) return;
  json.key("extraTypeInfo");
  if (f.type == field_type::textarea)
    json.text(f.html ? "richtextarea" : "plaintextarea");
  else
    json.null();
}

// F to Pi.
void write_middle_members(json_text& json, const field& f, int version) {
  json.member("filterable", filterable(f));
  if (version >= since_v34) json.null_member("filteredLookupInfo");
  if (version >= since_v46) json.member("formulaTreatNullNumberAsZero", false);
  json.member("groupable", groupable(f));
  if (version >= since_v34) json.member("highScaleNumber", false);
  json.member("htmlFormatted", f.html).member("idLookup", f.type == field_type::id || f.external_id);
  json.key("inlineHelpText").text_or_null(f.inline_help);
  json.member("label", f.label).member("length", f.length);
  if (version >= since_v34) json.null_member("mask").null_member("maskType");
  json.member("name", f.name).member("nameField", f.name_field).member("namePointing", f.reference_to.size() > 1);
  json.member("nillable", f.nillable);
  if (version >= since_v25) json.member("permissionable", f.permissionable);
  write_picklist(json, f);
}

// Po to Rel.
void write_reference_members(json_text& json, const field& f, int version) {
  if (version >= since_v42) json.member("polymorphicForeignKey", f.reference_to.size() > 1);
  json.member("precision", f.precision);
  if (version >= since_v34) {
    json.member("queryByDistance", f.type == field_type::address || f.type == field_type::location);
    json.null_member("referenceTargetField");
  }
  json.key("referenceTo").begin_list();
  for (const std::string& to : f.reference_to) json.text(to);
  json.end_list().key("relationshipName").text_or_null(f.relationship).key("relationshipOrder");
  if (f.cascade_delete)
    json.number(0);
  else
    json.null();
}

}  // namespace

void write_field(json_text& json, const field& f, int version) {
  json.begin_object();
  write_first_members(json, f, version);
  write_middle_members(json, f, version);
  write_reference_members(json, f, version);
  if (version >= since_v24) json.member("restrictedDelete", false);
  json.member("restrictedPicklist", f.restricted_picklist).member("scale", f.scale);
  if (version >= since_v42) json.member("searchPrefilterable", f.type == field_type::reference && f.permissionable);
  json.member("soapType", traits(f.type).soap_type).member("sortable", sortable(f));
  json.member("type", traits(f.type).api_name).member("unique", f.unique).member("updateable", f.updateable);
  json.member("writeRequiresMasterRead", false).end_object();
}

}  // namespace sluice::orgsim
