// Whose folder it is: one run at a time, one organisation, one version of the store; it may move, and nothing of it is
// lost.
#include "tests/e2e/program/library_files.hpp"
#include "tests/e2e/program/org.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sqlite3.h>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace sluice::e2e;

namespace {

void change_store(const std::string& folder, const std::string& sql) {
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open((folder + "/library.db").c_str(), &db) == SQLITE_OK);
  const int done = sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr);
  CHECK_MESSAGE(done == SQLITE_OK, sqlite3_errmsg(db));
  sqlite3_close(db);
}

std::vector<std::string> enriched(const org& sim, const std::string& folder, const std::string& input) {
  return sim.harvest(folder, {"-q", "--fetch=none", "--input", input, "--with-automation"});
}

/// A schema.json of objects without fields.
void write_schema(const std::string& file, const std::vector<std::string>& names) {
  std::ofstream out(file);
  out << R"({"objects": [)";
  for (const std::string& name : names) {
    out << (&name == &names.front() ? "" : ", ") << R"({"name": ")" << name << R"(", "label": "L", "fields": []})";
  }
  out << "]}";
}

}  // namespace

TEST_CASE("a second run in a folder is refused and names the first, which goes on unharmed") {
  const temporary_folder folder;
  const org sim({"--objects", "12", "--profile", "steady"});
  process first(sim.harvest(folder / "lib", {"-q"}), sim.with_token());
  while (first.running() && !std::filesystem::exists(folder / "lib/library.db")) {
  }
  const auto second = run(sim.harvest(folder / "lib", {"-q"}), sim.with_token());
  CHECK(second.exit_code == 2);
  CHECK_MESSAGE(second.err.find("pid " + std::to_string(first.pid())) != std::string::npos, second.err);
  CHECK_MESSAGE(second.err.find("-o") != std::string::npos, second.err);
  const auto end = first.wait();
  CHECK_MESSAGE(end.exit_code == 0, end.err);
  CHECK(library_of(folder / "lib").size() == 13);
  CHECK(json_of(folder / "lib/summary.json").at("exit_code") == 0);
}

TEST_CASE("another organisation's run is refused, and the folder's library stays") {
  const temporary_folder folder;
  const org mine({"--objects", "5", "--seed", "1"});
  const org other({"--objects", "5", "--seed", "2"});
  REQUIRE(run(mine.harvest(folder / "lib", {"-q"}), mine.with_token()).exit_code == 0);
  const auto before = library_of(folder / "lib");
  for (const std::string mode : {"--strict", "--resume"}) {
    const auto end = run(other.harvest(folder / "lib", {"-q", mode}), other.with_token());
    CHECK(end.exit_code == 2);
    CHECK_MESSAGE(end.err.find("nothing was changed; name another folder with -o") != std::string::npos, end.err);
    CHECK(library_of(folder / "lib") == before);
  }
  const auto again = run(mine.harvest(folder / "lib", {"-q", "--resume"}), mine.with_token());
  CHECK(again.exit_code == 0);
  CHECK(json_of(folder / "lib/summary.json").at("objects").at("reused") == 5);
  CHECK(library_of(folder / "lib") == before);
}

TEST_CASE("a folder that was moved elsewhere goes on") {
  const temporary_folder folder;
  const org sim({"--objects", "8"});
  REQUIRE(run(sim.harvest(folder / "lib", {"-q", "--max-objects", "5"}), sim.with_token()).exit_code == 0);
  std::filesystem::create_directory(folder / "elsewhere");
  std::filesystem::rename(folder / "lib", folder / "elsewhere/moved");
  const auto end = run(sim.harvest(folder / "elsewhere/moved", {"-q", "--resume"}), sim.with_token());
  CHECK_MESSAGE(end.exit_code == 0, end.err);
  CHECK(json_of(folder / "elsewhere/moved/summary.json").at("objects").at("reused") == 5);
  CHECK(library_of(folder / "elsewhere/moved").size() == 9);
}

TEST_CASE("a store of a newer version is refused and left as it is") {
  const temporary_folder folder;
  const org sim({"--objects", "5"});
  REQUIRE(run(sim.harvest(folder / "lib", {"-q"}), sim.with_token()).exit_code == 0);
  change_store(folder / "lib", "PRAGMA user_version = 1000");
  const std::string store = text_of(folder / "lib/library.db");
  const auto before = library_of(folder / "lib");
  const auto end = run(sim.harvest(folder / "lib", {"-q", "--resume"}), sim.with_token());
  CHECK(end.exit_code == 2);
  CHECK_MESSAGE(end.err.find("version 1000") != std::string::npos, end.err);
  CHECK_MESSAGE(end.err.find("use the newer sluice") != std::string::npos, end.err);
  CHECK(text_of(folder / "lib/library.db") == store);
  CHECK(library_of(folder / "lib") == before);
}

TEST_CASE("the file of an object that is gone is removed, and the log says so") {
  const temporary_folder folder;
  const org sim({"--objects", "8"});
  REQUIRE(run(sim.harvest(folder / "lib", {"-q"}), sim.with_token()).exit_code == 0);
  const auto before = library_of(folder / "lib");
  REQUIRE(before.size() == 9);
  REQUIRE(run(sim.harvest(folder / "lib", {"-q", "--max-objects", "7"}), sim.with_token()).exit_code == 0);
  const auto after = library_of(folder / "lib");
  REQUIRE(after.size() == 8);
  const auto gone = std::find_if(before.begin(), before.end(), [&](const auto& f) { return !after.contains(f.first); });
  const std::string log = text_of(folder / "lib/sluice.log");
  CHECK_MESSAGE(log.find("removed " + gone->first) != std::string::npos, log);
}

TEST_CASE("objects whose names no file may bear each have a file of their own, inside the folder") {
  const temporary_folder folder;
  const org sim({"--objects", "5"});
  const std::vector<std::string> names{"Account",
                                       "ACCOUNT",
                                       "account",
                                       "../../escape",
                                       "..",
                                       ".hidden",
                                       "a/b",
                                       "CON",
                                       "nul",
                                       "x y\\nz",
                                       "L\\u00e4nge",
                                       std::string(300, 'a'),
                                       std::string(300, 'a') + "b",
                                       "ends."};
  write_schema(folder / "in.json", names);
  const auto end = run(enriched(sim, folder / "lib", folder / "in.json"), sim.with_token());
  CHECK_MESSAGE((end.exit_code == 0 || end.exit_code == 3), end.err);
  const auto files = library_of(folder / "lib");
  CHECK(files.size() == names.size() + 1);
  CHECK(json_of(folder / "lib/schema.json").at("objects").as_array().size() == names.size());
  std::vector<std::string> folded;
  for (const auto& file : files) {
    const std::string& name = file.first;
    INFO(name);
    CHECK(name.size() < 255);
    std::string lower;
    for (const char c : name) lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    folded.push_back(lower);
    CHECK(lower != "objects/con.json");
    CHECK(lower != "objects/nul.json");
  }
  std::sort(folded.begin(), folded.end());
  CHECK(std::adjacent_find(folded.begin(), folded.end()) == folded.end());
  CHECK(std::distance(std::filesystem::directory_iterator(folder / "."), {}) == 2);
}
