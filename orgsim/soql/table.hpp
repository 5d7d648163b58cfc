// What a statement is asked of: rows with named columns. A table computes its rows when they are asked for and names
// each by a key, by which it can be computed again when its page is read. A catalogue finds tables by name.
#pragma once

#include "orgsim/soql/refusal.hpp"
#include "orgsim/soql/value.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::orgsim::soql {

struct column_info {
  std::string path;  // in the org's spelling; with dots through relationships that are part of the table itself
  column_type type = column_type::text;
  bool filterable = true;
  // The column holds an object's name or durable id: an equation on it spares walking the other objects.
  bool names_object = false;
  bool sortable = true;
  bool groupable = true;
  bool aggregatable = true;
  bool custom = false;
  bool multiple = false;   // a multi-select picklist: INCLUDES and EXCLUDES
  bool record_id = false;  // ids of records: 15 or 18 characters, no LIKE
  bool one_row = false;    // Metadata, FullName: only where the answer has no more than one row
};

// What stands before a dot: `Parent`, `Parent.Profile`.
struct relation_info {
  std::string path;
  std::string type;           // of its attributes
  std::string target;         // the table in which paths go on; empty: only the columns that the table itself has
  bool names_object = false;  // leads to an EntityDefinition: an equation on it spares walking other objects
  std::vector<std::string> types = {};  // what TYPEOF may ask for
};

// `Contacts` of Account: the rows of Contact whose AccountId is the account's id.
struct child_relation {
  std::string table;
  std::string column;
};

// A statement must name one of these columns in an equation or IN, at the top of its WHERE, or is refused.
struct filter_need {
  std::vector<std::string> columns;
  refusal otherwise;
};

using row_key = std::uint64_t;

class row {
 public:
  row() = default;
  row(const row&) = delete;
  row& operator=(const row&) = delete;
  virtual ~row() = default;
  virtual value at(std::size_t column) const = 0;
  // For the url in its attributes.
  virtual std::string id() const = 0;
  // Empty where the relation leads nowhere: its member is null then.
  virtual std::string related_id(std::size_t relation) const = 0;
};

// Returns false to stop.
using row_visitor = std::function<bool(row_key, const row&)>;

class table {
 public:
  table() = default;
  table(const table&) = delete;
  table& operator=(const table&) = delete;
  virtual ~table() = default;

  virtual const std::string& name() const = 0;
  virtual std::span<const column_info> columns() const = 0;
  virtual std::span<const relation_info> relations() const = 0;
  virtual std::optional<child_relation> children(std::string_view) const { return std::nullopt; }
  // Visits at least the rows of the named objects, all rows where no names are given.
  virtual void walk(const std::optional<std::vector<std::string>>& names, const row_visitor& visit) const = 0;
  // The same for rows in the recycle bin.
  virtual void walk_deleted(const row_visitor&) const {}
  // Visits the rows of these keys, in their order.
  virtual void fetch(std::span<const row_key> keys, const row_visitor& visit) const = 0;
  // The key of the row with this id; no row, no key. Ids have 15 or 18 characters.
  virtual std::optional<row_key> find(std::string_view id) const;
  // Whether the row is in the recycle bin.
  virtual bool is_deleted(row_key) const { return false; }
  // Where the number of all rows is known without walking.
  virtual std::optional<std::int64_t> size() const { return std::nullopt; }
  // Why COUNT() and other aggregates are refused, where they are.
  virtual std::optional<refusal> refuses_count() const { return std::nullopt; }
  virtual const filter_need* needs_filter() const { return nullptr; }
  // Whether answers of more than a page can be had page by page; if not, the most rows of an answer.
  virtual bool has_more_pages() const { return true; }
  virtual std::size_t most_rows() const { return 2000; }
  // Whether more rows than that are cut off without a word.
  virtual bool cuts_silently() const { return false; }
  // Whether OFFSET is taken and not heeded.
  virtual bool ignores_offset() const { return false; }
  // Rows of a page, where it is fewer than asked for.
  virtual std::size_t page_rows(bool /*long_text*/) const { return 2000; }
  virtual std::string key_prefix() const { return {}; }
};

using table_ptr = std::shared_ptr<const table>;

class catalogue {
 public:
  catalogue() = default;
  catalogue(const catalogue&) = delete;
  catalogue& operator=(const catalogue&) = delete;
  virtual ~catalogue() = default;
  // Null for what is unknown, and for what this user may not know.
  virtual table_ptr find(std::string_view name) const = 0;
  // Why an object that exists can't be queried at all.
  virtual std::optional<refusal> refuses(std::string_view name) const = 0;
};

}  // namespace sluice::orgsim::soql
