// CustomField, FieldDefinition, EntityParticle.

#include "orgsim/answers/json_text.hpp"
#include "orgsim/data/custom_fields.hpp"
#include "orgsim/data/record_id.hpp"
#include "orgsim/tables/audit_columns.hpp"
#include "orgsim/tables/entity_columns.hpp"
#include "orgsim/tables/object_rows_table.hpp"
#include "orgsim/tables/tables.hpp"

#include <array>

namespace sluice::orgsim {

namespace {

using soql::column_type;
using soql::value;

bool is_part(const field& f) {
  return !f.compound.empty() && f.compound != f.name;
}

// The fields that this user may know of, those for which `wanted` holds.
template <class Wanted>
auto fields_source(const org_data& data, const Wanted& wanted) {
  return [data, wanted](std::size_t group) {
    const auto o = static_cast<object_index>(group);
    std::vector<field_entry> entries = field_entries_of(data.objects, o);
    std::erase_if(entries, [&](const field_entry& f) {
      return !wanted(f.about) || !data.of.sees_field(data.objects.at(o).name, f.about.name);
    });
    return entries;
  };
}

value reference_targets(const field_entry& f) {
  std::string out;
  json_text json(out);
  json.begin_object().key("referenceTo");
  if (f.about.reference_to.empty()) {
    json.null();
  } else {
    json.begin_list();
    for (const std::string& to : f.about.reference_to) json.text(to);
    json.end_list();
  }
  json.end_object();
  return soql::fragment{out};
}

// What the Metadata column of a custom field tells.
value field_metadata(const field_entry& f) {
  std::string out;
  json_text json(out);
  json.begin_object().member("label", f.about.label).member("type", setup_type(f.about));
  json.key("inlineHelpText").text_or_null(f.about.inline_help);
  json.key("formula").text_or_null(f.about.formula);
  json.member("externalId", f.about.external_id).member("unique", f.about.unique);
  json.member("required", !f.about.nillable).end_object();
  return soql::fragment{out};
}

template <class Read>
item_column<field_entry> text_column(const char* name, const Read& read) {
  return {{name}, [read](const field_entry& f) { return text_or_null(read(f)); }};
}
item_column<field_entry> flag(const char* name, bool field::*member) {
  return {{name, column_type::boolean}, [member](const field_entry& f) { return value(f.about.*member); }};
}
item_column<field_entry> number(const char* name, int field::*member) {
  return {{name, column_type::integer},
          [member](const field_entry& f) { return value(std::int64_t{f.about.*member}); }};
}

// `Account.00N...` is among the fields of Account.
auto object_of_durable(const org_data& data) {
  return [&objects = data.objects](std::string_view id) -> std::optional<std::size_t> {
    return objects.find_durable(id.substr(0, id.find('.')));
  };
}

template <class Id>
void add_names(item_source<field_entry>& s, const org_data& data, const Id& id) {
  const std::vector<item_column<field_entry>> names{
      {{"Id", column_type::id}, [](const field_entry&) { return value("000000000000000AAA"); }},
      {{"DurableId", column_type::id, true, false}, [id](const field_entry& f) { return value(id(f)); }},
      text_column("QualifiedApiName", [](const field_entry& f) { return f.about.name; }),
      text_column("DeveloperName", [](const field_entry& f) { return developer_name(f.about.name); }),
      text_column("NamespacePrefix", [](const field_entry& f) { return std::string(namespace_of(f.about.name)); }),
      text_column("Label", [](const field_entry& f) { return f.about.label; }),
      text_column("MasterLabel", [](const field_entry& f) { return f.about.label; }),
      number("Length", &field::length),
      number("Precision", &field::precision),
      number("Scale", &field::scale),
      flag("IsNillable", &field::nillable),
      flag("IsCalculated", &field::calculated),
      {{"IsCompound", column_type::boolean},
       [](const field_entry& f) {
         return value(f.about.type == field_type::address || f.about.type == field_type::location);
       }},
      text_column("RelationshipName", [](const field_entry& f) { return f.about.relationship; }),
      {{"ReferenceTo", column_type::compound}, reference_targets},
  };
  s.id = id;
  s.columns.insert(s.columns.end(), names.begin(), names.end());
  s.group_of_id = object_of_durable(data);
  s.has_more_pages = false;
  add_object_columns(s, data, object_column::entity);
}

}  // namespace

table_ptr custom_field_table(const org_data& data) {
  const org& objects = data.objects;
  const auto id = [&objects](const field_entry& f) {
    const std::string fifteen = custom_field_id(objects, f);
    return fifteen + id_checksum(fifteen);
  };
  item_source<field_entry> s;
  s.name = "CustomField";
  s.key_prefix = "00N";
  s.items = fields_source(data, [](const field& f) { return f.custom && !is_part(f); });
  s.id = id;
  s.columns = {
      id_column(s),
      text_column("DeveloperName", [](const field_entry& f) { return developer_name(f.about.name); }),
      text_column("NamespacePrefix", [](const field_entry& f) { return std::string(namespace_of(f.about.name)); }),
      text_column("InlineHelpText", [](const field_entry& f) { return f.about.inline_help; }),
      text_column("Description", [](const field_entry&) { return std::string(); }),
      number("Length", &field::length),
      text_column("RelationshipLabel", [](const field_entry& f) { return f.about.relationship; }),
      text_column("ManageableState",
                  [](const field_entry& f) {
                    return std::string(namespace_of(f.about.name).empty() ? "unmanaged" : "installed");
                  }),
      text_column("FullName",
                  [&objects](const field_entry& f) { return objects.at(f.object).name + "." + f.about.name; }),
      {{"Metadata", column_type::compound}, field_metadata},
  };
  s.columns[s.columns.size() - 1].info.one_row = s.columns[s.columns.size() - 2].info.one_row = true;
  add_audit_columns(s, [&objects, &who = data.who](const field_entry& f) {
    const field_history h = history_of(objects, who, f);
    return audit{h.created_by, h.modified_by, h.created, h.modified};
  });
  add_object_columns(s, data, object_column::entity_and_table);
  return shared(std::move(s));
}

table_ptr field_definition_table(const org_data& data) {
  const org& objects = data.objects;
  item_source<field_entry> s;
  s.name = "FieldDefinition";
  s.items = fields_source(data, [](const field& f) { return !is_part(f); });
  s.need = soql::filter_need{
      {"EntityDefinitionId", "DurableId", "EntityDefinition.QualifiedApiName", "EntityDefinition.DurableId"},
      soql::malformed("FieldDefinition: a filter on a reified column is required [EntityDefinitionId,DurableId]")};
  add_names(s, data, [&objects](const field_entry& f) { return definition_id(objects, f); });
  const auto changed = [&objects, &who = data.who](const field_entry& f) { return history_of(objects, who, f); };
  const std::vector<item_column<field_entry>> more{
      text_column("DataType", [](const field_entry& f) { return setup_type(f.about); }),
      text_column("ValueTypeId", [](const field_entry& f) { return std::string(traits(f.about.type).api_name); }),
      {{"IsIndexed", column_type::boolean},
       [](const field_entry& f) {
         return value(f.about.type == field_type::id || f.about.type == field_type::reference || f.about.external_id);
       }},
      {{"IsApiFilterable", column_type::boolean}, [](const field_entry& f) { return value(filterable(f.about)); }},
      {{"IsApiSortable", column_type::boolean}, [](const field_entry& f) { return value(sortable(f.about)); }},
      {{"IsApiGroupable", column_type::boolean}, [](const field_entry& f) { return value(groupable(f.about)); }},
      text_column("Description",
                  [](const field_entry& f) {
                    return f.about.custom && f.about.name.size() % 3 == 0 ? "Kept for " + f.about.label + "."
                                                                          : std::string();
                  }),
      text_column("ComplianceGroup",
                  [](const field_entry& f) {
                    return std::string(
                        f.about.type == field_type::email || f.about.type == field_type::phone ? "PII;GDPR" : "");
                  }),
      text_column(
          "SecurityClassification",
          [](const field_entry& f) { return std::string(f.about.type == field_type::email ? "Confidential" : ""); }),
      text_column("BusinessStatus", [](const field_entry&) { return std::string(); }),
      text_column("ExtraTypeInfo", [](const field_entry&) { return std::string(); }),
      {{"LastModifiedDate", column_type::datetime},
       [changed](const field_entry& f) { return f.about.custom ? value(changed(f).modified) : value(); }},
      {{"LastModifiedById", column_type::id},
       [changed](const field_entry& f) { return f.about.custom ? value(changed(f).modified_by->id) : value(); }},
      {{"Metadata", column_type::compound}, field_metadata},
  };
  s.columns.insert(s.columns.end(), more.begin(), more.end());
  s.columns.back().info.one_row = true;
  s.relations.push_back({{"LastModifiedBy", "User", "User"}, [changed](const field_entry& f) {
                           return f.about.custom ? changed(f).modified_by->id : std::string();
                         }});
  return shared(std::move(s));
}

table_ptr entity_particle_table(const org_data& data) {
  const org& objects = data.objects;
  item_source<field_entry> s;
  s.name = "EntityParticle";
  s.items = fields_source(data, [](const field&) { return true; });
  s.need = soql::filter_need{{"EntityDefinitionId", "FieldDefinitionId", "DurableId",
                              "EntityDefinition.QualifiedApiName", "EntityDefinition.DurableId"},
                             soql::malformed("EntityParticle: a filter on a reified column is required "
                                             "[EntityDefinitionId,FieldDefinitionId,DurableId]")};
  add_names(s, data, [&objects](const field_entry& f) { return particle_id(objects, f); });
  const auto definition = [&objects](const field_entry& f) { return definition_id(objects, f); };
  const std::vector<item_column<field_entry>> more{
      text_column("DataType",
                  [](const field_entry& f) {
                    const std::string name(traits(f.about.type).api_name);
                    return name == "int" ? "integer" : name;
                  }),
      text_column("FieldDefinitionId", definition),
      text_column("Name", [](const field_entry& f) { return developer_name(f.about.name); }),
      text_column("InlineHelpText", [](const field_entry& f) { return f.about.inline_help; }),
      text_column("DefaultValueFormula", [](const field_entry&) { return std::string(); }),
      number("Digits", &field::digits),
      flag("IsUnique", &field::unique),
      flag("IsIdLookup", &field::external_id),
      flag("IsAutonumber", &field::auto_number),
      flag("IsCreatable", &field::createable),
      flag("IsUpdatable", &field::updateable),
      flag("IsPermissionable", &field::permissionable),
      flag("IsHtmlFormatted", &field::html),
      flag("IsNameField", &field::name_field),
      {{"IsComponent", column_type::boolean}, [](const field_entry& f) { return value(is_part(f.about)); }},
      {{"IsEncrypted", column_type::boolean},
       [](const field_entry& f) { return value(f.about.type == field_type::encrypted); }},
  };
  s.columns.insert(s.columns.end(), more.begin(), more.end());
  s.relations.push_back({{"FieldDefinition", "FieldDefinition", "FieldDefinition"}, definition});
  return shared(std::move(s));
}

}  // namespace sluice::orgsim
