// Reading a store beside whoever works in it: right, and without a trace.
#include "library/store_view.hpp"

#include "library/folder_lock.hpp"
#include "library/store_schema.hpp"
#include "tests/unit/library/scratch.hpp"

#include <csignal>
#include <unistd.h>

#include <sys/stat.h>
#include <sys/wait.h>

using namespace sluice;
using namespace sluice::scratch;

namespace {

/// Every file's text and time of writing, by its name.
std::map<std::string, std::pair<std::string, std::filesystem::file_time_type>> everything_in(
    const std::filesystem::path& dir) {
  std::map<std::string, std::pair<std::string, std::filesystem::file_time_type>> files;
  for (const auto& entry : std::filesystem::directory_iterator(dir)) {
    if (entry.is_regular_file()) files[entry.path().filename()] = {read(entry.path()), entry.last_write_time()};
  }
  return files;
}

store_view viewed(const std::filesystem::path& dir) {
  const auto before = everything_in(dir);
  auto seen = view_store(dir, [](auto, auto, auto) {});
  REQUIRE_MESSAGE(seen.has_value(), (seen ? "" : seen.error().line()));
  const bool untouched = everything_in(dir) == before;
  CHECK(untouched);
  return *seen;
}

/// A is done, B has a part that failed, C failed whole, D is begun, E is not.
void fill(sqlite_store& store) {
  begin(store);
  REQUIRE(store.plan(objects({"A", "B", "C", "D", "E"})).has_value());
  REQUIRE(store.put(everything_of("A")).has_value());
  REQUIRE(store
              .put(std::vector{found("B", "describe", "{}"), gone("B", "flows", gap::failed, "QUERY_TIMEOUT: slow"),
                               gone("B", "record_count", gap::denied)})
              .has_value());
  REQUIRE(store
              .put(std::vector{gone("C", "describe", gap::failed), gone("C", "flows", gap::failed),
                               gone("C", "record_count", gap::failed)})
              .has_value());
  REQUIRE(store.put(std::vector{found("D", "describe", "{}"), gone("", "object_list", gap::failed)}).has_value());
}

void check_filled(const store_view& seen) {
  CHECK(seen.version == store_version);
  CHECK(seen.organization_id == acme.organization_id);
  CHECK(seen.instance_url == acme.instance_url);
  REQUIRE(seen.run.has_value());
  CHECK(seen.run->id == "2026-03-01.1");
  CHECK_FALSE(seen.run->finished);
  const stored_objects& o = seen.run->objects;
  CHECK(o.total == 5);
  CHECK(o.done == 1);
  CHECK(o.partial == 1);
  CHECK(o.failed == 1);
  CHECK(o.left == 2);
  CHECK(o.begun == 1);
  CHECK(seen.run->gaps == std::array<std::uint64_t, 4>{1, 0, 0, 4});
}

/// A run in a process of its own, which has filled its store and goes on until it is killed.
class run_elsewhere {
 public:
  explicit run_elsewhere(const std::filesystem::path& dir) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    pid_ = ::fork();
    if (pid_ == 0) {
      auto store = sqlite_store::open(dir, shape, day(0));
      if (store) fill(**store);
      (void)!::write(ends[1], "x", 1);
      ::pause();
    }
    char filled = 0;
    REQUIRE(::read(ends[0], &filled, 1) == 1);
    ::close(ends[0]);
    ::close(ends[1]);
  }
  run_elsewhere(const run_elsewhere&) = delete;
  run_elsewhere& operator=(const run_elsewhere&) = delete;
  ~run_elsewhere() {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  [[nodiscard]] pid_t pid() const { return pid_; }

 private:
  pid_t pid_ = -1;
};

/// While this lives the folder's files may only be read: by their mode, and by a user whom it binds.
class somebody {
 public:
  explicit somebody(const std::filesystem::path& dir) : dir_(dir) {
    constexpr uid_t nobody = 65534;
    for (const auto& entry : std::filesystem::directory_iterator(dir)) ::chmod(entry.path().c_str(), 0444);
    REQUIRE(::chmod(dir.c_str(), 0555) == 0);
    if (::geteuid() == 0) REQUIRE(::seteuid(nobody) == 0);
  }
  somebody(const somebody&) = delete;
  somebody& operator=(const somebody&) = delete;
  ~somebody() {
    if (::getuid() == 0) (void)!::seteuid(0);
    ::chmod(dir_.c_str(), 0700);
  }

