#include "tests/unit/library/scratch.hpp"

#include <csignal>
#include <unistd.h>

#include <sys/stat.h>
#include <sys/wait.h>

using namespace sluice;
using namespace sluice::scratch;
using strings = std::vector<std::string>;

TEST_CASE("the folder and its files are their owner's alone") {
  folder dir;
  const auto out = dir / "a/b";
  const auto store = open(out);
  struct stat facts {};
  REQUIRE(::stat(out.c_str(), &facts) == 0);
  CHECK((facts.st_mode & 0777U) == 0700);
  for (const char* name : {"library.db", "library.db-wal", "library.lock", ".gitignore"}) {
    CAPTURE(name);
    REQUIRE(::stat((out / name).c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777U) == 0600);
  }
  CHECK(read(out / ".gitignore").find("library.db*\n") != std::string::npos);
}

TEST_CASE("the user's own .gitignore stays as it is") {
  folder dir;
  write(dir / ".gitignore", "mine\n");
  (void)open(dir.path());
  CHECK(read(dir / ".gitignore") == "mine\n");
}

TEST_CASE("a second run in the folder is refused and told who is there") {
  folder dir;
  auto first = open(dir.path());
  const auto second = sqlite_store::open(dir.path(), shape);
  REQUIRE(second.has_error());
  CHECK(second.error().code == exit_code::bad_usage);
  CHECK(second.error().what.find("pid " + std::to_string(::getpid())) != std::string::npos);
  first.reset();
  CHECK(sqlite_store::open(dir.path(), shape).has_value());
}

TEST_CASE("the folder of another organisation is refused, naming both, and nothing changes") {
  folder dir;
  const auto store = open(dir.path());
  const auto mine = begin(*store);
  run_identity other = acme;
  other.organization_id = "00D000000000002AAA";
  const auto refused = store->open_run(other, resume_mode::fresh);
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == exit_code::bad_usage);
  CHECK(refused.error().what.find("00D000000000001AAA") != std::string::npos);
  CHECK(refused.error().what.find("00D000000000002AAA") != std::string::npos);
  CHECK(begin(*store, resume_mode::all).run_id == mine.run_id);
}

TEST_CASE("an organisation's short id and its long one are the same") {
  folder dir;
  const auto store = open(dir.path());
  begin(*store);
  run_identity same = acme;
  same.organization_id = "00D000000000001";
  CHECK(store->open_run(same, resume_mode::all).has_value());
}

TEST_CASE("a store of a newer version is refused by name and left alone") {
  folder dir;
  (void)open(dir.path());
  REQUIRE(database::open(dir / "library.db")->run("PRAGMA user_version = 99").has_value());
  const auto refused = sqlite_store::open(dir.path(), shape);
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == exit_code::bad_usage);
  CHECK(refused.error().what.find("version 99") != std::string::npos);
}

TEST_CASE("a file that is no database is told as such") {
  folder dir;
  write(dir / "library.db", std::string(4096, 'x'));
  const auto refused = sqlite_store::open(dir.path(), shape);
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == exit_code::could_not_go_on);
  CHECK(refused.error().line().find("library.db") != std::string::npos);
}

