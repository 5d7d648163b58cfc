// A table whose rows belong to objects (or to one group, for what belongs to the whole org): a list of columns, each
// with a function that reads it off an item. Adding a column is adding a line to the list of its table.
#pragma once

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
  std::function<std::string(const Item&)> id;
  std::vector<item_column<Item>> columns;
  std::vector<item_relation<Item>> relations;
  std::optional<std::int64_t> size;
  bool has_more_pages = true;
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
  std::optional<std::int64_t> size() const override { return source_.size; }
  bool has_more_pages() const override { return source_.has_more_pages; }

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
    std::optional<std::size_t> group;
    std::vector<Item> items;
    for (soql::row_key key : keys) {
      if (const auto wanted = static_cast<std::size_t>(key >> 32U); wanted != group) {
        items = source_.items(wanted);
        group = wanted;
      }
      if (!visit(key, item_row(source_, items[static_cast<std::size_t>(key & 0xffffffffU)]))) return;
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

  bool walk_group(std::size_t group, const soql::row_visitor& visit) const {
    const std::vector<Item> items = source_.items(group);
    for (std::size_t place = 0; place < items.size(); ++place)
      if (!visit(soql::row_key{group} << 32U | place, item_row(source_, items[place]))) return false;
    return true;
  }

  item_source<Item> source_;
  std::vector<soql::column_info> columns_;
  std::vector<soql::relation_info> relations_;
};

template <class Item>
std::shared_ptr<const soql::table> shared(item_source<Item> source) {
  return std::make_shared<object_rows_table<Item>>(std::move(source));
}

// Empty text is null.
inline soql::value text_or_null(const std::string& text) {
  return text.empty() ? soql::value() : soql::value(text);
}

}  // namespace sluice::orgsim
