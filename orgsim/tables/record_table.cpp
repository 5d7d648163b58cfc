// Rows of business data, as one user sees them.

#include "orgsim/data/record_id.hpp"
#include "orgsim/data/refusing_objects.hpp"
#include "orgsim/data/row_values.hpp"
#include "orgsim/tables/tables.hpp"

#include <algorithm>
#include <map>
#include <memory>

namespace sluice::orgsim {

namespace {

using soql::column_type;
using soql::value;

column_type type_of(const field& f) {
  switch (f.type) {
    case field_type::id:
    case field_type::reference:
      return column_type::id;
    case field_type::boolean:
      return column_type::boolean;
    case field_type::integer:
      return column_type::integer;
    case field_type::decimal:
    case field_type::currency:
    case field_type::percent:
      return column_type::decimal;
    case field_type::date:
      return column_type::date;
    case field_type::datetime:
      return column_type::datetime;
    case field_type::time:
      return column_type::time;
    case field_type::address:
    case field_type::location:
      return column_type::compound;
    case field_type::base64:
      return column_type::binary;
    default:
      return is_long_text(f) ? column_type::long_text : column_type::text;
  }
}

soql::column_info column_of(const field& f) {
  soql::column_info c{f.name, type_of(f), filterable(f), false};
  c.sortable = sortable(f);
  c.groupable = groupable(f);
  c.aggregatable = aggregatable(f);
  c.custom = f.custom;
  c.multiple = f.type == field_type::multipicklist;
  c.record_id = c.type == column_type::id;
  return c;
}

class record_rows : public soql::table {
 public:
  record_rows(const org_data& data, object_index o)
      : data_(data),
        index_(o),
        self_(data.objects.at(o)),
        values_(data.objects, data.who, o, data.counts.of(o).value_or(data.objects.drawn_rows(o))),
        seen_(data.of.view_all_data ? values_.live() : shared_rows(data.objects, o, values_.live())),
        need_(filter_need_of(data.objects, o, data.how)) {
    const auto fields = values_.fields();
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (!data.of.sees_field(self_.name, fields[i].name)) continue;
      columns_.push_back(column_of(fields[i]));
      field_of_column_.push_back(i);
      // Of FeedItem an org counts no ids, as recorded.
      if (self_.name == "FeedItem" && fields[i].name == "Id") columns_.back().aggregatable = false;
    }
    for (std::size_t i = 0; i < fields.size(); ++i)
      if (data.of.sees_field(self_.name, fields[i].name)) add_relation(i);
  }

  const std::string& name() const override { return self_.name; }
  std::span<const soql::column_info> columns() const override { return columns_; }
  std::span<const soql::relation_info> relations() const override { return relations_; }
  std::optional<std::int64_t> size() const override { return seen_; }
  std::string key_prefix() const override { return data_.objects.key_prefix(index_); }
  const soql::filter_need* needs_filter() const override { return need_ ? &*need_ : nullptr; }
  std::size_t page_rows(bool long_text) const override {
    constexpr std::size_t most = 2000;
    const auto cut = static_cast<std::size_t>(std::max<std::int64_t>(data_.how.long_text_page_rows, 0));
    return long_text && cut > 0 ? std::min(cut, most) : most;
  }

  std::optional<refusal> refuses_count() const override {
    if (!traits(self_.kind).countable)
      return refusal{400, "BIG_OBJECT_UNSUPPORTED_OPERATION", "Aggregate functions not supported"};
    if (data_.how.count_timeout_rows > 0 && seen_ > data_.how.count_timeout_rows)
      return refusal{400, "QUERY_TIMEOUT", "Your query request was running for too long."};
    return std::nullopt;
  }

  std::optional<soql::child_relation> children(std::string_view name) const override {
    for (const child_reference& c : data_.objects.children_of(index_))
      if (soql::alike(c.relationship, name)) return soql::child_relation{data_.objects.at(c.child).name, c.field};
    return std::nullopt;
  }

  void walk(const std::optional<std::vector<std::string>>&, const soql::row_visitor& visit) const override {
    for (soql::row_key key = 0; key < static_cast<soql::row_key>(seen_); ++key)
      if (!visit(key, record(*this, key))) return;
  }

  void walk_deleted(const soql::row_visitor& visit) const override {
    if (!data_.of.view_all_data) return;
    const auto first = static_cast<soql::row_key>(values_.live());
    for (soql::row_key key = first; key < first + static_cast<soql::row_key>(values_.deleted()); ++key)
      if (!visit(key, record(*this, key))) return;
  }

