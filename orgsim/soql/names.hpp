// From the names of a statement to columns: through aliases, the object's own name and relationships.
#pragma once

#include "orgsim/soql/query.hpp"

#include <string>

#include <boost/system/result.hpp>

namespace sluice::orgsim::soql {

struct named_column {
  term at;
  const column_info* info = nullptr;
  const table* owner = nullptr;
};

class names {
 public:
  // All of them outlive it.
  names(const statement& from, const table& root, const catalogue& tables)
      : from_(from), root_(root), tables_(tables) {}

  // Columns of the table that `root` is for statements inside of TYPEOF, too.
  boost::system::result<named_column, refusal> column(const path& written) const;
  boost::system::result<named_column, refusal> column_of(const table& start, const path& written,
                                                         const std::string& name) const;

 private:
  std::string plain(const std::string& written) const;
  refusal unknown(const table& t, const path& written, const std::string& name) const;

  const statement& from_;
  const table& root_;
  const catalogue& tables_;
};

}  // namespace sluice::orgsim::soql
