#include "orgsim/data/row_truth.hpp"

#include "orgsim/data/clock.hpp"
#include "orgsim/data/record_types.hpp"
#include "orgsim/data/row_values.hpp"

#include <map>

namespace sluice::orgsim {

namespace {

using counts_by_name = std::map<std::string, std::int64_t>;

void write_counts(json_text& json, std::string_view key, const counts_by_name& counts) {
  json.key(key).begin_object();
  for (const auto& [name, count] : counts) {
    std::string text;
    append_quoted(text, name);
    json.key(std::string_view(text).substr(1, text.size() - 2)).number(count);
  }
  json.end_object();
}

class row_truth {
 public:
  row_truth(json_text& json, const truth_source& of, object_index o, std::int64_t live, std::int64_t seen)
      : json_(json), of_(of), object_(o), rows_(of.data, of.who, o, live), seen_(seen) {}

  void write() {
    json_.key("rows").begin_object();
    write_filled();
    write_picklists();
    write_owners();
    write_record_types();
    write_dates();
    json_.end_object();
  }

 private:
  bool sees(const field& f) const { return of_.sees.sees_field(of_.data.at(object_).name, f.name); }

  void write_filled() {
    json_.key("filled").begin_object();
    const auto fields = rows_.fields();
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const field& f = fields[i];
      if (!sees(f) || f.type == field_type::address || f.type == field_type::location) continue;
      json_.member(f.name, rows_.filled(i, seen_));
    }
    json_.end_object();
  }

  void write_picklists() {
    json_.key("picklists").begin_object();
    const auto fields = rows_.fields();
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (fields[i].type != field_type::picklist || !sees(fields[i])) continue;
      const auto tally = rows_.tally(i, seen_);
      write_counts(json_, fields[i].name, {tally.begin(), tally.end()});
    }
    json_.end_object();
  }

  std::optional<std::size_t> place_of(std::string_view name) const {
    const auto fields = rows_.fields();
    for (std::size_t i = 0; i < fields.size(); ++i)
      if (fields[i].name == name && sees(fields[i])) return i;
    return std::nullopt;
  }

  void write_owners() {
    const auto owner = place_of("OwnerId");
    if (!owner) return;
    counts_by_name owners;
    counts_by_name profiles;
    for (const auto& [id, count] : rows_.tally(*owner, seen_))
      for (const user& u : of_.who.users) {
        if (u.id != id) continue;
        owners[u.name] += count;
        profiles[of_.who.profiles[u.profile].name] += count;
      }
    write_counts(json_, "owners", owners);
    write_counts(json_, "owning_profiles", profiles);
  }

  void write_record_types() {
    const auto place = place_of("RecordTypeId");
    if (!place) return;
    counts_by_name types;
    const auto tally = rows_.tally(*place, seen_);
    for (const record_type& t : record_types_of(of_.data, object_))
      for (const auto& [id, count] : tally)
        if (id == record_type_id(t)) types[t.developer_name] += count;
    write_counts(json_, "record_types", types);
  }

  // The earliest moment by which `rows` rows had been modified for the last time.
  soql::moment modified_by(std::int64_t rows) const {
    std::int64_t low = rows_.created_at(0).time_since_epoch().count();
    std::int64_t high = org_now.time_since_epoch().count();
    while (low < high) {
      const std::int64_t middle = low + (high - low) / 2;
      const soql::moment after{std::chrono::seconds(middle + 1)};
      if (rows_.modified_before(after, seen_) >= rows)
        high = middle;
      else
        low = middle + 1;
    }
    return soql::moment(std::chrono::seconds(low));
  }

  void write_dates() {
    if (place_of("CreatedDate")) {
      const auto last = static_cast<std::uint64_t>(seen_ - 1);
      json_.key("created").begin_object().member("first", soql::text_of(rows_.created_at(0)));
      json_.member("last", soql::text_of(rows_.created_at(last))).end_object();
    }
    if (!place_of("LastModifiedDate")) return;
    constexpr auto two_years = std::chrono::days(730);
    json_.key("last_modified").begin_object().member("first", soql::text_of(modified_by(1)));
    json_.member("quarter", soql::text_of(modified_by((seen_ + 3) / 4)));
    json_.member("half", soql::text_of(modified_by((seen_ + 1) / 2)));
    json_.member("three_quarters", soql::text_of(modified_by((seen_ * 3 + 3) / 4)));
    json_.member("last", soql::text_of(modified_by(seen_))).end_object();
    json_.member("older_than_two_years", rows_.modified_before(org_now - two_years, seen_));
  }

  json_text& json_;
  const truth_source& of_;
  object_index object_;
  row_values rows_;
  std::int64_t seen_;
};

}  // namespace

void append_row_truth(json_text& json, const truth_source& of, object_index o, std::int64_t live, std::int64_t seen) {
  row_truth(json, of, o, live, seen).write();
}

}  // namespace sluice::orgsim
