// Reads one table of a profile into one section, by the section's list of settings. The first fault stays; later reads
// do nothing.
#pragma once

#include "orgsim/behaviour/nearest_name.hpp"
#include "orgsim/behaviour/profile_settings.hpp"
#include "orgsim/behaviour/profile_tree.hpp"

#include <cmath>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace sluice::orgsim {

class profile_reader {
 public:
  explicit profile_reader(std::string source) : source_(std::move(source)) {}

  const std::optional<profile_fault>& fault() const { return fault_; }

  // `path` is the table's, as in `service.describe`.
  void fail(const toml::node& at, const std::string& path, const std::string& what);
  void unknown(const toml::node& at, const std::string& path, std::string_view name,
               const std::vector<std::string_view>& known);

  // The settings of `table` into `to`; names in `elsewhere` are left to the caller.
  template <class Section>
  void read(const toml::table& table, const std::string& path, Section& to,
            const std::vector<std::string_view>& elsewhere = {}) {
    for (const auto& [key, node] : table) {
      if (fault_) return;
      const std::string_view name = key.str();
      bool known = std::find(elsewhere.begin(), elsewhere.end(), name) != elsewhere.end();
      for (const setting<Section>& s : settings_of<Section>) {
        if (s.name != name) continue;
        known = true;
        std::visit(
            [&, &at = node](auto member) { set(at, path + "." + std::string(name), to.*member, s.least, s.most); },
            s.member);
      }
      if (!known) unknown(node, path, name, names_of<Section>(elsewhere));
    }
  }

  void read_traps(const toml::table& table, traps& to);

  template <class Section>
  static std::vector<std::string_view> names_of(std::vector<std::string_view> with = {}) {
    for (const setting<Section>& s : settings_of<Section>) with.push_back(s.name);
    return with;
  }

 private:
  std::optional<double> number(const toml::node& node, const std::string& path, double least, double most, bool whole);
  void set(const toml::node& node, const std::string& path, bool& to, double, double);
  void set(const toml::node& node, const std::string& path, std::string& to, double, double);
  void set(const toml::node& node, const std::string& path, name_set& to, double, double);

  template <class Number>
  requires std::is_arithmetic_v<Number>
  void set(const toml::node& node, const std::string& path, Number& to, double least, double most) {
    constexpr auto fits = static_cast<double>(std::numeric_limits<Number>::max());
    const auto n = number(node, path, least, std::min(most, fits), std::is_integral_v<Number>);
    if (n) to = static_cast<Number>(*n);
  }
  void set(const toml::node& node, const std::string& path, std::optional<double>& to, double least, double most) {
    to = number(node, path, least, most, false);
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void set(const toml::node& node, const std::string& path, Enum& to, double, double) {
    const auto& words = words_of<Enum>;
    if (const auto at = word(node, path, {words.begin(), words.end()})) to = static_cast<Enum>(*at);
  }
  std::optional<std::size_t> word(const toml::node& node, const std::string& path,
                                  const std::vector<std::string_view>& words);

  std::string source_;
  std::optional<profile_fault> fault_;
};

}  // namespace sluice::orgsim
