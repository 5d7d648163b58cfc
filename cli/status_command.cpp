#include "cli/status_command.hpp"

#include "cli/talk/folder_status.hpp"
#include "cli/talk/journal_line.hpp"
#include "library/folder_lock.hpp"
#include "library/store_view.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <sys/stat.h>

namespace sluice {

namespace {

using wall = std::chrono::system_clock::time_point;

std::optional<wall> written_at(const std::filesystem::path& file) {
  struct stat facts {};
  if (::stat(file.c_str(), &facts) != 0) return std::nullopt;
  return wall(std::chrono::seconds(facts.st_mtim.tv_sec) + std::chrono::nanoseconds(facts.st_mtim.tv_nsec));
}

std::optional<told_end> last_end(const std::filesystem::path& folder) {
  const auto file = folder / "summary.json";
  const auto at = written_at(file);
  std::ifstream in(file);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  boost::system::error_code broken;
  boost::json::value summary = boost::json::parse(text, broken);
  if (!at || broken || !summary.is_object()) return std::nullopt;
  return told_end{.summary = std::move(summary.get_object()), .at = *at};
}

/// The lock is written when a run begins, and the summary when it ends.
bool is_newer(const std::optional<told_end>& end, const std::filesystem::path& folder) {
  const auto begun = written_at(folder / "library.lock");
  return end && (!begun || end->at >= *begun);
}

}  // namespace

void declare(CLI::App& command, status_options& o) {
  command.add_option("folder", o.folder, "The library's folder")->type_name("DIR")->capture_default_str();
  command.add_flag("--json", o.json, "For scripts: one JSON object");
}

int run_status(const status_options& o) {
  folder_status s{.folder = o.folder, .held_by = folder_lock::holder(o.folder)};
  auto store = view_store(o.folder, [&](std::string_view part, std::string_view reason, std::string_view object) {
    s.failures.add(part, reason, object);
  });
  if (!store) {
    say(line_level::error, "sluice: " + store.error().line());
    return static_cast<int>(store.error().code);
  }
  s.store = std::move(*store);
  s.last = last_end(o.folder);
  s.told = is_newer(s.last, o.folder);
  if (o.json) {
    std::cout << boost::json::serialize(status_json(s)) << '\n';
  } else {
    std::cout << status_lines(s);
  }
  return 0;
}

}  // namespace sluice
