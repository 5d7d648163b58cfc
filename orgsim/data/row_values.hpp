// The values of an object's rows, each computed from (seed, object, row, field), and how often each occurs, which is
// known without computing any: nulls, picklist values, owners, record types and dates follow shares of the number of
// rows, spread over them (data/spread.hpp).
//   Rows are numbered in the order of their creation. From `live` on they are in the recycle bin.
#pragma once

#include "orgsim/data/org.hpp"
#include "orgsim/data/people.hpp"
#include "orgsim/data/spread.hpp"
#include "orgsim/soql/value.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sluice::orgsim {

class row_values {
 public:
  // `data` and `who` outlive it.
  row_values(const org& data, const people& who, object_index o, std::int64_t live);

  std::span<const field> fields() const { return fields_; }
  std::int64_t live() const { return live_; }
  std::int64_t deleted() const { return live_ / 50; }

  std::string id_of(std::uint64_t row) const;
  soql::value at(std::uint64_t row, std::size_t place) const;

  // Among the first `rows` live rows: those with a value in this field; nothing is told of compounds, whose parts tell.
  std::int64_t filled(std::size_t place, std::int64_t rows) const;
  // The values of a field that holds one of a few (picklists, owners and other users, record types), with how many of
  // the first `rows` live rows hold each; those that none holds are left out.
  std::vector<std::pair<std::string, std::int64_t>> tally(std::size_t place, std::int64_t rows) const;
  // Of the first `rows` live rows: those with a LastModifiedDate before `limit`.
  std::int64_t modified_before(soql::moment limit, std::int64_t rows) const;
  soql::moment created_at(std::uint64_t row) const;
  soql::moment modified_at(std::uint64_t row) const;

 private:
  // How a field's values come about.
  struct plan {
    std::uint64_t key = 0;
    spread order{0, draw(0)};
    std::uint64_t filled = 0;          // ranks below have a value
    std::vector<std::string> choices;  // of fields that hold one of a few
    std::vector<std::uint64_t> until;  // choice i is held by ranks below until[i] and not below until[i - 1]
    std::string target_prefix;         // of references: to which rows
    std::uint64_t target_first = 0;
    std::uint64_t target_rows = 0;
  };

  plan plan_of(const field& f) const;
  void plan_choices(plan& p, const field& f, draw& d) const;
  void plan_target(plan& p, const field& f) const;
  soql::value chosen(const plan& p, std::uint64_t rank) const;
  soql::value drawn(const plan& p, const field& f, std::uint64_t row) const;
  soql::value compound(const field& f, std::uint64_t row) const;
  soql::value full_name(const field& f, std::uint64_t row) const;

  const org& data_;
  const people& who_;
  object_index index_;
  const object& self_;
  std::string prefix_;
  std::int64_t live_;
  std::vector<field> fields_;
  std::vector<plan> plans_;
  std::int64_t first_created_ = 0;
  int growth_ = 0;  // how the creation of rows was spread over time
};

// Rows of an object that a user without View All Data sees, of all of them: the oldest ones, a share that differs from
// object to object.
std::int64_t shared_rows(const org& data, object_index o, std::int64_t rows);

}  // namespace sluice::orgsim
