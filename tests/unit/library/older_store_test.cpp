// Stores that an earlier version of Sluice has written: brought up to date, with nothing of them lost.
#include "library/store_schema.hpp"
#include "tests/unit/library/scratch.hpp"

using namespace sluice;
using namespace sluice::scratch;

namespace {

/// What version 1 kept otherwise: the last login's user and API version, as facts of the folder.
void make_version_1(const std::filesystem::path& file) {
  auto db = database::open(file);
  REQUIRE(db.has_value());
  const auto done = db->run(
      "INSERT INTO fact SELECT 'user', user FROM run; INSERT INTO fact SELECT 'api_version', api_version FROM run;"
      "ALTER TABLE run DROP COLUMN user; ALTER TABLE run DROP COLUMN api_version; PRAGMA user_version = 1");
  REQUIRE_MESSAGE(done.has_value(), done.error().line());
}

}  // namespace

TEST_CASE("a run of an older store goes on in a newer one, and keeps its day, its user and its results") {
  folder dir;
  {
    const auto store = open(dir.path());
    begin(*store);
    REQUIRE(store->plan(objects({"A", "B"})).has_value());
    REQUIRE(store->put(everything_of("A")).has_value());
  }
  make_version_1(dir / "library.db");
  const auto store = open(dir.path(), shape, day(3));
  CHECK(database::open(dir / "library.db")->number("PRAGMA user_version").value() == store_version);
  run_identity other = acme;
  other.user = "somebody@acme.example";
  CHECK(store->open_run(other, resume_mode::all).has_error());
  const auto run = begin(*store, resume_mode::all);
  CHECK(run.resumed);
  CHECK(run.as_of == "2026-03-01");
  CHECK(complete(*store) == std::vector<std::string>{"A"});
  REQUIRE(store->put(everything_of("B")).has_value());
  REQUIRE(store->publish().has_value());
  CHECK(library_of(dir.path()).size() == 3);
}

TEST_CASE("a run goes on only for the user who began it, as far as the login tells") {
  folder dir;
  const auto store = open(dir.path());
  begin(*store);
  run_identity other = acme;
  other.user = "somebody@acme.example";
  const auto refused = store->open_run(other, resume_mode::all);
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == exit_code::bad_usage);
  CHECK(refused.error().what.find("somebody@acme.example") != std::string::npos);
  other.user.clear();
  CHECK(store->open_run(other, resume_mode::all).has_value());
  other.user = "somebody@acme.example";
  CHECK_FALSE(store->open_run(other, resume_mode::fresh).value().resumed);
  CHECK(store->open_run(acme, resume_mode::all).has_error());
}
