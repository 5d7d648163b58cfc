// Rows of business data: every value drawn from (seed, object, row, field).

#include "orgsim/data/draw.hpp"
#include "orgsim/data/record_id.hpp"
#include "orgsim/tables/tables.hpp"

#include <array>
#include <chrono>
#include <cmath>

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
    default:
      return is_long_text(f) ? column_type::long_text : column_type::text;
  }
}

class record_rows : public soql::table {
 public:
  record_rows(const org_data& data, object_index o)
      : data_(data),
        self_(data.objects.at(o)),
        prefix_(data.objects.row_prefix(o)),
        fields_(data.objects.fields_of(o)),
        size_(data.counts.of(o).value_or(0)) {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      columns_.push_back({fields_[i].name, type_of(fields_[i]), filterable(fields_[i]), false});
      field_of_column_.push_back(i);
    }
    for (std::size_t i = 0; i < fields_.size(); ++i) add_relation(i);
  }

  const std::string& name() const override { return self_.name; }
  std::span<const soql::column_info> columns() const override { return columns_; }
  std::span<const soql::relation_info> relations() const override { return relations_; }
  std::optional<std::int64_t> size() const override { return size_; }

  std::optional<refusal> refuses_count() const override {
    if (traits(self_.kind).countable) return std::nullopt;
    return refusal{400, "BIG_OBJECT_UNSUPPORTED_OPERATION", "Aggregate functions not supported"};
  }

  void walk(const std::optional<std::vector<std::string>>&, const soql::row_visitor& visit) const override {
    for (soql::row_key key = 0; key < static_cast<soql::row_key>(size_); ++key)
      if (!visit(key, record(*this, key))) return;
  }

  void fetch(std::span<const soql::row_key> keys, const soql::row_visitor& visit) const override {
    for (soql::row_key key : keys)
      if (!visit(key, record(*this, key))) return;
  }

 private:
  class record : public soql::row {
   public:
    record(const record_rows& table, soql::row_key key) : table_(table), key_(key) {}
    value at(std::size_t column) const override { return table_.cell(key_, column); }
    std::string id() const override { return table_.id_of(key_); }
    std::string related_id(std::size_t relation) const override {
      const value v = table_.drawn(key_, table_.fields_[table_.field_of_relation_[relation]]);
      const auto* text = std::get_if<std::string>(&v);
      return text == nullptr ? std::string() : *text;
    }

   private:
    const record_rows& table_;
    soql::row_key key_;
  };

  // One step up: Id and Name of what a reference points to.
  void add_relation(std::size_t i) {
    const field& f = fields_[i];
    if (f.relationship.empty() || f.reference_to.empty()) return;
    relations_.push_back({f.relationship, f.reference_to.size() > 1 ? "Name" : f.reference_to.front()});
    field_of_relation_.push_back(i);
    for (const char* member : {".Id", ".Name"}) {
      columns_.push_back(
          {f.relationship + member, std::string_view(member) == ".Id" ? column_type::id : column_type::text});
      field_of_column_.push_back(i);
    }
  }

  std::string id_of(soql::row_key key) const {
    return long_id(prefix_, (std::uint64_t{self_.ordinal} << 24U) + key + 1);
  }

  value cell(soql::row_key key, std::size_t column) const {
    const value v = drawn(key, fields_[field_of_column_[column]]);
    if (column < fields_.size() || soql::is_null(v) || columns_[column].type == column_type::id) return v;
    return name_of_target(fields_[field_of_column_[column]], std::get<std::string>(v));
  }

  value name_of_target(const field& f, const std::string& id) const {
    if (f.reference_to.back() == "User")
      for (const user& u : data_.who.users)
        if (u.id == id) return u.name;
    return f.reference_to.front() + " " + id.substr(9, 6);
  }

  value drawn(soql::row_key key, const field& f) const {
    draw d(data_.objects.seed(), self_.key, key, f.name);
    if (f.type == field_type::id) return id_of(key);
    if (f.nillable && d.chance(0.35)) return {};
    if (f.type == field_type::reference) return target(f, d);
    if (f.type == field_type::datetime) return created(key, f, d);
    if (f.name == "IsDeleted") return false;
    return plain(key, f, d);
  }

  value target(const field& f, draw& d) const {
    if (f.reference_to.empty()) return {};
    if (f.reference_to.back() == "User") return d.pick(data_.who.users).id;
    const auto parent = data_.objects.find(f.reference_to.front());
    const std::int64_t rows = parent ? data_.objects.drawn_rows(*parent) : 0;
    if (rows == 0) return {};
    const std::uint64_t row = d.below(static_cast<std::uint64_t>(rows));
    return long_id(data_.objects.row_prefix(*parent),
                   (std::uint64_t{data_.objects.at(*parent).ordinal} << 24U) + row + 1);
  }

  // CreatedDate first, then LastModifiedDate and SystemModstamp, which are the same.
  value created(soql::row_key key, const field& f, draw& d) const {
    constexpr std::int64_t begin = 1514764800;  // 2018-01-01
    constexpr std::uint64_t span = 7ULL * 365 * 86400;
    if (f.permissionable) return soql::moment(std::chrono::seconds(begin + static_cast<std::int64_t>(d.below(span))));
    draw of_row(data_.objects.seed(), self_.key, key, "dates");
    const std::uint64_t first = of_row.below(span);
    const std::uint64_t last = first + of_row.below(span - first + 1);
    const std::uint64_t chosen = f.name == "CreatedDate" ? first : last;
    return soql::moment(std::chrono::seconds(begin + static_cast<std::int64_t>(chosen)));
  }

  value plain(soql::row_key key, const field& f, draw& d) const {
    constexpr std::int64_t first_day = 17532;  // 2018-01-01
    switch (f.type) {
      case field_type::boolean:
        return d.chance(0.4);
      case field_type::integer:
        return static_cast<std::int64_t>(d.below(5000));
      case field_type::decimal:
      case field_type::currency:
      case field_type::percent:
        return std::round(d.unit() * 100000.0) / (f.scale > 0 ? 100.0 : 1.0);
      case field_type::date:
        return soql::day(std::chrono::days(first_day + static_cast<std::int64_t>(d.below(2555))));
      case field_type::picklist:
      case field_type::multipicklist:
        return f.picklist.empty() ? value("Other") : value(d.pick(f.picklist).value);
      case field_type::email:
        return "someone" + std::to_string(d.below(10000)) + "@example.com";
      case field_type::phone:
        return "+49 30 " + std::to_string(100000 + d.below(900000));
      case field_type::time:
        return "13:05:30.000Z";
      case field_type::address:
      case field_type::location:
      case field_type::anything:
        return {};
      default:
        return f.name_field ? self_.label + " " + std::to_string(key + 1) : "text " + std::to_string(d.below(100000));
    }
  }

  org_data data_;
  const object& self_;
  std::string prefix_;
  std::vector<field> fields_;
  std::int64_t size_;
  std::vector<soql::column_info> columns_;
  std::vector<std::size_t> field_of_column_;
  std::vector<soql::relation_info> relations_;
  std::vector<std::size_t> field_of_relation_;
};

}  // namespace

table_ptr record_table(const org_data& data, object_index o) {
  return std::make_shared<record_rows>(data, o);
}

}  // namespace sluice::orgsim
