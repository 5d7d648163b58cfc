#include "library/file_names.hpp"
#include "library/json_text.hpp"
#include "tests/unit/library/scratch.hpp"

#include <algorithm>
#include <random>

#include <sys/stat.h>

using namespace sluice;
using namespace sluice::scratch;
using strings = std::vector<std::string>;

namespace {

const strings many{"Account", "Contact", "Lead", "X__c", "Y__c", "Z__c"};

std::vector<object_name> plan_of_many() {
  std::vector<object_name> plan;
  for (const auto& n : many) plan.emplace_back(n);
  return plan;
}

/// What a run of many objects finds, with a gap here and there.
std::vector<stored_part> results() {
  std::vector<stored_part> parts;
  for (const auto& n : many) {
    for (auto& p : everything_of(n.c_str(), 7)) parts.push_back(std::move(p));
  }
  parts[4] = gone("Contact", "flows", gap::denied, "INSUFFICIENT_ACCESS");
  parts[8] = gone("Lead", "record_count", gap::not_applicable, "not queryable");
  return parts;
}

void publish(sqlite_store& store) {
  const auto made = store.publish();
  REQUIRE_MESSAGE(made.has_value(), (made ? "" : made.error().line()));
}

ino_t inode(const std::filesystem::path& file) {
  struct stat facts {};
  REQUIRE(::stat(file.c_str(), &facts) == 0);
  return facts.st_ino;
}

}  // namespace

TEST_CASE("each object gets its record, and schema.json holds them all in the plan's order") {
  folder dir;
  const auto store = open(dir.path());
  begin(*store);
  REQUIRE(store->plan(objects({"B", "A"})).has_value());
  REQUIRE(store->put(everything_of("A", 5)).has_value());
  REQUIRE(store->put(everything_of("B", 6)).has_value());
  const auto made = store->publish();
  REQUIRE(made.has_value());
  CHECK(made->objects == 2);
  CHECK(read(dir / "objects/A.json") ==
        "{\n  \"name\": \"A\",\n  \"fields\": [],\n  \"_relationshipMetadata\": {\n    \"automationSummary\": {\n"
        "      \"flows\": [\n        \"A_Flow\"\n      ]\n    },\n    \"usageSummary\": {\n      \"recordCount\": 5\n"
        "    }\n  }\n}\n");
  std::string expected;
  const auto tree =
      read_json("{\"objects\":[" + read(dir / "objects/B.json") + "," + read(dir / "objects/A.json") + "]}");
  REQUIRE(tree.has_value());
  write_json(expected, *tree, json_layout::pretty);
  CHECK(read(dir / "schema.json") == expected + "\n");
  CHECK(made->bytes == read(dir / "objects/A.json").size() + read(dir / "objects/B.json").size() + expected.size() + 1);
  struct stat facts {};
  REQUIRE(::stat((dir / "objects/A.json").c_str(), &facts) == 0);
  CHECK((facts.st_mode & 0777U) == 0600);
}

TEST_CASE("a library without objects is still one") {
  folder dir;
  const auto store = open(dir.path());
  begin(*store);
  publish(*store);
  CHECK(read(dir / "schema.json") == "{\n  \"objects\": []\n}\n");
}

TEST_CASE("an object without a describe or an entry gets no file, and an earlier one stays") {
  folder dir;
  const auto store = open(dir.path());
  begin(*store);
  REQUIRE(store->plan(objects({"A", "B"})).has_value());
  REQUIRE(store->put(everything_of("A")).has_value());
  REQUIRE(store->put(everything_of("B")).has_value());
  publish(*store);
  const std::string before = read(dir / "objects/B.json");
  begin(*store);
  REQUIRE(store->plan(objects({"A", "B", "C"})).has_value());
  REQUIRE(store->put(everything_of("A")).has_value());
  REQUIRE(store->put(std::vector{gone("B", "describe", gap::failed), gone("C", "describe", gap::denied)}).has_value());
  publish(*store);
  CHECK(read(dir / "objects/B.json") == before);
  CHECK_FALSE(std::filesystem::exists(dir / "objects/C.json"));
  CHECK(read(dir / "schema.json").find("\"B\"") == std::string::npos);
}

TEST_CASE("files of objects that are gone go and are listed; other files stay") {
  folder dir;
  const auto store = open(dir.path());
  begin(*store);
  REQUIRE(store->plan(objects({"A", "B"})).has_value());
  REQUIRE(store->put(everything_of("A")).has_value());
  REQUIRE(store->put(everything_of("B")).has_value());
  publish(*store);
  write(dir / "objects/notes.json", "mine");
  write(dir / "objects/.A.json.tmp", "left by a crash");
  begin(*store);
  REQUIRE(store->plan(objects({"A"})).has_value());
  REQUIRE(store->put(everything_of("A")).has_value());
  publish(*store);
  CHECK(store->removed_files() == strings{"B.json"});
  CHECK_FALSE(std::filesystem::exists(dir / "objects/B.json"));
  CHECK_FALSE(std::filesystem::exists(dir / "objects/.A.json.tmp"));
  CHECK(read(dir / "objects/notes.json") == "mine");
  publish(*store);
  CHECK(store->removed_files().empty());
}

