#include "orgsim/data/made_up_fields.hpp"

#include "orgsim/data/draw.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

namespace sluice::orgsim {

namespace {

using ft = field_type;

constexpr std::array<std::string_view, 24> words{"Amount",   "Status",  "Region",  "Priority", "Channel", "Source",
                                                 "Approved", "Due",     "Start",   "End",      "Total",   "Rate",
                                                 "Comment",  "Reason",  "Owner",   "Partner",  "Code",    "Level",
                                                 "Score",    "Segment", "Contact", "Budget",   "Margin",  "Reference"};
constexpr std::array<std::string_view, 12> values{"New",    "Open",          "In Progress", "On Hold",
                                                  "Closed", "Cancelled",     "Low",         "Medium",
                                                  "High",   "Gold & Silver", "Bronze",      "Other"};

class field_maker {
 public:
  field_maker(std::uint64_t seed, const object& o, const std::string& parent, const lookup_target& target)
      : object_(o), parent_(parent), target_(target), draw_(seed, o.key, "fields") {}

  std::vector<field> make() && {
    const std::size_t wanted = drawn_count();
    add_fixed();
    if (object_.name == "Account") add_account();
    if (takes_custom_fields()) {
      for (std::size_t n = 1; fields_.size() < wanted; ++n) add_drawn(n, wanted);
    }
    return std::move(fields_);
  }

 private:
  bool takes_custom_fields() const {
    return traits(object_.kind).associate.empty() && object_.kind != object_kind::setup;
  }

  // Account is always wide: its permissions must need more than one page of 2,000. Opportunity is as wide as can be.
  std::size_t drawn_count() {
    constexpr std::size_t most = 500;
    constexpr std::size_t account_fields = 165;
    // Above the 15 that the median of all objects shall be: companions and set-up objects have fewer.
    const double drawn = 26.0 * std::exp(0.8 * draw_.normal());
    if (object_.name == "Account") return account_fields;
    if (object_.name == "Opportunity" || draw_.chance(0.002)) return most;
    return std::clamp(static_cast<std::size_t>(drawn), std::size_t{5}, most);
  }

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
      if (object_.kind == object_kind::custom) owners.insert(owners.begin(), "Group");
      field& owner = system_reference("OwnerId", "Owner", std::move(owners));
      owner.createable = owner.updateable = true;
    }
    system("IsDeleted", ft::boolean);
    field& name = system("Name", ft::string);
    name.createable = name.updateable = name.name_field = true;
    name.defaulted_on_create = false;
    name.length = object_.kind == object_kind::custom ? 80 : 255;
    add_audit();
    system("SystemModstamp", ft::datetime);
    if (object_.name == "User") add_user();
    if (object_.name == "PermissionSet") {
      standard("Label", ft::string).permissionable = false;
      standard("IsOwnedByProfile", ft::boolean).permissionable = false;
      system_reference("ProfileId", "Profile", {"Profile"}).nillable = true;
    }
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

  void add_account() {
    field& parent = standard("ParentId", ft::reference);
    parent.relationship = "Parent";
    parent.reference_to = {"Account"};
    for (const char* prefix : {"Billing", "Shipping"}) add_address(prefix);
    for (const char* name : {"Type", "Industry", "Rating"}) add_values(standard(name, ft::picklist));
    for (const char* name : {"Phone", "Fax"}) standard(name, ft::phone);
    standard("Website", ft::url);
    standard("AnnualRevenue", ft::currency);
    standard("NumberOfEmployees", ft::integer);
    standard("Description", ft::textarea).length = 32000;
  }

  void add_address(const std::string& prefix) {
    const std::string whole = prefix + "Address";
    for (const char* part : {"Street", "City", "State", "PostalCode", "Country", "Latitude", "Longitude"}) {
      const bool number = std::string_view(part).starts_with('L');
      field& f = standard(prefix + part, number ? ft::decimal : ft::string);
      f.compound = whole;
      if (number) f.scale = 15;
    }
    standard(whole, ft::address);
  }

  void add_values(field& f) {
    const std::size_t count = 3 + draw_.below(values.size() - 3);
    for (std::size_t i = 0; i < count; ++i) f.picklist.push_back({std::string(values[i]), draw_.chance(0.9), false});
    f.picklist.front().is_default = draw_.chance(0.3);
    f.restricted_picklist = draw_.chance(0.5);
  }

  // The types of custom fields in about the shares that the recorded describes have.
  ft drawn_type() {
    const std::uint64_t lot = draw_.below(100);
    if (lot < 24) return ft::string;
    if (lot < 38) return ft::picklist;
    if (lot < 51) return ft::reference;
    if (lot < 63) return ft::boolean;
    if (lot < 71) return ft::decimal;
    if (lot < 77) return ft::currency;
    if (lot < 83) return ft::date;
    if (lot < 87) return ft::datetime;
    if (lot < 93) return ft::textarea;
    constexpr std::array<ft, 7> rest{ft::email, ft::phone,         ft::url,      ft::percent,
                                     ft::time,  ft::multipicklist, ft::encrypted};
    return rest[static_cast<std::size_t>(lot - 93)];
  }

  void add_drawn(std::size_t n, std::size_t wanted) {
    const ft type = drawn_type();
    const bool last = fields_.size() + 1 >= wanted;
    std::string base(draw_.pick(words));
    base += "_" + std::to_string(n);
    if (const auto ns = namespace_of(object_.name); !ns.empty()) base = std::string(ns) + "__" + base;
    if (!last && wanted - fields_.size() > 3 && draw_.chance(0.01)) return add_location(base);
    field& f = add(make_field(base + "__c", label_of_name(base + "__c"), type));
    f.custom = true;
    shape(f, base);
  }

  void shape(field& f, const std::string& base) {
    if (draw_.chance(0.15)) f.inline_help = "What \"" + f.label + "\" stands for, as the sales team uses it.";
    switch (f.type) {
      case ft::picklist:
      case ft::multipicklist:
        return add_values(f);
      case ft::reference:
        f.relationship = base + "__r";
        f.reference_to = {target_(draw_.unit())};
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

}  // namespace sluice::orgsim
