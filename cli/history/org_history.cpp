#include "cli/history/org_history.hpp"

#include "library/fingerprint.hpp"
#include "metrics/replace_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>

#include <sys/stat.h>

namespace sluice {

namespace {

namespace fs = std::filesystem;

/// Some dozens of kinds of calls make a few kilobytes.
constexpr std::size_t bytes_max = std::size_t{256} << 10;

result<void> make_private(const fs::path& folder) {
  std::error_code unknown;
  if (fs::is_directory(folder, unknown)) return {};
  if (folder.has_parent_path() && folder.parent_path() != folder) {
    if (auto made = make_private(folder.parent_path()); !made) return made;
  }
  if (::mkdir(folder.c_str(), S_IRWXU) == 0 || errno == EEXIST) return {};
  return error{.what = std::string("cannot be made: ") + std::strerror(errno), .about = folder.string()};
}

char safe(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
  const bool fine = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  return fine ? c : '_';
}

}  // namespace

fs::path history_file(const fs::path& folder, std::string_view org) {
  constexpr std::size_t letters_max = 100;
  std::string name;
  std::ranges::transform(org.substr(0, letters_max), std::back_inserter(name), safe);
  if (org.size() > letters_max) {
    fingerprint rest;
    rest.add(org);
    name += "-" + rest.text();
  }
  if (name.empty() || name.front() == '.') name.insert(0, "_");
  return folder / (name + ".json");
}

org_history::org_history(const fs::path& folder, std::string org)
    : file_(history_file(folder, org)), org_(std::move(org)) {}

org_history::reading org_history::read(std::chrono::sys_days today) const {
  const auto leave = [this](const std::string& why, bool replaceable) {
    return reading{.trouble = file_.string() + " " + why, .replaceable = replaceable};
  };
  std::error_code unreachable;
  const fs::file_status what = fs::status(file_, unreachable);
  if (what.type() == fs::file_type::not_found) return {};
  if (what.type() == fs::file_type::none) return leave("cannot be read: " + unreachable.message(), false);
  if (what.type() != fs::file_type::regular) return leave("is no file", false);
  std::ifstream in(file_, std::ios::binary);
  std::string text(bytes_max + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (!in.eof() && text.size() <= bytes_max) return leave("cannot be read", false);
  if (text.size() > bytes_max) return leave("is too big for what it should be", true);
  auto known = read_knowledge(text, org_, today);
  if (!known) return leave(known.error().why, !known.error().newer);
  return {.known = std::move(*known)};
}

result<void> org_history::keep(const known_limits& seen, std::chrono::sys_days today) const {
  reading before = read(today);
  if (!before.replaceable) return {};
  before.known.renew(seen, today);
  if (before.known.empty()) return {};
  if (auto made = make_private(file_.parent_path()); !made) return made;
  const auto written = replace_file(file_, knowledge_text(before.known, org_), S_IRUSR | S_IWUSR);
  if (!written) return error{.what = written.error().what, .about = written.error().about};
  return {};
}

}  // namespace sluice