 private:
  std::filesystem::path dir_;
};

}  // namespace

TEST_CASE("the state of every object is seen while a run is at work, and its process is known") {
  folder dir;
  const run_elsewhere run(dir.path());
  check_filled(viewed(dir.path()));
  CHECK(folder_lock::holder(dir.path()) == run.pid());
}

TEST_CASE("after the run has ended the same is seen, and nobody holds the folder") {
  folder dir;
  fill(*open(dir.path()));
  CHECK_FALSE(std::filesystem::exists(dir / "library.db-wal"));
  check_filled(viewed(dir.path()));
  CHECK_FALSE(folder_lock::holder(dir.path()));
}

TEST_CASE("what a killed run had committed is seen from its journal, also where the folder may only be read") {
  folder dir;
  { const run_elsewhere run(dir.path()); }
  REQUIRE(std::filesystem::file_size(dir / "library.db-wal") > 0);
  check_filled(viewed(dir.path()));
  CHECK_FALSE(folder_lock::holder(dir.path()));
  const somebody reader(dir.path());
  REQUIRE(::access((dir / "library.db-shm").c_str(), R_OK) == 0);
  check_filled(viewed(dir.path()));
}

TEST_CASE("a store at rest is seen where the folder may only be read") {
  folder dir;
  fill(*open(dir.path()));
  const somebody reader(dir.path());
  check_filled(viewed(dir.path()));
}

TEST_CASE("whoever looks is told of every failed part, with its reason and its object") {
  folder dir;
  fill(*open(dir.path()));
  std::vector<std::string> failures;
  const auto seen =
      view_store(dir.path(), [&](std::string_view part, std::string_view reason, std::string_view object) {
        failures.push_back(std::string(object) + " " + std::string(part) + " " + std::string(reason));
      });
  REQUIRE(seen.has_value());
  CHECK(failures ==
        std::vector<std::string>{"B flows QUERY_TIMEOUT: slow", "C describe X", "C flows X", "C record_count X"});
}

TEST_CASE("a published run is told as finished; a new one begins at nothing") {
  folder dir;
  {
    const auto store = open(dir.path());
    fill(*store);
    REQUIRE(store->publish().has_value());
  }
  CHECK(viewed(dir.path()).run->finished);
  begin(*open(dir.path()));
  const auto seen = viewed(dir.path());
  CHECK(seen.run->id == "2026-03-01.2");
  CHECK_FALSE(seen.run->finished);
  CHECK(seen.run->objects.left == 5);
}

TEST_CASE("an older store is read as it is, and stays as old") {
  folder dir;
  {
    const auto store = open(dir.path());
    begin(*store);
    REQUIRE(store->plan(objects({"A", "B"})).has_value());
    REQUIRE(store->put(everything_of("A")).has_value());
  }
  REQUIRE(database::open(dir / "library.db")
              ->run("ALTER TABLE run DROP COLUMN user; ALTER TABLE run DROP COLUMN api_version;"
                    "DELETE FROM fact WHERE name = 'asks'; PRAGMA user_version = 1")
              .has_value());
  const auto seen = viewed(dir.path());
  CHECK(seen.version == 1);
  CHECK(seen.run->objects.done == 1);
  CHECK(seen.run->objects.left == 1);
}

TEST_CASE("a newer store, a folder without one and no folder at all are each told in one line") {
  folder dir;
  const auto refused = [](const std::filesystem::path& where) {
    const auto seen = view_store(where, [](auto, auto, auto) {});
    REQUIRE(seen.has_error());
    CHECK(seen.error().code == exit_code::bad_usage);
    return seen.error().line();
  };
  CHECK(refused(dir / "none").find("there is no such folder") != std::string::npos);
  CHECK(refused(dir.path()).find("there is no library.db") != std::string::npos);
  (void)open(dir.path());
  REQUIRE(database::open(dir / "library.db")->run("PRAGMA user_version = 99").has_value());
  CHECK(refused(dir.path()).find("version 99") != std::string::npos);
}
