#include "orgsim/data/made_up_fields.hpp"

#include "orgsim/data/draw.hpp"
#include "orgsim/data/record_types.hpp"
#include "orgsim/data/standard_fields.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace sluice::orgsim {

namespace {

using ft = field_type;

constexpr std::array<std::string_view, 24> words{"Amount",   "Status",  "Region",  "Priority", "Channel", "Source",
                                                 "Approved", "Due",     "Start",   "End",      "Total",   "Rate",
                                                 "Comment",  "Reason",  "Owner",   "Partner",  "Code",    "Level",
                                                 "Score",    "Segment", "Contact", "Budget",   "Margin",  "Reference"};
class field_maker {
 public:
  field_maker(std::uint64_t seed, const object& o, const std::string& parent, const lookup_target& target)
      : seed_(seed), object_(o), parent_(parent), target_(target), draw_(seed, o.key, "fields") {}

  std::vector<field> make() && {
    add_fixed();
    visit_drawn(seed_, object_, fields_.size(), [this](const drawn_field& d) { add_drawn(d); });
    return std::move(fields_);
  }

  field make_one(const drawn_field& d) && {
    add_drawn(d);
    return std::move(fields_.front());
  }

 private:
  field& add(field f) { return fields_.emplace_back(std::move(f)); }
  field& system(std::string name, ft type) {
    std::string label = label_of_name(name);
    return add(make_system_field(std::move(name), std::move(label), type));
  }
  field& system_reference(std::string name, std::string relationship, std::vector<std::string> to) {
    field& f = system(std::move(name), ft::reference);
    f.relationship = std::move(relationship);
    f.reference_to = std::move(to);
    return f;
  }
  field& standard(std::string name, ft type) {
    std::string label = label_of_name(name);
    return add(make_field(std::move(name), std::move(label), type));
  }

  void add_fixed() {
    system("Id", ft::id).label = object_.label + " ID";
    switch (object_.kind) {
      case object_kind::history:
        return add_history();
      case object_kind::share:
        return add_share();
      case object_kind::feed:
        return add_feed();
      case object_kind::change:
        system("ReplayId", ft::string);
        system("ChangeEventHeader", ft::anything);
        return add_audit();
      case object_kind::event:
        system("ReplayId", ft::string);
        system("EventUuid", ft::string);
        system("CreatedDate", ft::datetime);
        system_reference("CreatedById", "CreatedBy", {"User"});
        return;
      case object_kind::metadata:
        return add_metadata();
      case object_kind::big:
        system("CreatedDate", ft::datetime);
        system_reference("CreatedById", "CreatedBy", {"User"});
        return;
      case object_kind::external:
        add(make_field("ExternalId", "External ID", ft::string)).permissionable = false;
        add(make_field("DisplayUrl", "Display URL", ft::url)).permissionable = false;
        return;
      default:
        return add_record();
    }
  }

  void add_audit() {
    system("CreatedDate", ft::datetime);
    system_reference("CreatedById", "CreatedBy", {"User"});
    system("LastModifiedDate", ft::datetime);
    system_reference("LastModifiedById", "LastModifiedBy", {"User"});
  }

  void add_record() {
    const bool owned = object_.kind != object_kind::setup;
    if (owned) {
      std::vector<std::string> owners{"User"};
      const bool queued = object_.kind == object_kind::custom || object_.name == "Lead" || object_.name == "Case";
      if (queued) owners.insert(owners.begin(), "Group");
      field& owner = system_reference("OwnerId", "Owner", std::move(owners));
      owner.createable = owner.updateable = true;
    }
    if (has_record_types(seed_, object_)) {
      field& type = system_reference("RecordTypeId", "RecordType", {"RecordType"});
      type.createable = type.updateable = type.nillable = true;
    }
    system("IsDeleted", ft::boolean);
    if (has_name(object_.name)) add_name();
    add_audit();
    system("SystemModstamp", ft::datetime);
    add_known();
    if (object_.name == "User") add_user();
    if (object_.name == "PermissionSet") {
      standard("Label", ft::string).permissionable = false;
      standard("IsOwnedByProfile", ft::boolean).permissionable = false;
      system_reference("ProfileId", "Profile", {"Profile"}).nillable = true;
    }
  }

  void add_name() {
    field& name = system("Name", ft::string);
    name.createable = name.updateable = name.name_field = true;
    name.defaulted_on_create = false;
    name.length = object_.kind == object_kind::custom ? 80 : 255;
  }

  // Of people, the name is put together of first and last name.
  void add_known() {
    if (object_.kind == object_kind::custom) return;
    const std::size_t before = fields_.size();
    add_standard_fields(fields_, object_.name, draw_);
    bool person = false;
    for (std::size_t i = before; i < fields_.size(); ++i) {
      field& f = fields_[i];
      if (object_.kind == object_kind::setup) f.permissionable = f.createable = f.updateable = false;
      person = person || f.name == "LastName";
      if (f.name == "FirstName" || f.name == "LastName" || f.name == "Salutation") f.compound = "Name";
    }
    for (field& f : fields_)
      if (person && f.name_field) f.compound = f.name;
  }

