// Every table that can be asked by SOQL. A new one is a function here, in a file of its own, and a line in the list of
// table_list.cpp.
#pragma once

#include "orgsim/behaviour/traps.hpp"
#include "orgsim/data/org.hpp"
#include "orgsim/data/people.hpp"
#include "orgsim/data/record_counts.hpp"
#include "orgsim/data/rights.hpp"
#include "orgsim/soql/table.hpp"

#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice::orgsim {

// What all tables read; outlives them.
struct org_data {
  const org& objects;
  const people& who;
  const record_counts& counts;
  traps how = {};
  const rights& of = all_rights;  // of the user who asks
};

using table_ptr = soql::table_ptr;

table_ptr organization_table(const org_data& data);
table_ptr user_table(const org_data& data);
table_ptr role_table(const org_data& data);
table_ptr license_table(const org_data& data);
table_ptr assignment_table(const org_data& data);
table_ptr profile_table(const org_data& data);
table_ptr permission_set_table(const org_data& data);
table_ptr field_permissions_table(const org_data& data);
table_ptr object_permissions_table(const org_data& data);
table_ptr flow_table(const org_data& data);
table_ptr flow_version_table(const org_data& data);
table_ptr flow_definition_table(const org_data& data);
table_ptr approval_process_table(const org_data& data);
table_ptr dependency_table(const org_data& data);
table_ptr trigger_table(const org_data& data);
table_ptr class_table(const org_data& data);
table_ptr validation_rule_table(const org_data& data);
table_ptr workflow_rule_table(const org_data& data);
table_ptr entity_table(const org_data& data);
table_ptr custom_field_table(const org_data& data);
table_ptr field_definition_table(const org_data& data);
table_ptr entity_particle_table(const org_data& data);
table_ptr custom_object_table(const org_data& data);
table_ptr record_type_table(const org_data& data);
table_ptr layout_table(const org_data& data);
// The rows of an object that holds business data.
table_ptr record_table(const org_data& data, object_index o);

enum class api { data, tooling };

// Every table as one user sees it. For one thread: tables of records are kept for a while once made.
class table_list {
 public:
  explicit table_list(const org_data& data);

  // The table of this name, if this API knows it. Names of the org's objects are known to the data API only, but
  // for the few that both know.
  table_ptr find(api which, std::string_view name) const;
  // Those that have a place of their own in that API, in no order; no objects of the org's data.
  std::vector<const soql::table*> all(api which) const;
  // For an object that exists and can't be queried.
  std::optional<refusal> refuses(api which, std::string_view name) const;

 private:
  struct entry {
    table_ptr table;
    bool in_data;
    bool in_tooling;
    bool needs_setup;  // unknown to users without View Setup
  };
  table_ptr records(object_index o) const;

  org_data data_;
  std::vector<entry> entries_;
  mutable std::vector<std::pair<object_index, table_ptr>> made_;
};

// The tables of one API, as statements ask for them.
class api_tables : public soql::catalogue {
 public:
  // The list outlives it.
  api_tables(const table_list& all, api which) : all_(all), which_(which) {}
  table_ptr find(std::string_view name) const override { return all_.find(which_, name); }
  std::optional<refusal> refuses(std::string_view name) const override { return all_.refuses(which_, name); }

 private:
  const table_list& all_;
  api which_;
};

}  // namespace sluice::orgsim
