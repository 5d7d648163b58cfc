// What is kept of an org from run to run: its text, its ages, where it lies, and that nothing wrong with it is more
// than a word.
#include "cli/history/org_history.hpp"

#include "cli/history/state_folder.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <sys/stat.h>

using namespace sluice;
namespace fs = std::filesystem;

namespace {

using namespace std::chrono;

constexpr sys_days today = 2026y / November / 29;
const std::string dev = "dev.my.salesforce.com";

struct folder {
  folder() {
    std::string name = (fs::temp_directory_path() / "sluice-history-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path = name;
  }
  folder(const folder&) = delete;
  folder& operator=(const folder&) = delete;
  ~folder() { fs::remove_all(path); }
  fs::path path;
};

known_limits everything() {
  return {.window = 40,
          .per_second = 3.3,
          .burst = 20,
          .cap = 24,
          .baselines = {{call_kind("describe"), 0.125}, {call_kind("flows"), 0.3}}};
}

void write(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file) << text;
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

mode_t mode_of(const fs::path& path) {
  struct stat s {};
  REQUIRE(::stat(path.c_str(), &s) == 0);
  return s.st_mode & 07777U;
}

std::string trouble_with(const std::string& text) {
  const folder at;
  const org_history history(at.path, dev);
  write(history_file(at.path, dev), text);
  const auto past = history.read(today);
  CHECK(past.known.empty());
  return past.trouble;
}

bool tells(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("the next run reads what the last one learnt, with its day") {
  const folder at;
  const org_history history(at.path / "a" / "orgs", dev);
  CHECK(history.read(today).known.empty());
  CHECK(history.read(today).trouble.empty());
  REQUIRE(history.keep(everything(), today).has_value());
  const auto past = history.read(today + days(3));
  CHECK(past.trouble.empty());
  const known_limits known = past.known.limits();
  CHECK(known.window == 40);
  CHECK(known.per_second == 3.3);
  CHECK(known.burst == 20);
  CHECK(known.cap == 24);
  REQUIRE(known.baselines.size() == 2);
  CHECK(known.baselines[0].kind == call_kind("describe"));
  CHECK(known.baselines[0].seconds == 0.125);
  CHECK(knowledge_line(past.known) ==
        "window 40 (2026-11-29), 3.3 calls a second (2026-11-29), at most 24 at once (2026-11-29), the latency of 2 "
        "kinds");
}

TEST_CASE("the file is a line a thing, and the folder and the file are the user's alone") {
  const folder at;
  const org_history history(at.path / "sluice" / "orgs", dev);
  REQUIRE(history.keep({.window = 40, .per_second = 3.3, .burst = 20}, today).has_value());
  const fs::path file = at.path / "sluice" / "orgs" / "dev.my.salesforce.com.json";
  CHECK(text_of(file) == R"({
  "format": 1,
  "org": "dev.my.salesforce.com",
  "window": {"calls": 40, "learnt": "2026-11-29"},
  "rate": {"calls_a_second": 3.3, "burst": 20, "learnt": "2026-11-29"}
}
)");
  CHECK(mode_of(file) == 0600);
  CHECK(mode_of(file.parent_path()) == 0700);
  CHECK(mode_of(at.path / "sluice") == 0700);
  CHECK(std::distance(fs::directory_iterator(file.parent_path()), {}) == 1);
}

TEST_CASE("what a run has not seen again keeps its old day, and is forgotten after five weeks") {
  const folder at;
  const org_history history(at.path, dev);
  REQUIRE(history.keep(everything(), today).has_value());
  REQUIRE(history.keep({.window = 50, .baselines = {{call_kind("flows"), 0.4}}}, today + days(30)).has_value());
  auto known = history.read(today + days(35)).known;
  CHECK(known.window->learnt == today + days(30));
  CHECK(known.window->value == 50);
  CHECK(known.pace->learnt == today);
  CHECK(known.cap->value == 24);
  CHECK(known.baselines.size() == 2);
  known = history.read(today + days(36)).known;
  CHECK(known.window->value == 50);
  CHECK_FALSE(known.pace.has_value());
  CHECK_FALSE(known.cap.has_value());
  REQUIRE(known.baselines.size() == 1);
  CHECK(known.baselines[0].value.seconds == 0.4);
  CHECK(history.read(today + days(66)).known.empty());
}

TEST_CASE("a run that has learnt nothing makes no file, and takes nothing from one that is there") {
  const folder at;
  const org_history history(at.path / "orgs", dev);
  REQUIRE(history.keep({}, today).has_value());
  CHECK_FALSE(fs::exists(at.path / "orgs"));
  REQUIRE(history.keep(everything(), today).has_value());
  REQUIRE(history.keep({}, today + days(1)).has_value());
  CHECK(history.read(today + days(1)).known.window->value == 40);
}

TEST_CASE("numbers that can't be are not kept, whatever a law says") {
  constexpr double unbounded = std::numeric_limits<double>::infinity();
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  org_knowledge known;
  known.renew({.per_second = unbounded, .cap = 0, .baselines = {{call_kind("a"), none}, {call_kind("b"), 0}}}, today);
  known.renew({.per_second = 3, .burst = unbounded}, today);
  CHECK(known.empty());
}

TEST_CASE("a text that makes no sense is left aside whole, with the reason") {
  CHECK(tells(trouble_with("{\"format\": 1, \"wind"), "is no JSON object"));
  CHECK(tells(trouble_with(""), "is no JSON object"));
  CHECK(tells(trouble_with("[1]"), "is no JSON object"));
  CHECK(tells(trouble_with("{}"), "has no format that is known"));
  CHECK(tells(trouble_with(R"({"format": 2, "org": "dev.my.salesforce.com"})"), "is by a later version"));
  CHECK(tells(trouble_with(R"({"format": 1, "org": "other.my.salesforce.com"})"), "is about another org"));
  const auto with = [](const std::string& entry) {
    return trouble_with(R"({"format": 1, "org": "dev.my.salesforce.com", )" + entry + "}");
  };
  CHECK(tells(with(R"("window": 40)"), "\"window\""));
  CHECK(tells(with(R"("window": {"calls": 0, "learnt": "2026-11-29"})"), "\"calls\""));
  CHECK(tells(with(R"("window": {"calls": 1e300, "learnt": "2026-11-29"})"), "\"calls\""));
  CHECK(tells(with(R"("window": {"calls": "40", "learnt": "2026-11-29"})"), "\"calls\""));
  CHECK(tells(with(R"("cap": {"calls": 24})"), "\"learnt\""));
  CHECK(tells(with(R"("cap": {"calls": 24, "learnt": "2026-02-30"})"), "\"learnt\""));
  CHECK(tells(with(R"("rate": {"calls_a_second": -1, "burst": 1, "learnt": "2026-11-29"})"), "\"calls_a_second\""));
  CHECK(tells(with(R"("baselines": {"flows": 1})"), "\"baselines\""));
  CHECK(tells(with(R"("baselines": [{"kind": 7, "seconds": 1, "learnt": "2026-11-29"}])"), "\"kind\""));
}

TEST_CASE("a day to come is no day, but for a clock that is one ahead") {
  const std::string head = R"({"format": 1, "org": "dev.my.salesforce.com", "window": {"calls": 40, "learnt": ")";
  CHECK(tells(trouble_with(head + "2026-12-01\"}}"), "\"learnt\""));
  CHECK(read_knowledge(head + "2026-11-30\"}}", dev, today)->window->value == 40);
}

TEST_CASE(
    "a damaged file, or another org's, is replaced at the run's end; one by a later version is not ours to touch") {
  const folder at;
  const org_history history(at.path, dev);
  const fs::path file = history_file(at.path, dev);
  for (const char* text : {"damaged", R"({"format": 1, "org": "other.my.salesforce.com"})"}) {
    write(file, text);
    REQUIRE(history.keep(everything(), today).has_value());
    CHECK(history.read(today).known.window->value == 40);
  }
  const std::string later = R"({"format": 2, "org": "dev.my.salesforce.com"})";
  write(file, later);
  CHECK_FALSE(history.read(today).replaceable);
  CHECK(history.keep(everything(), today).has_value());
  CHECK(text_of(file) == later);
}

TEST_CASE("what is no file is left aside, and so is one that is far too big") {
  const folder at;
  const org_history history(at.path, dev);
  fs::create_directories(history_file(at.path, dev));
  CHECK(tells(history.read(today).trouble, "is no file"));
  CHECK(history.keep(everything(), today).has_value());
  CHECK(fs::is_directory(history_file(at.path, dev)));
  CHECK(tells(trouble_with(std::string(300'000, ' ')), "is too big"));
}

TEST_CASE("a folder that can't be made is an error that names it, and nothing else") {
  const folder at;
  write(at.path / "file", "");
  const org_history history(at.path / "file" / "orgs", dev);
  CHECK(history.read(today).trouble.empty());
  const auto kept = history.keep(everything(), today);
  REQUIRE_FALSE(kept.has_value());
  CHECK_MESSAGE(tells(kept.error().line(), (at.path / "file").string()), kept.error().line());
}

TEST_CASE("runs that write at once leave a whole file, and no other") {
  const folder at;
  std::vector<std::thread> runs;
  for (std::size_t i = 1; i <= 4; ++i) {
    runs.emplace_back([&at, i] {
      const org_history history(at.path, dev);
      for (std::size_t n = 0; n < 50; ++n) {
        const auto kept = history.keep({.window = i, .cap = i}, today);
        if (!kept) std::abort();
        if (!history.read(today).trouble.empty()) std::abort();
      }
    });
  }
  for (std::thread& run : runs) run.join();
  const auto past = org_history(at.path, dev).read(today);
  CHECK(past.trouble.empty());
  CHECK(past.known.window->value == past.known.cap->value);
  CHECK(std::distance(fs::directory_iterator(at.path), {}) == 1);
}

TEST_CASE("a file's name is safe and short whatever the org is called, and differs where orgs do") {
  const auto name = [](const std::string& org) { return history_file("/f", org).filename().string(); };
  CHECK(name("Dev.My.Salesforce.com") == "dev.my.salesforce.com.json");
  CHECK(name("127.0.0.1:8443") == "127.0.0.1_8443.json");
  CHECK(history_file("/f", "../../etc/passwd").parent_path() == "/f");
  CHECK(name("..") == "_...json");
  CHECK(name("") == "_.json");
  const std::string longest(5000, 'x');
  CHECK(name(longest).size() < 200);
  CHECK(name(longest) != name(longest + "y"));
}

TEST_CASE("the state folder is systemd's, else the user's, and only a whole path counts") {
  const auto at = [](const state_places& p) { return state_folder(p).value_or("none").string(); };
  CHECK(at({"/var/lib/sluice:/var/lib/more", "/x", "/home/me"}) == "/var/lib/sluice");
  CHECK(at({"", "/x/state", "/home/me"}) == "/x/state/sluice");
  CHECK(at({"", "state", "/home/me"}) == "/home/me/.local/state/sluice");
  CHECK(at({"", "", ""}) == "none");
  CHECK(at({"relative", "", "me"}) == "none");
}
