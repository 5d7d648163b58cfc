// A table whose rows belong to objects (or to one group, for what belongs to the whole org): a list of columns, each
// with a function that reads it off an item. Adding a column is adding a line to the list of its table.
#pragma once

#include "orgsim/data/record_id.hpp"
#include "orgsim/soql/table.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sluice::orgsim {

template <class Item>
struct item_column {
  soql::column_info info;
  std::function<soql::value(const Item&)> read;
};

template <class Item>
struct item_relation {
  soql::relation_info info;
  std::function<std::string(const Item&)> id;
};

template <class Item>
struct item_source {
  std::string name;
  std::size_t groups = 1;
  std::function<std::vector<Item>(std::size_t group)> items;
  // The group of an object's name or durable id; without it every group is walked.
  std::function<std::optional<std::size_t>(const std::string&)> group_of;
  // Whether this user sees the rows of a group; without it all are seen.
  std::function<bool(std::size_t group)> shows;
  // The group in which the row with this id is, if any; without it, all rows are gone through.
  std::function<std::optional<std::size_t>(std::string_view id)> group_of_id;
  std::function<std::string(const Item&)> id;
  std::vector<item_column<Item>> columns;
  std::vector<item_relation<Item>> relations;
  std::optional<std::int64_t> size;
  std::optional<soql::filter_need> need;
  bool has_more_pages = true;
  std::size_t most_rows = 2000;
  bool cuts_silently = false;
  bool ignores_offset = false;
  std::string key_prefix = {};
};

// Keys are group << 32 | place in the group.
template <class Item>
class object_rows_table : public soql::table {
 public:
  explicit object_rows_table(item_source<Item> source) : source_(std::move(source)) {
    for (const auto& c : source_.columns) columns_.push_back(c.info);
    for (const auto& r : source_.relations) relations_.push_back(r.info);
  }

  const std::string& name() const override { return source_.name; }
  std::span<const soql::column_info> columns() const override { return columns_; }
  std::span<const soql::relation_info> relations() const override { return relations_; }
  std::optional<std::int64_t> size() const override { return source_.shows ? std::nullopt : source_.size; }
  const soql::filter_need* needs_filter() const override { return source_.need ? &*source_.need : nullptr; }
  bool has_more_pages() const override { return source_.has_more_pages; }
  std::size_t most_rows() const override { return source_.most_rows; }
  bool cuts_silently() const override { return source_.cuts_silently; }
  bool ignores_offset() const override { return source_.ignores_offset; }
  std::string key_prefix() const override { return source_.key_prefix; }
  std::optional<soql::row_key> find(std::string_view id) const override {
    if (!source_.group_of_id) return soql::table::find(id);
    const auto group = source_.group_of_id(id);
    if (!group || !shows(*group)) return std::nullopt;
    const std::vector<Item>& items = items_of(*group);
    for (std::size_t place = 0; place < items.size(); ++place)
      if (same_id(source_.id(items[place]), id)) return soql::row_key{*group} << 32U | place;
    return std::nullopt;
  }

  void walk(const std::optional<std::vector<std::string>>& names, const soql::row_visitor& visit) const override {
    if (!names || !source_.group_of) {
      for (std::size_t group = 0; group < source_.groups; ++group)
        if (!walk_group(group, visit)) return;
      return;
    }
    std::vector<std::size_t> groups;
    for (const std::string& name : *names)
      if (const auto group = source_.group_of(name)) groups.push_back(*group);
    std::sort(groups.begin(), groups.end());
    groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
    for (std::size_t group : groups)
      if (!walk_group(group, visit)) return;
  }

  void fetch(std::span<const soql::row_key> keys, const soql::row_visitor& visit) const override {
    for (soql::row_key key : keys) {
      const auto group = static_cast<std::size_t>(key >> 32U);
      const auto place = static_cast<std::size_t>(key & 0xffffffffU);
      // A copy: what is visited may ask this table for another group.
      const Item item = items_of(group)[place];
      if (!visit(key, item_row(source_, item))) return;
    }
  }

 private:
  class item_row : public soql::row {
   public:
    item_row(const item_source<Item>& source, const Item& item) : source_(source), item_(item) {}
    soql::value at(std::size_t column) const override { return source_.columns[column].read(item_); }
    std::string id() const override { return source_.id(item_); }
    std::string related_id(std::size_t relation) const override { return source_.relations[relation].id(item_); }

   private:
    const item_source<Item>& source_;
    const Item& item_;
  };

  bool shows(std::size_t group) const { return !source_.shows || source_.shows(group); }

  bool walk_group(std::size_t group, const soql::row_visitor& visit) const {
    if (!shows(group)) return true;
    const std::vector<Item> items = source_.items(group);
    for (std::size_t place = 0; place < items.size(); ++place)
      if (!visit(soql::row_key{group} << 32U | place, item_row(source_, items[place]))) return false;
    return true;
  }

  // The group asked for last is kept: pages and joins ask for its rows one after the other.
  const std::vector<Item>& items_of(std::size_t group) const {
    if (kept_ != group) {
      kept_items_ = source_.items(group);
      kept_ = group;
    }
    return kept_items_;
  }

  item_source<Item> source_;
  mutable std::optional<std::size_t> kept_;
  mutable std::vector<Item> kept_items_;
  std::vector<soql::column_info> columns_;
  std::vector<soql::relation_info> relations_;
};

template <class Item>
std::shared_ptr<const soql::table> shared(item_source<Item> source) {
  return std::make_shared<object_rows_table<Item>>(std::move(source));
}

// REQUIRES: the source's id is set. A table whose Id is not what its rows are found by has its own.
template <class Item>
item_column<Item> id_column(const item_source<Item>& s) {
  return {{"Id", soql::column_type::id}, [id = s.id](const Item& i) { return soql::value(id(i)); }};
}

// Empty text is null.
inline soql::value text_or_null(const std::string& text) {
  return text.empty() ? soql::value() : soql::value(text);
}

}  // namespace sluice::orgsim