TEST_CASE("files that are as they should be are not touched") {
  folder dir;
  const auto store = open(dir.path());
  begin(*store);
  REQUIRE(store->plan(objects({"A", "B"})).has_value());
  REQUIRE(store->put(everything_of("A")).has_value());
  REQUIRE(store->put(everything_of("B")).has_value());
  publish(*store);
  const auto a = inode(dir / "objects/A.json");
  const auto b = inode(dir / "objects/B.json");
  const auto schema = inode(dir / "schema.json");
  publish(*store);
  CHECK(inode(dir / "objects/A.json") == a);
  CHECK(inode(dir / "schema.json") == schema);
  REQUIRE(store->put(everything_of("B", 99)).has_value());
  publish(*store);
  CHECK(inode(dir / "objects/A.json") == a);
  CHECK(inode(dir / "objects/B.json") != b);
  CHECK(inode(dir / "schema.json") != schema);
}

TEST_CASE("however a run was interrupted and resumed, its files are those of an undisturbed one") {
  folder calm;
  const auto undisturbed = open(calm.path());
  begin(*undisturbed);
  REQUIRE(undisturbed->plan(plan_of_many()).has_value());
  REQUIRE(undisturbed->put(results()).has_value());
  publish(*undisturbed);
  for (unsigned seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    folder dir;
    auto parts = results();
    std::shuffle(parts.begin(), parts.end(), random);
    auto mode = resume_mode::fresh;
    int later = 0;
    for (std::size_t at = 0; at < parts.size();) {
      const auto store = open(dir.path(), shape, day(later++));
      begin(*store, mode);
      mode = resume_mode::all;
      REQUIRE(store->plan(plan_of_many()).has_value());
      for (auto n = random() % 4; n > 0 && at < parts.size(); --n) {
        const auto size = std::min<std::size_t>(1 + random() % 3, parts.size() - at);
        // Before it comes, each part fails; that is asked again after a resume, and overwritten within a run.
        const auto& next = parts[at];
        const stored_part failed{next.object, next.part, answer::without(gap::failed, "reset"), 1};
        REQUIRE(store->put(std::vector{failed}).has_value());
        REQUIRE(store->put(std::span(parts).subspan(at, size)).has_value());
        at += size;
      }
      if (random() % 3 == 0) publish(*store);
    }
    const auto store = open(dir.path(), shape, day(later));
    begin(*store, mode);
    REQUIRE(store->plan(plan_of_many()).has_value());
    publish(*store);
    CHECK((library_of(dir.path()) == library_of(calm.path())));
  }
}

TEST_CASE("files from a store of one run don't show what an earlier run found") {
  folder dir;
  folder calm;
  for (const auto* where : {&dir, &calm}) {
    const auto store = open(where->path());
    if (where == &dir) {
      begin(*store);
      REQUIRE(store->plan(objects({"Account", "Old"})).has_value());
      REQUIRE(store->put(everything_of("Account", 1)).has_value());
      REQUIRE(store->put(everything_of("Old", 1)).has_value());
      publish(*store);
    }
    begin(*store);
    REQUIRE(store->plan(plan_of_many()).has_value());
    REQUIRE(store->put(results()).has_value());
    publish(*store);
  }
  CHECK((library_of(dir.path()) == library_of(calm.path())));
}

TEST_CASE("names become file names that any system holds, each its own") {
  CHECK(safe_file_name(object_name("My_Obj__c")) == "My_Obj__c");
  CHECK(safe_file_name(object_name("a/b\\c d%é")) == "a%2Fb%5Cc%20d%25%C3%A9");
  CHECK(safe_file_name(object_name("..")) == "%2E.");
  CHECK(safe_file_name(object_name(".hidden")) == "%2Ehidden");
  const std::string long_name(300, 'x');
  CHECK(safe_file_name(object_name(long_name)).size() < 200);
  CHECK(safe_file_name(object_name(long_name)) != safe_file_name(object_name(long_name + "y")));
  record_file_names names;
  CHECK(names.next(object_name("Case")) == "Case.json");
  CHECK(names.next(object_name("case")) == "case~2.json");
  CHECK(names.next(object_name("CASE")) == "CASE~3.json");
  CHECK(names.next(object_name("case~2")) == "case%7E2.json");
}

TEST_CASE("objects with names that are no file names are published all the same") {
  folder dir;
  const auto store = open(dir.path());
  begin(*store);
  REQUIRE(store->plan(objects({"../evil", "Case", "case"})).has_value());
  for (const char* name : {"../evil", "Case", "case"}) REQUIRE(store->put(everything_of(name)).has_value());
  publish(*store);
  CHECK(read(dir / "objects/%2E.%2Fevil.json").find("../evil") != std::string::npos);
  CHECK(read(dir / "objects/Case.json").find("\"Case\"") != std::string::npos);
  CHECK(read(dir / "objects/case~2.json").find("\"case\"") != std::string::npos);
}
