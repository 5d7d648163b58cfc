#include "orgsim/behaviour/profile_file.hpp"

#include "orgsim/behaviour/profile_reader.hpp"
#include "orgsim/behaviour/profile_settings.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace sluice::orgsim {

namespace {

const std::vector<std::string_view> sections{"based_on", "sentence",  "capacity", "service", "cold",   "network",
                                             "rate",     "in_flight", "day",      "others",  "change", "wave",
                                             "outage",   "fault",     "users",    "traps"};

// Reads the sections of one file over what the profile is based on.
class file_reader {
 public:
  file_reader(const toml::table& root, std::string source, profile& to)
      : root_(root), reader_(std::move(source)), to_(to) {}

  std::optional<profile_fault> read() {
    for (const auto& [key, node] : root_)
      if (std::find(sections.begin(), sections.end(), key.str()) == sections.end())
        reader_.unknown(node, "", key.str(), sections);
    read_base();
    read_service();
    one("capacity", to_.capacity);
    one("cold", to_.cold);
    one("network", to_.network);
    one("rate", to_.rate);
    one("in_flight", to_.in_flight);
    one("day", to_.day);
    one("others", to_.others);
    several("change", to_.changes);
    several("wave", to_.waves);
    several("outage", to_.outages);
    several("fault", to_.faults);
    read_users();
    if (const toml::table* table = table_at("traps")) reader_.read_traps(*table, to_.org_traps);
    check_ramps();
    check_faults();
    return reader_.fault();
  }

 private:
  const toml::table* table_at(std::string_view name) {
    const toml::node* node = root_.get(name);
    if (node == nullptr) return nullptr;
    if (!node->is_table()) reader_.fail(*node, std::string(name), "must be a table");
    return node->as_table();
  }

  void read_base() {
    to_.sentence.clear();
    if (const toml::node* sentence = root_.get("sentence")) {
      if (sentence->is_string())
        to_.sentence = sentence->as_string()->get();
      else
        reader_.fail(*sentence, "sentence", "must be a text");
    }
    const toml::node* base = root_.get("based_on");
    if (base == nullptr) return;
    const named_profile* known = base->is_string() ? find_built_in(base->as_string()->get()) : nullptr;
    if (known == nullptr) return reader_.fail(*base, "based_on", "must be one of " + built_in_names());
    auto read = read_profile(known->text, profile_syntax::toml, std::string(known->name));
    if (!read) return reader_.fail(*base, "based_on", read.error().message);
    read->sentence = to_.sentence;
    to_ = std::move(*read);
  }

  // What stands in [service] itself is said of every kind, before any kind's own.
  void read_service() {
    const toml::table* table = table_at("service");
    if (table == nullptr) return;
    const std::vector<std::string_view> kinds(call_kind_names.begin(), call_kind_names.end());
    for (service_profile& s : to_.service) reader_.read(*table, "service", s, kinds);
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      const toml::node* node = table->get(kinds[i]);
      if (node == nullptr) continue;
      const std::string path = "service." + std::string(kinds[i]);
      if (!node->is_table()) return reader_.fail(*node, path, "must be a table");
      reader_.read(*node->as_table(), path, to_.service[i]);
    }
  }

  template <class Section>
  void one(std::string_view name, Section& to) {
    if (const toml::table* table = table_at(name)) reader_.read(*table, std::string(name), to);
  }

  // Calls `each` with every table of the list, which may also be a single table.
  template <class Each>
  void each_of(std::string_view name, const Each& each) {
    const toml::node* node = root_.get(name);
    if (node == nullptr) return;
    if (node->is_table()) return each(*node->as_table());
    const toml::array* list = node->as_array();
    if (list == nullptr) return reader_.fail(*node, std::string(name), "must be a list of tables");
    for (const toml::node& entry : *list) {
      if (!entry.is_table()) return reader_.fail(entry, std::string(name), "must be a list of tables");
      each(*entry.as_table());
    }
  }

  template <class Section>
  void several(std::string_view name, std::vector<Section>& to) {
    if (root_.contains(name)) to.clear();
    each_of(name, [&](const toml::table& table) { reader_.read(table, std::string(name), to.emplace_back()); });
  }

