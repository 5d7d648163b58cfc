// A folder that goes away with the test, and short ways to fill a store in it.
#pragma once

#include "library/sqlite_store.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace sluice::scratch {

class folder {
 public:
  folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "sluice-library-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  folder(const folder&) = delete;
  folder& operator=(const folder&) = delete;
  ~folder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] std::filesystem::path operator/(const char* name) const { return path_ / name; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string read(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void write(const std::filesystem::path& file, std::string_view text) {
  std::ofstream(file, std::ios::binary) << text;
}

/// What a user would commit: every published file's text by its path.
inline std::map<std::string, std::string> library_of(const std::filesystem::path& folder) {
  std::map<std::string, std::string> files{{"schema.json", read(folder / "schema.json")}};
  if (!std::filesystem::exists(folder / "objects")) return files;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "objects")) {
    files["objects/" + entry.path().filename().string()] = read(entry.path());
  }
  return files;
}

inline const run_shape shape{
    {call_kind("describe"), false}, {call_kind("flows"), false}, {call_kind("record_count"), true}};
inline const run_identity acme{"00D000000000001AAA", "https://acme.example", "robot@acme.example", "62.0"};

/// Noon on the day after so many.
inline wall_clock day(int after) {
  using namespace std::chrono;
  return [after] { return sys_seconds(sys_days(2026y / March / 1) + days(after) + hours(12)); };
}

inline std::unique_ptr<sqlite_store> open(const std::filesystem::path& folder, const run_shape& asks = shape,
                                          const wall_clock& now = day(0)) {
  auto store = sqlite_store::open(folder, asks, now);
  REQUIRE_MESSAGE(store.has_value(), (store ? "" : store.error().line()));
  return std::move(*store);
}

inline opened_run begin(sqlite_store& store, resume_mode mode = resume_mode::fresh) {
  const auto run = store.open_run(acme, mode);
  REQUIRE_MESSAGE(run.has_value(), (run ? "" : run.error().line()));
  return *run;
}

inline std::vector<object_name> objects(std::initializer_list<const char*> names) {
  std::vector<object_name> list;
  for (const char* n : names) list.emplace_back(n);
  return list;
}

inline stored_part found(const char* object, const char* part, std::string payload) {
  return {object_name(object), call_kind(part), answer::of(std::move(payload)), 1};
}

inline stored_part gone(const char* object, const char* part, gap g, const char* why = "X") {
  return {object_name(object), call_kind(part), answer::without(g, why), 2};
}

inline std::vector<stored_part> everything_of(const char* object, int count = 3) {
  const std::string name(object);
  return {found(object, "describe", R"({"name":")" + name + R"(","fields":[]})"),
          found(object, "flows", R"([")" + name + R"(_Flow"])"), found(object, "record_count", std::to_string(count))};
}

/// The part's names that this run holds of the object.
inline std::vector<std::string> recalled(sqlite_store& store, const char* object) {
  const auto parts = store.recall(object_name(object));
  REQUIRE(parts.has_value());
  std::vector<std::string> names;
  for (const auto& p : *parts) names.push_back(p.part.str());
  return names;
}

inline std::vector<std::string> complete(sqlite_store& store) {
  const auto done = store.complete();
  REQUIRE(done.has_value());
  std::vector<std::string> names;
  for (const auto& o : *done) names.push_back(o.str());
  return names;
}

}  // namespace sluice::scratch
