// What nearly every record has: who made it, who changed it last, and when. Drawn from its id.
#pragma once

#include "orgsim/data/clock.hpp"
#include "orgsim/data/draw.hpp"
#include "orgsim/tables/object_rows_table.hpp"
#include "orgsim/tables/tables.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

namespace sluice::orgsim {

struct audit {
  const user* created_by;
  const user* modified_by;
  soql::moment created;
  soql::moment modified;
};

inline audit audit_of(const org_data& data, std::string_view id) {
  constexpr std::uint64_t six_years = 6ULL * 365 * 86400;
  draw d(data.objects.seed(), "audit", id);
  audit a{&d.pick(data.who.users), &d.pick(data.who.users), {}, {}};
  const auto age = std::chrono::seconds(1 + d.below(six_years));
  a.created = org_now - age;
  a.modified = a.created + age * static_cast<std::int64_t>(d.below(100)) / 100;
  return a;
}

// REQUIRES: the source's id is set. `of` tells the audit of an item.
template <class Item, class Of>
void add_audit_columns(item_source<Item>& s, const Of& of) {
  using soql::column_type;
  using soql::value;
  const auto by = [of](const user* audit::*who) { return [of, who](const Item& i) { return (of(i).*who)->id; }; };
  const auto by_value = [of](const user* audit::*who) {
    return [of, who](const Item& i) { return value((of(i).*who)->id); };
  };
  s.columns.push_back({{"CreatedDate", column_type::datetime}, [of](const Item& i) { return value(of(i).created); }});
  s.columns.push_back({{"CreatedById", column_type::id}, by_value(&audit::created_by)});
  s.columns.push_back(
      {{"LastModifiedDate", column_type::datetime}, [of](const Item& i) { return value(of(i).modified); }});
  s.columns.push_back({{"LastModifiedById", column_type::id}, by_value(&audit::modified_by)});
  s.columns.push_back(
      {{"SystemModstamp", column_type::datetime}, [of](const Item& i) { return value(of(i).modified); }});
  s.columns.push_back({{"IsDeleted", column_type::boolean}, [](const Item&) { return value(false); }});
  s.relations.push_back({{"CreatedBy", "User", "User"}, by(&audit::created_by)});
  s.relations.push_back({{"LastModifiedBy", "User", "User"}, by(&audit::modified_by)});
}

template <class Item>
void add_audit_columns(item_source<Item>& s, const org_data& data) {
  add_audit_columns(s, [data, id = s.id](const Item& i) { return audit_of(data, id(i)); });
}

}  // namespace sluice::orgsim