  void fetch(std::span<const soql::row_key> keys, const soql::row_visitor& visit) const override {
    for (soql::row_key key : keys)
      if (!visit(key, record(*this, key))) return;
  }

  std::optional<soql::row_key> find(std::string_view id) const override {
    if (!id.starts_with(data_.objects.row_prefix(index_))) return std::nullopt;
    const std::uint64_t number = number_of_id(id);
    const std::uint64_t first = (std::uint64_t{self_.ordinal} << 24U) + 1;
    if (number < first) return std::nullopt;
    const soql::row_key key = number - first;
    const bool lives = key < static_cast<soql::row_key>(seen_);
    const bool deleted = data_.of.view_all_data && is_deleted(key) &&
                         key < static_cast<soql::row_key>(values_.live() + values_.deleted());
    return lives || deleted ? std::optional(key) : std::nullopt;
  }

  bool is_deleted(soql::row_key key) const override { return key >= static_cast<soql::row_key>(values_.live()); }

 private:
  enum class part { whole, name, type };

  class record : public soql::row {
   public:
    record(const record_rows& table, soql::row_key key) : table_(table), key_(key) {}
    value at(std::size_t column) const override { return table_.cell(key_, column); }
    std::string id() const override { return table_.values_.id_of(key_); }
    std::string related_id(std::size_t relation) const override {
      const value v = table_.values_.at(key_, table_.field_of_relation_[relation]);
      const auto* text = std::get_if<std::string>(&v);
      return text == nullptr ? std::string() : *text;
    }

   private:
    const record_rows& table_;
    soql::row_key key_;
  };

  // Where a reference may point to several objects, no path goes on: Id, Name and Type are all there is.
  void add_relation(std::size_t i) {
    const field& f = values_.fields()[i];
    if (f.relationship.empty() || f.reference_to.empty()) return;
    const bool several = f.reference_to.size() > 1;
    relations_.push_back({f.relationship, several ? "Name" : f.reference_to.front(),
                          several ? std::string() : f.reference_to.front(), false, f.reference_to});
    field_of_relation_.push_back(i);
    if (!several) return;
    columns_.push_back({f.relationship + ".Id", column_type::id});
    columns_.push_back({f.relationship + ".Name"});
    columns_.push_back({f.relationship + ".Type"});
    for (const part p : {part::whole, part::name, part::type}) {
      part_of_column_[field_of_column_.size()] = p;
      field_of_column_.push_back(i);
    }
  }

  value cell(soql::row_key key, std::size_t column) const {
    value v = values_.at(key, field_of_column_[column]);
    const auto found = part_of_column_.find(column);
    const part p = found == part_of_column_.end() ? part::whole : found->second;
    if (p == part::whole || soql::is_null(v)) return v;
    return about_target(values_.fields()[field_of_column_[column]], std::get<std::string>(v), p);
  }

  value about_target(const field& f, const std::string& id, part p) const {
    for (const user& u : data_.who.users)
      if (u.id == id) return p == part::type ? value("User") : value(u.name);
    if (p == part::type) return f.reference_to.front();
    const auto target = data_.objects.find(f.reference_to.front());
    if (!target) return {};
    auto& rows = targets_[*target];
    if (!rows)
      rows = std::make_unique<row_values>(data_.objects, data_.who, *target, data_.objects.drawn_rows(*target));
    const std::uint64_t row = number_of_id(id) - (std::uint64_t{data_.objects.at(*target).ordinal} << 24U) - 1;
    const auto fields = rows->fields();
    for (std::size_t i = 0; i < fields.size(); ++i)
      if (fields[i].name_field) return rows->at(row, i);
    return {};
  }

  org_data data_;
  object_index index_;
  const object& self_;
  row_values values_;
  std::int64_t seen_;
  std::optional<soql::filter_need> need_;
  std::vector<soql::column_info> columns_;
  std::vector<std::size_t> field_of_column_;
  std::map<std::size_t, part> part_of_column_;
  std::vector<soql::relation_info> relations_;
  std::vector<std::size_t> field_of_relation_;
  mutable std::map<object_index, std::unique_ptr<row_values>> targets_;
};

}  // namespace

table_ptr record_table(const org_data& data, object_index o) {
  return std::make_shared<record_rows>(data, o);
}

}  // namespace sluice::orgsim
