// Every table that can be asked by SOQL. A new one is a function here, in a file of its own, and a line in the list of
// table_list.cpp.
#pragma once

#include "orgsim/data/org.hpp"
#include "orgsim/data/people.hpp"
#include "orgsim/data/record_counts.hpp"
#include "orgsim/soql/table.hpp"

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace sluice::orgsim {

// What all tables read; outlives them.
struct org_data {
  const org& objects;
  const people& who;
  const record_counts& counts;
};

using table_ptr = std::shared_ptr<const soql::table>;

table_ptr organization_table(const org_data& data);
table_ptr user_table(const org_data& data);
table_ptr profile_table(const org_data& data);
table_ptr permission_set_table(const org_data& data);
table_ptr field_permissions_table(const org_data& data);
table_ptr flow_table(const org_data& data);
table_ptr trigger_table(const org_data& data);
table_ptr class_table(const org_data& data);
table_ptr validation_rule_table(const org_data& data);
table_ptr workflow_rule_table(const org_data& data);
table_ptr entity_table(const org_data& data);
table_ptr custom_field_table(const org_data& data);
// The rows of an object that holds business data.
table_ptr record_table(const org_data& data, object_index o);

enum class api { data, tooling };

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
  };
  org_data data_;
  std::vector<entry> entries_;
};

}  // namespace sluice::orgsim
