// What a statement is asked of: rows with named columns. A table computes its rows when they are asked for and names
// each by a key, by which it can be computed again when its page is read.
#pragma once

#include "orgsim/soql/refusal.hpp"
#include "orgsim/soql/value.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::orgsim::soql {

struct column_info {
  std::string path;  // in the org's spelling; with dots through relationships
  column_type type = column_type::text;
  bool filterable = true;
  // The column holds an object's name or durable id: an equation on it spares walking the other objects.
  bool names_object = false;
};

// What stands before a dot: `Parent`, `Parent.Profile`.
struct relation_info {
  std::string path;
  std::string type;  // of its attributes
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
  // Visits at least the rows of the named objects, all rows where no names are given.
  virtual void walk(const std::optional<std::vector<std::string>>& names, const row_visitor& visit) const = 0;
  // Visits the rows of these keys, in their order.
  virtual void fetch(std::span<const row_key> keys, const row_visitor& visit) const = 0;
  // Where the number of all rows is known without walking.
  virtual std::optional<std::int64_t> size() const { return std::nullopt; }
  // Why COUNT() is refused, where it is.
  virtual std::optional<refusal> refuses_count() const { return std::nullopt; }
  // Whether answers of more than a page can be had page by page.
  virtual bool has_more_pages() const { return true; }
};

}  // namespace sluice::orgsim::soql
