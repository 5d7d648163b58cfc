#include "tests/house/arrows.hpp"

#include "tests/house/lines.hpp"

#include <algorithm>
#include <array>

namespace sluice::house {
namespace {

using folders = std::vector<std::string_view>;

struct folder_rule {
  std::string_view folder;
  folders may_use;  ///< besides itself
};

const std::vector<folder_rule>& our_arrows() {
  static const std::vector<folder_rule> rules = {
      {"protocol", {}},
      {"control", {"protocol"}},
      {"http", {"protocol"}},
      {"salesforce", {"protocol"}},
      {"library", {"protocol"}},
      {"metrics", {"protocol"}},
      {"actors", {"control", "protocol"}},
      // Written from the API's documentation alone, so that both sides can't share one misunderstanding.
      {"orgsim", {}},
      {"cli", {"protocol", "control", "http", "salesforce", "library", "metrics", "actors", "orgsim"}},
      {"bench", {"protocol", "control", "http", "salesforce", "library", "metrics", "actors", "orgsim", "cli"}},
      {"tests",
       {"protocol", "control", "http", "salesforce", "library", "metrics", "actors", "orgsim", "cli", "bench"}},
  };
  return rules;
}

/// What only some places may include: a folder ("http/"), or single files.
struct place_rule {
  std::string_view starts;  ///< of what is included
  std::string_view what;
  folders places;
};

const std::vector<place_rule>& places() {
  static const folders conversation = {"actors/", "cli/", "tests/", "protocol/messages.hpp", "protocol/actors.hpp"};
  static const folders with_actors = {
      "actors/", "cli/", "tests/", "bench/", "protocol/messages.hpp", "protocol/actors.hpp"};
  static const folders network = {"http/", "tests/", "bench/"};
  static const folders event_loops = {"orgsim/", "cli/", "tests/", "bench/"};
  static const folders servers = {"orgsim/", "tests/", "bench/"};
  static const std::vector<place_rule> rules = {
      {"protocol/messages.hpp", "the actors' messages", conversation},
      {"protocol/actors.hpp", "the actors' interfaces", conversation},
      {"caf/", "CAF", with_actors},
      {"curl/", "libcurl", network},
      {"sys/socket.h", "plain sockets", network},
      {"sys/un.h", "plain sockets", network},
      {"sys/epoll.h", "plain sockets", network},
      {"netinet/", "plain sockets", network},
      {"arpa/inet.h", "plain sockets", network},
      {"netdb.h", "plain sockets", network},
      {"poll.h", "plain sockets", network},
      {"boost/asio", "Boost.Asio", event_loops},
      {"boost/beast", "Boost.Beast", servers},
      {"sqlite3", "SQLite", {"library/", "tests/"}},
  };
  return rules;
}

std::string_view first_folder(std::string_view path) {
  const auto slash = path.find('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

const folder_rule* rule_of(std::string_view folder) {
  const auto& rules = our_arrows();
  const auto found = std::ranges::find(rules, folder, &folder_rule::folder);
  return found == rules.end() ? nullptr : &*found;
}

std::string joined(const folders& names) {
  std::string text;
  for (const auto name : names) text.append(text.empty() ? "" : ", ").append(name);
  return text.empty() ? "nothing of ours" : text;
}

std::optional<std::string> wrong_folder(std::string_view path, const include_line& include) {
  const auto from = first_folder(path);
  const auto* rule = rule_of(from);
  if (rule == nullptr) return "no folder of the house: " + std::string(from);
  const auto to = first_folder(include.target);
  if (rule_of(to) == nullptr) return "\"" + include.target + "\" is not named by its folder from the root";
  if (to == from || std::ranges::count(rule->may_use, to) > 0) return {};
  return std::string(from) + " must not use " + std::string(to) + "; it may use " + joined(rule->may_use);
}

std::optional<std::string> wrong_place(std::string_view path, const include_line& include) {
  for (const auto& rule : places()) {
    if (!include.target.starts_with(rule.starts)) continue;
    const auto here = [&](std::string_view place) { return path.starts_with(place); };
    if (std::ranges::any_of(rule.places, here)) continue;
    return std::string(rule.what) + " belongs to " + joined(rule.places);
  }
  return {};
}

}  // namespace

std::vector<include_line> includes_of(std::string_view text) {
  std::vector<include_line> found;
  std::size_t number = 0;
  for (auto line : lines_of(text)) {
    ++number;
    line = trimmed(line);
    if (!line.starts_with('#')) continue;
    line = trimmed(line.substr(1));
    if (!line.starts_with("include")) continue;
    line = trimmed(line.substr(7));
    if (line.empty() || (line.front() != '"' && line.front() != '<')) continue;
    const bool ours = line.front() == '"';
    const auto end = line.find(ours ? '"' : '>', 1);
    if (end == std::string_view::npos) continue;
    found.push_back({.line = number, .target = std::string(line.substr(1, end - 1)), .ours = ours});
  }
  return found;
}

std::optional<std::string> broken_arrow(std::string_view path, const include_line& include) {
  if (include.ours) {
    if (auto why = wrong_folder(path, include)) return why;
  }
  return wrong_place(path, include);
}

std::vector<finding> broken_arrows(std::string_view path, std::string_view text) {
  std::vector<finding> found;
  for (const auto& include : includes_of(text)) {
    if (auto why = broken_arrow(path, include)) {
      found.push_back({.path = std::string(path), .line = include.line, .what = *std::move(why)});
    }
  }
  return found;
}

}  // namespace sluice::house
