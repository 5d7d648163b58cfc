// A full disk, played by the limit on a file's size: a write beyond it fails in the system as one on a full disk does.
#include "library/run_files.hpp"
#include "tests/unit/library/scratch.hpp"

#include <csignal>

#include <sys/resource.h>

using namespace sluice;
using namespace sluice::scratch;

namespace {

class full_disk {
 public:
  explicit full_disk(std::uintmax_t bytes) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    rlimit now = before_;
    now.rlim_cur = bytes;
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &now) == 0);
  }
  full_disk(const full_disk&) = delete;
  full_disk& operator=(const full_disk&) = delete;
  ~full_disk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  void (*handler_)(int) = nullptr;
};

/// So many bytes that no compression shortens.
std::string noise(std::size_t bytes) {
  std::string text = "\"";
  std::uint32_t state = 1;
  while (text.size() < bytes) {
    state = state * 1664525 + 1013904223;
    text.push_back(static_cast<char>('a' + (state >> 24U) % 26));
  }
  return text + "\"";
}

void check_full(const error& e, const char* file) {
  CHECK(e.code == exit_code::could_not_go_on);
  CHECK(e.about.find(file) != std::string::npos);
  CHECK_FALSE(e.kept.empty());
  CHECK(e.remedy == "free some space on its disk, then run again with --resume");
}

}  // namespace

TEST_CASE("a full disk is told plainly; what was put before stays, can be read, and the next put works") {
  folder dir;
  const auto store = open(dir.path());
  begin(*store);
  REQUIRE(store->put(everything_of("A")).has_value());
  {
    const full_disk disk(std::filesystem::file_size(dir / "library.db-wal") + 10'000);
    const auto refused = store->put(std::vector{found("B", "flows", "[]"), found("B", "describe", noise(200'000))});
    REQUIRE(refused.has_error());
    check_full(refused.error(), "library.db");
    CHECK(recalled(*store, "A").size() == 3);
    CHECK(recalled(*store, "B").empty());
  }
  REQUIRE(store->put(everything_of("B")).has_value());
  CHECK(recalled(*store, "B").size() == 3);
}

TEST_CASE("a disk that fills up while files are written leaves whole files and no others") {
  folder dir;
  folder undisturbed;
  for (const auto* where : {&undisturbed, &dir}) {
    auto store = open(where->path());
    begin(*store);
    REQUIRE(store->plan(objects({"A", "B", "C"})).has_value());
    for (const char* name : {"A", "B", "C"}) REQUIRE(store->put(everything_of(name)).has_value());
    REQUIRE(store->put(std::vector{found("B", "describe", R"({"name":"B","x":)" + noise(900'000) + "}")}).has_value());
    if (where == &dir) {
      const full_disk disk(850'000);
      const auto refused = store->publish();
      REQUIRE(refused.has_error());
      CHECK(refused.error().code == exit_code::could_not_go_on);
      for (const auto& [name, text] : library_of(dir.path())) {
        CAPTURE(name);
        CHECK((text.empty() || library_of(undisturbed.path()).at(name) == text));
      }
      store.reset();
    }
    if (where == &dir) {
      store = open(dir.path());
      begin(*store, resume_mode::all);
    }
    REQUIRE(store->publish().has_value());
  }
  CHECK((library_of(dir.path()) == library_of(undisturbed.path())));
}

TEST_CASE("a file is replaced whole or not at all") {
  folder dir;
  REQUIRE(write_file_atomically(dir / "summary.json", "old").has_value());
  {
    const full_disk disk(1000);
    const auto refused = write_file_atomically(dir / "summary.json", noise(5000));
    REQUIRE(refused.has_error());
    check_full(refused.error(), "summary.json");
  }
  CHECK(read(dir / "summary.json") == "old");
  CHECK(std::distance(std::filesystem::directory_iterator(dir.path()), {}) == 1);
  REQUIRE(write_file_atomically(dir / "summary.json", "new").has_value());
  CHECK(read(dir / "summary.json") == "new");
  CHECK(write_file_atomically(dir / "missing/summary.json", "x").error().about.find("summary.json") !=
        std::string::npos);
}

TEST_CASE("a batch of many files puts each in place, and nothing before it is flushed") {
  folder dir;
  file_batch batch;
  for (int i = 0; i < 300; ++i) {
    REQUIRE(batch.add(dir.path() / std::to_string(i), "text " + std::to_string(i)).has_value());
  }
  CHECK_FALSE(std::filesystem::exists(dir / "299"));
  REQUIRE(batch.flush().has_value());
  for (int i = 0; i < 300; ++i) CHECK(read(dir.path() / std::to_string(i)) == "text " + std::to_string(i));
  CHECK(std::distance(std::filesystem::directory_iterator(dir.path()), {}) == 300);
}
