#include "orgsim/data/org.hpp"

#include "orgsim/data/draw.hpp"
#include "orgsim/data/made_up_fields.hpp"
#include "orgsim/data/object_names.hpp"
#include "orgsim/data/record_id.hpp"

#include <algorithm>
#include <array>
#include <cmath>
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
    by_lower_name_.emplace(lower_case(objects_[i].name), i);
    by_label_.emplace(objects_[i].label, i);
  }
  for (object& o : objects_)
    if (o.parent != no_object) o.parent = by_ordinal_[o.parent];
  for (object_index i : by_ordinal_)
    if (i != no_object && (at(i).kind == object_kind::standard || at(i).kind == object_kind::custom))
      targets_.push_back(i);
}

void org::collect_children() {
  std::vector<std::size_t> counts(objects_.size(), 0);
  for (object_index child = 0; child < objects_.size(); ++child) {
    for (const field& f : fields_of(child)) {
      for (const std::string& name : f.reference_to) {
        const auto parent = find(name);
        if (!parent || counts[*parent] >= most_children) continue;
        ++counts[*parent];
        const bool named = f.custom || at(child).kind == object_kind::history;
        std::string relationship = !named ? std::string() : f.custom ? label_of_name(at(child).name) : "Histories";
        std::erase(relationship, ' ');
        if (f.custom) relationship += "s__r";
        children_.push_back({*parent, child, f.name, std::move(relationship), f.cascade_delete});
      }
    }
  }
  std::stable_sort(children_.begin(), children_.end(),
                   [](const child_reference& a, const child_reference& b) { return a.parent < b.parent; });
  first_child_.assign(objects_.size() + 1, 0);
  for (std::size_t i = 0; i < counts.size(); ++i) first_child_[i + 1] = first_child_[i] + counts[i];
}

std::optional<object_index> org::find(std::string_view name) const {
  const auto found = by_lower_name_.find(lower_case(name));
  if (found == by_lower_name_.end()) return std::nullopt;
  return found->second;
}

std::optional<object_index> org::find_durable(std::string_view name_or_id) const {
  if (const auto by_name = find(name_or_id)) return by_name;
  if (!name_or_id.starts_with("01I")) return std::nullopt;
  const std::uint64_t ordinal = number_of_id(name_or_id);
  if (ordinal >= by_ordinal_.size() || by_ordinal_[ordinal] == no_object) return std::nullopt;
  return by_ordinal_[ordinal];
}

std::string org::durable_id(object_index o) const {
  return is_custom_entity(at(o).kind) ? short_id("01I", at(o).ordinal) : at(o).name;
}

const std::string& org::lookup_target(double where) const {
  // Squared, so that the first ones (Account, Contact, ...) are pointed to most.
  const auto place = static_cast<std::size_t>(where * where * static_cast<double>(targets_.size()));
  return at(targets_[std::min(place, targets_.size() - 1)]).name;
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
                          [this](double where) -> const std::string& { return lookup_target(where); });
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

std::span<const child_reference> org::children_of(object_index o) const {
  return std::span(children_).subspan(first_child_[o], first_child_[std::size_t{o} + 1] - first_child_[o]);
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
  if (!traits(self.kind).queryable) return 0;
  constexpr std::int64_t account_rows = 5230;
  if (self.name == "Account") return account_rows;
  draw d(seed_, self.key, "rows");
  if (!d.chance(0.27)) return 0;
  constexpr double most = 60000.0;
  return static_cast<std::int64_t>(std::clamp(std::exp(4.5 + 2.0 * d.normal()), 1.0, most));
}

std::int64_t org::last_modified(object_index o) const {
  constexpr std::int64_t begin = 1672531200;  // 2023-01-01
  constexpr std::uint64_t span = 2 * 365 * 86400;
  return begin + static_cast<std::int64_t>(draw(seed_, at(o).key, "modified").below(span));
}

}  // namespace sluice::orgsim
