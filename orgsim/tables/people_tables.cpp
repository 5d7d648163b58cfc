// Organization, User, UserRole, UserLicense, Profile, PermissionSet, PermissionSetAssignment.

#include "orgsim/data/draw.hpp"
#include "orgsim/data/record_id.hpp"
#include "orgsim/login/token_store.hpp"
#include "orgsim/tables/audit_columns.hpp"
#include "orgsim/tables/object_rows_table.hpp"
#include "orgsim/tables/tables.hpp"

namespace sluice::orgsim {

namespace {

using soql::column_type;
using soql::value;

struct organization {
  std::string id;
};

const std::string license_id = long_id("100", 1);

// Items of a list that is in memory, one row each; ids are `prefix` and the place from 1 on.
template <class Item>
item_source<Item> listed(const std::string& name, const std::string& prefix, const std::vector<Item>& items) {
  item_source<Item> s;
  s.name = name;
  s.key_prefix = prefix;
  s.groups = items.size();
  s.size = static_cast<std::int64_t>(items.size());
  s.items = [&items](std::size_t group) { return std::vector<Item>{items[group]}; };
  s.group_of_id = [&items, prefix](std::string_view id) -> std::optional<std::size_t> {
    const std::uint64_t number = number_of_id(id);
    if (!id.starts_with(prefix) || number == 0 || number > items.size()) return std::nullopt;
    return static_cast<std::size_t>(number - 1);
  };
  return s;
}

}  // namespace

table_ptr organization_table(const org_data& data) {
  item_source<organization> s;
  s.name = "Organization";
  s.key_prefix = "00D";
  s.size = 1;
  const std::string id = organization_id(data.objects.seed());
  s.items = [id](std::size_t) { return std::vector<organization>{{id}}; };
  s.id = [](const organization& o) { return o.id; };
  s.columns = {
      id_column(s),
      {{"Name"}, [](const organization&) { return value("Simulated Org"); }},
      {{"InstanceName"}, [](const organization&) { return value("SIM1"); }},
      {{"IsSandbox", column_type::boolean}, [](const organization&) { return value(true); }},
      {{"IsReadOnly", column_type::boolean}, [](const organization&) { return value(true); }},
      {{"OrganizationType"}, [](const organization&) { return value("Developer Edition"); }},
      {{"NamespacePrefix"}, [](const organization&) { return value(); }},
      {{"TrialExpirationDate", column_type::datetime}, [](const organization&) { return value(); }},
      {{"LanguageLocaleKey"}, [](const organization&) { return value("en_US"); }},
      {{"DefaultLocaleSidKey"}, [](const organization&) { return value("en_US"); }},
      {{"TimeZoneSidKey"}, [](const organization&) { return value("GMT"); }},
  };
  add_audit_columns(s, data);
  return shared(std::move(s));
}

table_ptr user_table(const org_data& data) {
  const people& who = data.who;
  const auto profile = [&who](const user& u) -> const std::string& { return who.profiles[u.profile].id; };
  const auto role_of = [&who](const user& u) -> const std::string& { return who.roles[u.role].id; };
  auto s = listed("User", "005", who.users);
  s.id = [](const user& u) { return u.id; };
  s.columns = {
      id_column(s),
      {{"Username"}, [](const user& u) { return value(u.username); }},
      {{"Name"}, [](const user& u) { return value(u.name); }},
      {{"FirstName"}, [](const user& u) { return value(u.name.substr(0, u.name.find(' '))); }},
      {{"LastName"}, [](const user& u) { return value(u.name.substr(u.name.find(' ') + 1)); }},
      {{"Alias"}, [](const user& u) { return value(u.username.substr(0, 8)); }},
      {{"Email"}, [](const user& u) { return value(u.email); }},
      {{"UserType"}, [](const user&) { return value("Standard"); }},
      {{"IsActive", column_type::boolean}, [](const user& u) { return value(u.active); }},
      {{"LastLoginDate", column_type::datetime},
       [data](const user& u) { return u.active ? value(audit_of(data, u.id).modified) : value(); }},
      {{"ProfileId", column_type::id}, [profile](const user& u) { return value(profile(u)); }},
      {{"UserRoleId", column_type::id}, [role_of](const user& u) { return value(role_of(u)); }},
  };
  s.relations = {{{"Profile", "Profile", "Profile"}, profile}, {{"UserRole", "UserRole", "UserRole"}, role_of}};
  add_audit_columns(s, data);
  return shared(std::move(s));
}

table_ptr role_table(const org_data& data) {
  auto s = listed("UserRole", "00E", data.who.roles);
  s.id = [](const role& r) { return r.id; };
  s.columns = {
      id_column(s),
      {{"Name"}, [](const role& r) { return value(r.name); }},
      {{"DeveloperName"},
       [](const role& r) {
         std::string name = r.name;
         std::replace(name.begin(), name.end(), ' ', '_');
         return value(name);
       }},
      {{"ParentRoleId", column_type::id}, [](const role& r) { return text_or_null(r.parent); }},
      {{"RollupDescription"}, [](const role& r) { return value(r.name); }},
  };
  add_audit_columns(s, data);
  return shared(std::move(s));
}

table_ptr license_table(const org_data& data) {
  item_source<organization> s;
  s.name = "UserLicense";
  s.key_prefix = "100";
  s.size = 1;
  s.items = [](std::size_t) { return std::vector<organization>{{license_id}}; };
  s.id = [](const organization& l) { return l.id; };
  s.columns = {id_column(s),
               {{"Name"}, [](const organization&) { return value("Salesforce"); }},
               {{"MasterLabel"}, [](const organization&) { return value("Salesforce"); }}};
  add_audit_columns(s, data);
  return shared(std::move(s));
}

table_ptr profile_table(const org_data& data) {
  auto s = listed("Profile", "00e", data.who.profiles);
  s.id = [](const profile_entry& p) { return p.id; };
  s.columns = {
      id_column(s),
      {{"Name"}, [](const profile_entry& p) { return value(p.name); }},
      {{"UserType"}, [](const profile_entry&) { return value("Standard"); }},
      {{"Description"}, [](const profile_entry&) { return value(); }},
      {{"UserLicenseId", column_type::id}, [](const profile_entry&) { return value(license_id); }},
  };
  s.relations = {{{"UserLicense", "UserLicense", "UserLicense"}, [](const profile_entry&) { return license_id; }}};
  add_audit_columns(s, data);
  return shared(std::move(s));
}

table_ptr permission_set_table(const org_data& data) {
  const people& who = data.who;
  const auto profile = [&who](const permission_set& p) {
    return p.profile < 0 ? std::string() : who.profiles[static_cast<std::size_t>(p.profile)].id;
  };
  item_source<permission_set> s;
  s.name = "PermissionSet";
  s.key_prefix = "0PS";
  s.size = static_cast<std::int64_t>(who.sets.size());
  s.items = [&who](std::size_t) { return who.sets; };
  s.group_of_id = [](std::string_view) { return std::optional<std::size_t>(0); };
  s.id = [](const permission_set& p) { return p.id; };
  s.columns = {
      id_column(s),
      {{"Name"}, [](const permission_set& p) { return value(p.name); }},
      {{"Label"}, [](const permission_set& p) { return value(p.label); }},
      {{"Description"}, [](const permission_set&) { return value(); }},
      {{"NamespacePrefix"}, [](const permission_set&) { return value(); }},
      {{"Type"}, [](const permission_set& p) { return value(p.profile < 0 ? "Regular" : "Profile"); }},
      {{"IsCustom", column_type::boolean}, [](const permission_set& p) { return value(p.profile < 0); }},
      {{"IsOwnedByProfile", column_type::boolean}, [](const permission_set& p) { return value(p.profile >= 0); }},
      {{"ProfileId", column_type::id}, [profile](const permission_set& p) { return text_or_null(profile(p)); }},
  };
  s.relations = {{{"Profile", "Profile", "Profile"}, profile}};
  add_audit_columns(s, data);
  return shared(std::move(s));
}

table_ptr assignment_table(const org_data& data) {
  const people& who = data.who;
  const auto set = [&who](const assignment& a) -> const std::string& { return who.sets[a.set].id; };
  const auto assignee = [&who](const assignment& a) -> const std::string& { return who.users[a.user].id; };
  auto s = listed("PermissionSetAssignment", "0Pa", who.assignments);
  s.id = [](const assignment& a) { return long_id("0Pa", a.number); };
  s.columns = {
      id_column(s),
      {{"PermissionSetId", column_type::id}, [set](const assignment& a) { return value(set(a)); }},
      {{"AssigneeId", column_type::id}, [assignee](const assignment& a) { return value(assignee(a)); }},
      {{"IsActive", column_type::boolean}, [](const assignment&) { return value(true); }},
  };
  s.relations = {{{"PermissionSet", "PermissionSet", "PermissionSet"}, set}, {{"Assignee", "User", "User"}, assignee}};
  add_audit_columns(s, data);
  return shared(std::move(s));
}

}  // namespace sluice::orgsim