  void add_user() {
    for (const char* name : {"Username", "Email"}) standard(name, ft::string).permissionable = false;
    standard("IsActive", ft::boolean).permissionable = false;
    system_reference("ProfileId", "Profile", {"Profile"}).updateable = true;
  }

  void add_history() {
    system("IsDeleted", ft::boolean);
    const bool custom = object_.name.find("__") != std::string::npos;
    const std::string key = custom ? "ParentId" : parent_ + "Id";
    system_reference(key, key.substr(0, key.size() - 2), {parent_});
    system_reference("CreatedById", "CreatedBy", {"User"});
    system("CreatedDate", ft::datetime);
    for (const char* name : {"Field", "DataType"}) system(name, ft::picklist);
    for (const char* name : {"OldValue", "NewValue"}) system(name, ft::anything).nillable = true;
  }

  void add_share() {
    system_reference("ParentId", "Parent", {parent_});
    for (const char* name : {"AccessLevel", "RowCause"}) system(name, ft::picklist);
    system_reference("UserOrGroupId", "UserOrGroup", {"Group", "User"});
    system("LastModifiedDate", ft::datetime);
    system_reference("LastModifiedById", "LastModifiedBy", {"User"});
    system("IsDeleted", ft::boolean);
  }

  void add_feed() {
    system_reference("ParentId", "Parent", {parent_});
    system("Type", ft::picklist);
    system_reference("CreatedById", "CreatedBy", {"User"});
    system("CreatedDate", ft::datetime);
    system("IsDeleted", ft::boolean);
    system("LikeCount", ft::integer);
    field& body = system("Body", ft::textarea);
    body.length = 10000;
    body.nillable = true;
  }

  void add_metadata() {
    for (const char* name : {"DeveloperName", "MasterLabel", "NamespacePrefix", "Label", "QualifiedApiName"})
      system(name, ft::string);
    system("Language", ft::picklist);
    system("SystemModstamp", ft::datetime);
  }

  void add_drawn(const drawn_field& d) {
    draw_ = d.more;
    std::string base(draw_.pick(words));
    base += "_" + std::to_string(d.n);
    if (const auto ns = namespace_of(object_.name); !ns.empty()) base = std::string(ns) + "__" + base;
    if (d.location) return add_location(base);
    field& f = add(make_field(base + "__c", label_of_name(base + "__c"), d.type));
    f.custom = true;
    shape(f, base, d);
  }

  void shape(field& f, const std::string& base, const drawn_field& d) {
    if (draw_.chance(0.15)) f.inline_help = "What \"" + f.label + "\" stands for, as the sales team uses it.";
    switch (f.type) {
      case ft::picklist:
      case ft::multipicklist:
        return add_drawn_values(f, draw_);
      case ft::reference:
        f.relationship = base + "__r";
        f.reference_to = {target_(d.target)};
        f.cascade_delete = object_.kind == object_kind::custom && draw_.chance(0.15);
        if (f.cascade_delete) f.permissionable = f.nillable = false;
        return;
      case ft::textarea:
        if (draw_.chance(0.5)) f.length = 32768;
        f.html = f.length > 255 && draw_.chance(0.3);
        return;
      case ft::string:
      case ft::decimal:
      case ft::currency:
        return shape_value(f);
      default:
        return;
    }
  }

  void shape_value(field& f) {
    if (draw_.chance(0.12)) {
      f.calculated = true;
      f.createable = f.updateable = false;
      f.formula = f.type == ft::string ? "IF(ISBLANK(Name), \"none\", Name)" : "1 + 1";
      if (f.type == ft::string) f.length = 1300;
      return;
    }
    if (f.type != ft::string) {
      f.scale = draw_.chance(0.5) ? 2 : 0;
      return;
    }
    f.auto_number = draw_.chance(0.05);
    if (f.auto_number) f.createable = f.updateable = f.nillable = false;
    f.external_id = f.unique = !f.auto_number && draw_.chance(0.08);
    if (!f.auto_number && draw_.chance(0.05)) f.nillable = f.permissionable = false;
  }

  void add_location(const std::string& base) {
    const std::string whole = base + "__c";
    for (const char* part : {"__Latitude__s", "__Longitude__s"}) {
      field& f = add(make_field(base + part, label_of_name(whole), ft::decimal));
      f.custom = true;
      f.compound = whole;
      f.scale = 6;
    }
    add(make_field(whole, label_of_name(whole), ft::location)).custom = true;
  }

  std::uint64_t seed_;
  const object& object_;
  const std::string& parent_;
  const lookup_target& target_;
  draw draw_;
  std::vector<field> fields_;
};

}  // namespace

std::vector<field> made_up_fields(std::uint64_t seed, const object& o, const std::string& parent_name,
                                  const lookup_target& target) {
  return field_maker(seed, o, parent_name, target).make();
}

field made_up_field(std::uint64_t seed, const object& o, const drawn_field& d, const lookup_target& target) {
  return field_maker(seed, o, {}, target).make_one(d);
}

}  // namespace sluice::orgsim
