// The work of bind(): one statement, whose FROM is found already. A method that fails leaves the refusal in `fault` and
// returns false.
#pragma once

#include "orgsim/soql/names.hpp"
#include "orgsim/soql/query.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace sluice::orgsim::soql {

class binding {
 public:
  binding(const statement& from, const question& asked, table_ptr source)
      : from_(from), asked_(asked), table_(*source), names_(from, table_, asked.tables) {
    result.source = std::move(source);
    result.deleted_too = asked.deleted_too;
  }

  bool run();

  query result;
  refusal fault;

 private:
  bool fail(refusal why) {
    fault = std::move(why);
    return false;
  }
  bool fail_at(const path& where, std::string_view code, std::string_view what) {
    return fail({400, std::string(code), point_at(from_.text, where.at, what)});
  }

  bool select();
  bool select_rows();
  bool select_column(const select_item& item);
  bool select_fields(const select_item& item);
  bool select_children(const select_item& item);
  bool select_choice(const select_item& item);
  bool add_column(const term& what, const column_info& info, const path& written);

  bool select_groups();
  bool slot_of(const expression& what, std::size_t& slot);
  bool term_of(const expression& what, term& to, const column_info*& info);
  bool may_aggregate(const expression& what, const column_info& info);

  bool conditions(const condition& source, bound_condition& to, bool of_groups);
  bool comparison(const condition& source, bound_condition& to, const column_info* info);
  bool operands(const condition& source, bound_condition& to, const column_info* info);
  bool semi_join(const condition& source, bound_condition& to);
  bool filter_is_enough();
  bool order();
  bool bounds();

  const statement& from_;
  const question& asked_;
  const table& table_;
  names names_;
  std::size_t semi_joins_ = 0;
};

// The refusal, or nothing, of a comparison of this column with this literal by this operator.
std::optional<refusal> misfit(const statement& from, const condition& source, const term& left, const column_info* info,
                              const operand& literal);

// Puts a column where its path says into the record's shape.
record_shape& place_in(record_shape& root, const table& t, const term& what);

}  // namespace sluice::orgsim::soql
