// Organization, User, Profile, PermissionSet.

#include "orgsim/data/draw.hpp"
#include "orgsim/data/record_id.hpp"
#include "orgsim/login/token_store.hpp"
#include "orgsim/tables/object_rows_table.hpp"
#include "orgsim/tables/tables.hpp"

namespace sluice::orgsim {

namespace {

using soql::column_type;
using soql::value;

struct organization {
  std::string id;
};

}  // namespace

table_ptr organization_table(const org_data& data) {
  item_source<organization> s;
  s.name = "Organization";
  s.size = 1;
  const std::string id = organization_id(data.objects.seed());
  s.items = [id](std::size_t) { return std::vector<organization>{{id}}; };
  s.id = [](const organization& o) { return o.id; };
  s.columns = {
      {{"Id", column_type::id}, [](const organization& o) { return value(o.id); }},
      {{"Name"}, [](const organization&) { return value("Simulated Org"); }},
      {{"InstanceName"}, [](const organization&) { return value("SIM1"); }},
      {{"IsSandbox", column_type::boolean}, [](const organization&) { return value(true); }},
      {{"OrganizationType"}, [](const organization&) { return value("Developer Edition"); }},
      {{"NamespacePrefix"}, [](const organization&) { return value(); }},
      {{"TrialExpirationDate", column_type::datetime}, [](const organization&) { return value(); }},
      {{"LanguageLocaleKey"}, [](const organization&) { return value("en_US"); }},
      {{"TimeZoneSidKey"}, [](const organization&) { return value("Europe/Berlin"); }},
  };
  return shared(std::move(s));
}

table_ptr user_table(const org_data& data) {
  const people& who = data.who;
  const auto profile = [&who](const user& u) -> const profile_entry& { return who.profiles[u.profile]; };
  item_source<user> s;
  s.name = "User";
  s.size = static_cast<std::int64_t>(who.users.size());
  s.items = [&who](std::size_t) { return who.users; };
  s.id = [](const user& u) { return u.id; };
  s.columns = {
      {{"Id", column_type::id}, [](const user& u) { return value(u.id); }},
      {{"Username"}, [](const user& u) { return value(u.username); }},
      {{"Name"}, [](const user& u) { return value(u.name); }},
      {{"Email"}, [](const user& u) { return value(u.email); }},
      {{"IsActive", column_type::boolean}, [](const user& u) { return value(u.active); }},
      {{"ProfileId", column_type::id}, [profile](const user& u) { return value(profile(u).id); }},
      {{"Profile.Id", column_type::id}, [profile](const user& u) { return value(profile(u).id); }},
      {{"Profile.Name"}, [profile](const user& u) { return value(profile(u).name); }},
  };
  s.relations = {{{"Profile", "Profile"}, [profile](const user& u) { return profile(u).id; }}};
  return shared(std::move(s));
}

table_ptr profile_table(const org_data& data) {
  const people& who = data.who;
  item_source<profile_entry> s;
  s.name = "Profile";
  s.size = static_cast<std::int64_t>(who.profiles.size());
  s.items = [&who](std::size_t) { return who.profiles; };
  s.id = [](const profile_entry& p) { return p.id; };
  s.columns = {
      {{"Id", column_type::id}, [](const profile_entry& p) { return value(p.id); }},
      {{"Name"}, [](const profile_entry& p) { return value(p.name); }},
  };
  return shared(std::move(s));
}

table_ptr permission_set_table(const org_data& data) {
  const people& who = data.who;
  const auto profile = [&who](const permission_set& p) {
    return p.profile < 0 ? profile_entry() : who.profiles[static_cast<std::size_t>(p.profile)];
  };
  item_source<permission_set> s;
  s.name = "PermissionSet";
  s.size = static_cast<std::int64_t>(who.sets.size());
  s.items = [&who](std::size_t) { return who.sets; };
  s.id = [](const permission_set& p) { return p.id; };
  s.columns = {
      {{"Id", column_type::id}, [](const permission_set& p) { return value(p.id); }},
      {{"Name"}, [](const permission_set& p) { return value(p.name); }},
      {{"Label"}, [](const permission_set& p) { return value(p.label); }},
      {{"IsOwnedByProfile", column_type::boolean}, [](const permission_set& p) { return value(p.profile >= 0); }},
      {{"ProfileId", column_type::id}, [profile](const permission_set& p) { return text_or_null(profile(p).id); }},
      {{"Profile.Id", column_type::id}, [profile](const permission_set& p) { return text_or_null(profile(p).id); }},
      {{"Profile.Name"}, [profile](const permission_set& p) { return text_or_null(profile(p).name); }},
  };
  s.relations = {{{"Profile", "Profile"}, [profile](const permission_set& p) { return profile(p).id; }}};
  return shared(std::move(s));
}

}  // namespace sluice::orgsim