  void read_users() {
    if (root_.contains("users")) to_.users.clear();
    each_of("users", [this](const toml::table& table) {
      user_profile& user = to_.users.emplace_back();
      if (const auto name = table["name"].value<std::string>(); name && !name->empty())
        user.name = *name;
      else
        reader_.fail(table, "users.name", "must be there, and a text");
      reader_.read(table, "users", user.may, {"name"});
    });
  }

  // A limit that is not there has no middle on the way to another.
  void check_ramps() {
    for (const change_profile& c : to_.changes) {
      if (c.over_s <= 0) continue;
      const auto from_nothing = [&](const std::optional<double>& ramp, bool limited, const std::string& what) {
        if (ramp && !limited) reader_.fail(root_, "change.over_s", "needs " + what + " to begin with");
      };
      from_nothing(c.servers, to_.capacity.servers > 0, "capacity.servers");
      from_nothing(c.calls_per_minute, to_.rate.calls_per_minute > 0, "rate.calls_per_minute");
      from_nothing(c.in_flight_cap, to_.in_flight.cap > 0, "in_flight.cap");
    }
  }

  void check_faults() {
    for (const fault_profile& f : to_.faults) {
      const bool any = f.share > 0 || f.first > 0 || f.every > 0 || f.to_call > 0 || f.first_askings > 0;
      if (!any) reader_.fail(root_, "fault", "needs one of share, first, every, to_call, first_askings");
      const auto kind = std::find(call_kind_names.begin(), call_kind_names.end(), f.on);
      if (!f.on.empty() && kind == call_kind_names.end())
        reader_.unknown(root_, "fault.on", f.on, {call_kind_names.begin(), call_kind_names.end()});
    }
  }

  const toml::table& root_;
  profile_reader reader_;
  profile& to_;
};

template <class Section>
void add_names(std::vector<std::string>& out, const std::string& section) {
  for (const auto& s : settings_of<Section>) out.push_back(section + "." + std::string(s.name));
}

}  // namespace

profile_result read_profile(std::string_view text, profile_syntax syntax, const std::string& source) {
  const auto root = parse_profile_tree(text, syntax, source);
  if (!root) return root.error();
  profile p;
  if (auto fault = file_reader(*root, source, p).read()) return *std::move(fault);
  return p;
}

const named_profile* find_built_in(std::string_view name) {
  for (const named_profile& p : built_in_profiles())
    if (p.name == name) return &p;
  return nullptr;
}

std::string built_in_names() {
  std::string names;
  for (const named_profile& p : built_in_profiles()) names += (names.empty() ? "" : ", ") + std::string(p.name);
  return names;
}

profile_result load_profile(const std::string& name_or_path) {
  if (const named_profile* known = find_built_in(name_or_path))
    return read_profile(known->text, profile_syntax::toml, name_or_path);
  std::ifstream in(name_or_path, std::ios::binary);
  if (!in)
    return profile_fault{"unknown profile \"" + name_or_path + "\": neither a readable file nor one of " +
                         built_in_names()};
  const std::string text(std::istreambuf_iterator<char>(in), {});
  const bool json = name_or_path.ends_with(".json");
  return read_profile(text, json ? profile_syntax::json : profile_syntax::toml, name_or_path);
}

std::vector<std::string> profile_setting_names() {
  std::vector<std::string> names{"based_on", "sentence"};
  add_names<capacity_profile>(names, "capacity");
  add_names<service_profile>(names, "service");
  for (const std::string_view kind : call_kind_names) names.push_back("service." + std::string(kind));
  add_names<cold_profile>(names, "cold");
  add_names<network_profile>(names, "network");
  add_names<rate_profile>(names, "rate");
  add_names<in_flight_profile>(names, "in_flight");
  add_names<day_profile>(names, "day");
  add_names<others_profile>(names, "others");
  add_names<change_profile>(names, "change");
  add_names<wave_profile>(names, "wave");
  add_names<outage_profile>(names, "outage");
  add_names<fault_profile>(names, "fault");
  names.emplace_back("users.name");
  add_names<rights>(names, "users");
  for (const trap_name& t : trap_names) names.push_back("traps." + std::string(t.name));
  return names;
}

}  // namespace sluice::orgsim