TEST_CASE("what was put comes back as it was") {
  folder dir;
  const auto store = open(dir.path());
  begin(*store);
  const std::string big(300'000, 'z');
  const std::vector<stored_part> parts{found("A", "describe", "\"" + big + "\""), found("A", "flows", "[]"),
                                       gone("A", "record_count", gap::denied, "INSUFFICIENT_ACCESS: no"),
                                       found("", "object_list", "[1]")};
  REQUIRE(store->put(parts).has_value());
  const auto back = store->recall(object_name("A"));
  REQUIRE(back.has_value());
  REQUIRE(back->size() == 3);
  CHECK((*back)[0].content.payload == parts[0].content.payload);
  CHECK_FALSE((*back)[0].content.missing.has_value());
  CHECK((*back)[1].content.payload == "[]");
  CHECK((*back)[1].attempts == 1);
  CHECK((*back)[2].content.missing == gap::denied);
  CHECK((*back)[2].content.reason == "INSUFFICIENT_ACCESS: no");
  CHECK((*back)[2].attempts == 2);
  CHECK(recalled(*store, "") == strings{"object_list"});
  CHECK(std::filesystem::file_size(dir / "library.db-wal") < big.size());
}

TEST_CASE("another connection sees a part as soon as put returns") {
  folder dir;
  const auto store = open(dir.path());
  begin(*store);
  REQUIRE(store->put(everything_of("A")).has_value());
  auto other = database::open(dir / "library.db");
  REQUIRE(other.has_value());
  CHECK(other->number("SELECT count(*) FROM part").value() == 3);
}

TEST_CASE("kill -9 loses nothing that put has taken") {
  folder dir;
  int pipe_ends[2];
  REQUIRE(::pipe(pipe_ends) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    auto store = sqlite_store::open(dir.path(), shape);
    if (!store || !(*store)->open_run(acme, resume_mode::fresh)) ::_exit(1);
    for (int i = 0;; ++i) {
      const std::string object = "O" + std::to_string(i);
      if (!(*store)->put(everything_of(object.c_str()))) ::_exit(1);
      if (::write(pipe_ends[1], "x", 1) != 1) ::_exit(1);
    }
  }
  ::close(pipe_ends[1]);
  char one = 0;
  int taken = 0;
  while (taken < 40 && ::read(pipe_ends[0], &one, 1) == 1) ++taken;
  ::kill(child, SIGKILL);
  while (::read(pipe_ends[0], &one, 1) == 1) ++taken;
  ::close(pipe_ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFSIGNALED(status));
  const auto store = open(dir.path());
  CHECK(begin(*store, resume_mode::all).resumed);
  for (int i = 0; i < taken; ++i) CHECK(recalled(*store, ("O" + std::to_string(i)).c_str()).size() == 3);
}

TEST_CASE("a fresh run counts nothing of the last one, and names its own day") {
  folder dir;
  auto store = open(dir.path());
  const auto first = begin(*store);
  CHECK(first.as_of == "2026-03-01");
  CHECK_FALSE(first.resumed);
  REQUIRE(store->plan(objects({"A"})).has_value());
  REQUIRE(store->put(everything_of("A")).has_value());
  CHECK(complete(*store) == strings{"A"});
  REQUIRE(store->publish().has_value());
  store.reset();
  store = open(dir.path(), shape, day(5));
  const auto second = begin(*store);
  CHECK(second.as_of == "2026-03-06");
  CHECK(second.run_id != first.run_id);
  CHECK(recalled(*store, "A").empty());
  CHECK(complete(*store).empty());
}

TEST_CASE("--resume goes on with the last run, its day, and everything but what failed") {
  folder dir;
  auto store = open(dir.path());
  const auto first = begin(*store);
  REQUIRE(store->put(everything_of("A")).has_value());
  const std::vector<stored_part> parts{gone("B", "flows", gap::failed), gone("B", "record_count", gap::denied),
                                       found("B", "describe", "{}"), gone("", "limits", gap::failed)};
  REQUIRE(store->put(parts).has_value());
  store.reset();
  store = open(dir.path(), shape, day(3));
  const auto again = begin(*store, resume_mode::all);
  CHECK(again.run_id == first.run_id);
  CHECK(again.as_of == first.as_of);
  CHECK(again.resumed);
  REQUIRE(store->plan(objects({"B", "A"})).has_value());
  CHECK(recalled(*store, "B") == strings{"describe", "record_count"});
  CHECK(recalled(*store, "").empty());
  CHECK(complete(*store) == strings{"A"});
}

TEST_CASE("--resume of a finished run without failures finds nothing to do") {
  folder dir;
  const auto store = open(dir.path());
  const auto first = begin(*store);
  REQUIRE(store->plan(objects({"A"})).has_value());
  REQUIRE(store->put(everything_of("A")).has_value());
  REQUIRE(store->publish().has_value());
  CHECK(begin(*store, resume_mode::all).run_id == first.run_id);
  CHECK(complete(*store) == strings{"A"});
}

TEST_CASE("--resume in an empty folder begins a run") {
  folder dir;
  const auto store = open(dir.path());
  CHECK_FALSE(begin(*store, resume_mode::all).resumed);
}

TEST_CASE("--stats-resume keeps the stats and asks the rest anew") {
  folder dir;
  const auto store = open(dir.path());
  const auto first = begin(*store);
  REQUIRE(store->plan(objects({"A", "B"})).has_value());
  REQUIRE(store->put(everything_of("A")).has_value());
  REQUIRE(store->put(std::vector{gone("B", "record_count", gap::failed)}).has_value());
  const auto again = begin(*store, resume_mode::stats_only);
  CHECK(again.as_of == first.as_of);
  CHECK(recalled(*store, "A") == strings{"record_count"});
  CHECK(recalled(*store, "B").empty());
  CHECK(complete(*store).empty());
}

TEST_CASE("an object is complete when every part of this run's shape is there, gaps included") {
  folder dir;
  auto store = open(dir.path());
  begin(*store);
  REQUIRE(store->plan(objects({"C", "A", "B"})).has_value());
  REQUIRE(store->put(everything_of("A")).has_value());
  REQUIRE(store->put(everything_of("C")).has_value());
  REQUIRE(store->put(std::vector{gone("C", "flows", gap::unsupported), found("B", "flows", "[]")}).has_value());
  REQUIRE(store->put(everything_of("not in the plan")).has_value());
  CHECK(complete(*store) == strings{"C", "A"});
  store.reset();
  run_shape wider = shape;
  wider.push_back({call_kind("triggers"), false});
  store = open(dir.path(), wider);
  begin(*store, resume_mode::all);
  CHECK(complete(*store).empty());
}
