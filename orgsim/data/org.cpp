#include "orgsim/data/org.hpp"

#include "orgsim/data/draw.hpp"
#include "orgsim/data/made_up_fields.hpp"
#include "orgsim/data/object_names.hpp"
#include "orgsim/data/record_id.hpp"
#include "orgsim/data/rights.hpp"
#include "orgsim/data/standard_fields.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

namespace sluice::orgsim {

namespace {

// A describe of User in a real org has some 300 child relationships, not one for every field that points to it.
constexpr std::size_t most_children = 300;

struct known_prefix {
  std::string_view name;
  std::string_view prefix;
};
constexpr std::array<known_prefix, 18> known_prefixes{{{"Account", "001"},
                                                       {"Contact", "003"},
                                                       {"Opportunity", "006"},
                                                       {"Lead", "00Q"},
                                                       {"Case", "500"},
                                                       {"Campaign", "701"},
                                                       {"Task", "00T"},
                                                       {"Event", "00U"},
                                                       {"Product2", "01t"},
                                                       {"Contract", "800"},
                                                       {"Order", "801"},
                                                       {"User", "005"},
                                                       {"Profile", "00e"},
                                                       {"PermissionSet", "0PS"},
                                                       {"Organization", "00D"},
                                                       {"ApexClass", "01p"},
                                                       {"ApexTrigger", "01q"},
                                                       {"FlowDefinitionView", "3dd"}}};

// The kind by the name alone is settled here for companions, whose parent must exist.
object classified(const schema_object& source, std::uint32_t ordinal,
                  const std::unordered_map<std::string, std::uint32_t>& ordinals, std::uint32_t& parent) {
  object_kind kind = kind_of_suffix(source.name);
  parent = no_object;
  if (const auto word = traits(kind).associate; !word.empty()) {
    std::string stem = source.name.substr(0, source.name.size() - word.size());
    if (stem.ends_with("__")) stem += "c";
    const auto found = ordinals.find(stem);
    if (found == ordinals.end())
      kind = object_kind::standard;
    else
      parent = found->second;
  }
  if (kind == object_kind::standard && is_setup_name(source.name)) kind = object_kind::setup;
  object o = make_object(source.name, kind, ordinal);
  if (!source.label.empty()) o.label = source.label;
  return o;
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

org org::made_up(std::uint64_t seed, std::size_t objects) {
  return {seed, made_up_objects(seed, objects), {}};
}

org org::from_schema(std::uint64_t seed, std::vector<schema_object> schema) {
  std::unordered_map<std::string, std::uint32_t> ordinals;
  for (std::uint32_t i = 0; i < schema.size(); ++i) ordinals.emplace(schema[i].name, i);
  std::vector<object> objects;
  for (std::uint32_t i = 0; i < schema.size(); ++i) {
    if (ordinals.at(schema[i].name) != i) continue;  // named twice: the first counts
    std::uint32_t parent = no_object;
    object o = classified(schema[i], i, ordinals, parent);
    o.parent = parent;
    o.schema = i;
    objects.push_back(std::move(o));
  }
  return {seed, std::move(objects), std::move(schema)};
}

org::org(std::uint64_t seed, std::vector<object> objects, std::vector<schema_object> schema)
    : seed_(seed), objects_(std::move(objects)), schema_(std::move(schema)) {
  index();
  collect_children();
}

// The objects come in order of creation, with parents named by ordinal; from here on the index is the place by name.
void org::index() {
  std::sort(objects_.begin(), objects_.end(), [](const object& a, const object& b) { return a.name < b.name; });
  std::uint32_t highest = 0;
  for (const object& o : objects_) highest = std::max(highest, o.ordinal);
  by_ordinal_.assign(std::size_t{highest} + 1, no_object);
  for (object_index i = 0; i < objects_.size(); ++i) {
    by_ordinal_[objects_[i].ordinal] = i;
    if (objects_[i].schema != no_object) by_label_.emplace(objects_[i].label, i);
  }
  by_any_case_.resize(objects_.size());
  std::iota(by_any_case_.begin(), by_any_case_.end(), object_index{0});
  std::stable_sort(by_any_case_.begin(), by_any_case_.end(),
                   [this](object_index a, object_index b) { return names_alike()(at(a).name, at(b).name); });
  for (object& o : objects_)
    if (o.parent != no_object) o.parent = by_ordinal_[o.parent];
  for (object_index i : by_ordinal_)
    if (i != no_object && (at(i).kind == object_kind::standard || at(i).kind == object_kind::custom))
      targets_.push_back(i);
}

void org::add_child(object_index parent, object_index child, std::size_t place, bool drawn) {
  if (first_child_[parent] >= most_children) return;
  ++first_child_[parent];
  children_.push_back({parent, child, static_cast<std::uint32_t>(place) & 0x7fffffffU, drawn ? 1U : 0U});
}

void org::collect_fields(object_index child) {
  const std::vector<field> fields = fields_of(child);
  for (std::size_t place = 0; place < fields.size(); ++place)
    for (const std::string& name : fields[place].reference_to)
      if (const auto parent = find(name)) add_child(*parent, child, place, false);
}

void org::collect_drawn(object_index child) {
  visit_drawn(seed_, at(child), fixed_field_count(seed_, at(child)), [&](const drawn_field& d) {
    if (d.type == field_type::reference && !d.location) add_child(lookup_target(d.target), child, d.n, true);
  });
}

// Making the fields of every object would take seconds in an org of 100,000. The references that all objects of a kind
// have (to their creator, their owner) lead to User and Group, which soon have as many children as are told; after that
// only the drawn ones are looked at, and the parents of companions, which have one reference of their own.
void org::collect_children() {
  first_child_.assign(objects_.size() + 1, 0);
  const auto full = [this](std::string_view name) {
    const auto o = find(name);
    return !o || first_child_[*o] >= most_children;
  };
  bool common_full = false;
  for (object_index child = 0; child < objects_.size(); ++child) {
    const object_kind kind = at(child).kind;
    common_full = common_full || (full("User") && full("Group") && full("RecordType"));
    const bool drawn_only = is_custom_entity(kind) && at(child).schema == no_object && common_full;
    drawn_only ? collect_drawn(child) : collect_fields(child);
  }
  std::stable_sort(children_.begin(), children_.end(),
                   [](const child_entry& a, const child_entry& b) { return a.parent < b.parent; });
  children_.shrink_to_fit();
  std::uint32_t sum = 0;
  for (std::uint32_t& first : first_child_) first = std::exchange(sum, sum + first);
}

std::optional<object_index> org::find(std::string_view name) const {
  const names_alike before;
  const auto found = std::lower_bound(by_any_case_.begin(), by_any_case_.end(), name,
                                      [&](object_index o, std::string_view n) { return before(at(o).name, n); });
  if (found == by_any_case_.end() || before(name, at(*found).name)) return std::nullopt;
  return *found;
}

std::optional<object_index> org::find_durable(std::string_view name_or_id) const {
  if (const auto by_name = find(name_or_id)) return by_name;
  if (!name_or_id.starts_with("01I")) return std::nullopt;
  return with_ordinal(number_of_id(name_or_id));
}

std::optional<object_index> org::with_ordinal(std::uint64_t ordinal) const {
  if (ordinal >= by_ordinal_.size() || by_ordinal_[ordinal] == no_object) return std::nullopt;
  return by_ordinal_[ordinal];
}

std::string org::durable_id(object_index o) const {
  return is_custom_entity(at(o).kind) ? short_id("01I", at(o).ordinal) : at(o).name;
}

object_index org::lookup_target(double where) const {
  // Squared, so that the first ones (Account, Contact, ...) are pointed to most.
  const auto place = static_cast<std::size_t>(where * where * static_cast<double>(targets_.size()));
  return targets_[std::min(place, targets_.size() - 1)];
}

field org::drawn_field_of(object_index o, std::size_t n) const {
  return made_up_field(seed_, at(o), drawn_field_at(seed_, at(o), n, false),
                       [this](double where) -> const std::string& { return at(lookup_target(where)).name; });
}

void org::settle_references(field& f) const {
  std::vector<std::string> known;
  for (const std::string& word : f.reference_to) {
    if (const auto by_name = find(word))
      known.push_back(at(*by_name).name);
    else if (const auto by_label = by_label_.find(word); by_label != by_label_.end())
      known.push_back(at(by_label->second).name);
  }
  f.reference_to = std::move(known);
}

std::vector<field> org::fields_of(object_index o) const {
  const object& self = at(o);
  if (self.schema == no_object) {
    const std::string parent = self.parent == no_object ? std::string() : at(self.parent).name;
    return made_up_fields(seed_, self, parent,
                          [this](double where) -> const std::string& { return at(lookup_target(where)).name; });
  }
  std::vector<field> fields;
  const schema_object& source = schema_[self.schema];
  fields.reserve(source.fields.size());
  for (const schema_field& f : source.fields) {
    fields.push_back(field_of_setup_type(f, self.name));
    settle_references(fields.back());
  }
  return fields;
}

std::vector<child_reference> org::children_of(object_index o) const {
  std::vector<child_reference> children;
  std::vector<field> fields;
  object_index made = no_object;
  for (std::size_t i = first_child_[o]; i < first_child_[std::size_t{o} + 1]; ++i) {
    const child_entry& entry = children_[i];
    if (entry.drawn == 0 && entry.child != made) {
      fields = fields_of(entry.child);
      made = entry.child;
    }
    const field f = entry.drawn == 0 ? fields[entry.place] : drawn_field_of(entry.child, entry.place);
    const object& child = at(entry.child);
    std::string relationship(standard_children_name(child.name, f.name));
    if (f.custom)
      relationship = label_of_name(child.name) + "s__r";
    else if (child.kind == object_kind::history && child.parent == o)
      relationship = "Histories";
    else if (child.kind == object_kind::share && f.name == "ParentId")
      relationship = "Shares";
    else if (child.kind == object_kind::feed && f.name == "ParentId")
      relationship = "Feeds";
    std::erase(relationship, ' ');
    children.push_back({entry.child, f.name, std::move(relationship), f.cascade_delete});
  }
  return children;
}

std::string org::row_prefix(object_index o) const {
  for (const known_prefix& known : known_prefixes)
    if (known.name == at(o).name) return std::string(known.prefix);
  constexpr std::string_view digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  const std::uint32_t n = at(o).ordinal;
  const std::size_t base = digits.size();
  std::string prefix(1, is_custom_entity(at(o).kind) ? static_cast<char>('a' + (n / (base * base)) % 26) : '0');
  prefix += digits[n / base % base];
  prefix += digits[n % base];
  return prefix;
}

std::string org::key_prefix(object_index o) const {
  const object_kind kind = at(o).kind;
  const bool none = kind == object_kind::history || kind == object_kind::feed || kind == object_kind::change;
  return none ? std::string() : row_prefix(o);
}

std::int64_t org::drawn_rows(object_index o) const {
  const object& self = at(o);
  if (!queryable(self)) return 0;
  constexpr std::int64_t account_rows = 5230;
  if (self.name == "Account") return account_rows;
  // No history without a record.
  if (self.parent != no_object && drawn_rows(self.parent) == 0) return 0;
  draw d(seed_, self.key, "rows");
  if (!d.chance(0.27)) return 0;
  constexpr double most = 60000.0;
  return static_cast<std::int64_t>(std::clamp(std::exp(4.5 + 2.0 * d.normal()), 1.0, most));
}

std::int64_t org::last_modified(object_index o) const {
  constexpr std::int64_t begin = 1672531200;  // 2023-01-01
  constexpr std::uint64_t span = 2ULL * 365 * 86400;
  return begin + static_cast<std::int64_t>(draw(seed_, at(o).key, "modified").below(span));
}

}  // namespace sluice::orgsim
