// A failure stays where it happens: one kind of call goes wrong in one way for some of the objects, for ever, and all
// else is as in an org without faults. And however a run ends, its summary adds up.
#include "tests/e2e/program/library_files.hpp"
#include "tests/e2e/program/org.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <doctest/doctest.h>

using namespace sluice::e2e;
namespace json = boost::json;

namespace {

std::int64_t number(const json::value& v) {
  return v.to_number<std::int64_t>();
}

std::int64_t sum_of(const json::object& all, const std::vector<std::string>& but) {
  std::int64_t sum = 0;
  for (const auto& [name, value] : all) {
    if (std::find(but.begin(), but.end(), std::string(name)) == but.end()) sum += number(value);
  }
  return sum;
}

json::object check_summary(const std::string& folder, int exit_code) {
  json::object summary = json_of(folder + "/summary.json").as_object();
  CHECK(summary.at("exit_code") == exit_code);
  const json::object& objects = summary.at("objects").as_object();
  CHECK(number(objects.at("total")) == sum_of(objects, {"total"}));
  const json::object& calls = summary.at("calls").as_object();
  CHECK(number(calls.at("total")) == sum_of(calls, {"total", "retries"}));
  return summary;
}

/// The library's texts, with the org's own address, which differs from process to process, taken out.
std::map<std::string, std::string> records_of(const std::string& folder, const std::string& url) {
  auto files = library_of(folder);
  files.erase("schema.json");
  for (auto& [name, text] : files) {
    for (auto at = text.find(url); at != std::string::npos; at = text.find(url, at)) text.erase(at, url.size());
  }
  return files;
}

std::vector<std::string> everything(const std::string& retries) {
  return {"-v",
          "--with-automation",
          "--with-stats",
          "--workers",
          "16",
          "--retries",
          retries,
          "--timeout",
          "1",
          "--backoff-ms",
          "1"};
}

struct fault_case {
  std::string on;
  std::string fault;
  int exit_code;
  std::string gap;
};

class undisturbed {
 public:
  undisturbed() {
    const org sim({"--objects", "12", "--seed", "5"});
    REQUIRE(run(sim.harvest(folder_ / "lib", everything("0")), sim.with_token()).exit_code == 0);
    records_ = records_of(folder_ / "lib", sim.url());
  }
  [[nodiscard]] const std::map<std::string, std::string>& records() const { return records_; }

 private:
  temporary_folder folder_;
  std::map<std::string, std::string> records_;
};

/// Whether the log tells of a gap of the object: "!! Failed ... for NAME: " or "NAME: PART is GAP: ".
bool is_told(const std::string& log, const std::string& object, const std::string& gap) {
  if (gap == "failed")
    return log.find("!! Failed to get automation/FLS/audit/complexity data for " + object + ": ") != std::string::npos;
  for (auto at = log.find(" " + object + ": "); at != std::string::npos; at = log.find(" " + object + ": ", at + 1)) {
    const std::string line = log.substr(at, log.find('\n', at) - at);
    if (line.find(" is " + gap + ": ") != std::string::npos) return true;
  }
  return false;
}

void check_one(const fault_case& c, const undisturbed& right) {
  const temporary_folder folder;
  const std::string profile = written(folder / "profile.toml", "based_on = \"instant\"\n[[fault]]\n" + c.fault +
                                                                   "\non = \"" + c.on + "\"\nshare = 0.2\n");
  const org sim({"--objects", "12", "--seed", "5", "--profile", profile});
  const auto end = run(sim.harvest(folder / "lib", everything("0")), sim.with_token());
  CHECK_MESSAGE(end.exit_code == c.exit_code, end.err);
  const std::string log = text_of(folder / "lib/sluice.log");
  const auto records = records_of(folder / "lib", sim.url());
  std::int64_t hit = 0;
  for (const auto& [file, text] : right.records()) {
    const std::string object = std::filesystem::path(file).stem();
    INFO(object);
    const auto found = records.find(file);
    if (!is_told(log, object, c.gap)) {
      const bool same = found != records.end() && found->second == text;
      CHECK(same);
      continue;
    }
    ++hit;
    if (c.on == "describe") {
      CHECK(found == records.end());
      continue;
    }
    REQUIRE(found != records.end());
    CHECK(json::parse(found->second).at("fields").as_array().size() ==
          json::parse(text).at("fields").as_array().size());
  }
  CHECK(hit > 0);
  CHECK(hit < 12);
  const auto summary = check_summary(folder / "lib", c.exit_code);
  CHECK(number(summary.at("gaps").at(c.gap)) >= hit);
  CHECK(number(summary.at("objects").at("partial")) + number(summary.at("objects").at("failed")) ==
        (c.gap == "failed" ? hit : 0));
}

}  // namespace

TEST_CASE("what goes wrong with some objects' calls stays with them, is named in the log, and decides the exit code") {
  const undisturbed right;
  const std::vector<fault_case> cases{
      {"tooling", "form = \"error\"\nstatus = 403", 0, "denied"},
      {"tooling", "form = \"error\"\nstatus = 404", 0, "unsupported"},
      {"tooling", "form = \"error\"\nstatus = 500", 3, "failed"},
      {"tooling", "form = \"html_200\"", 3, "failed"},
      {"tooling", "form = \"garbage\"", 3, "failed"},
      {"tooling", "form = \"half_json\"", 3, "failed"},
      {"tooling", "form = \"gzip_garbage\"", 3, "failed"},
      {"tooling", "form = \"truncated\"", 3, "failed"},
      {"tooling", "form = \"wrong_length\"", 3, "failed"},
      {"tooling", "form = \"wrong_answer\"", 3, "failed"},
      {"tooling", "form = \"hang\"", 3, "failed"},
      {"query", "form = \"wrong_answer\"", 3, "failed"},
      {"query", "form = \"reset_after_headers\"", 3, "failed"},
      {"describe", "form = \"error\"\nstatus = 500", 3, "failed"},
      {"describe", "form = \"wrong_answer\"", 3, "failed"},
  };
  for (const auto& c : cases) {
    INFO(c.on << ", " << c.fault);
    check_one(c, right);
  }
}

TEST_CASE("a denied part is no failure, but is one under --strict") {
  const temporary_folder folder;
  const std::string profile =
      written(folder / "profile.toml", "[[fault]]\nform = \"error\"\nstatus = 403\non = \"tooling\"\nshare = 0.5\n");
  const org sim({"--objects", "5", "--profile", profile});
  const auto end = run(sim.harvest(folder / "lib", {"-q", "--with-automation", "--strict"}), sim.with_token());
  CHECK(end.exit_code == 3);
  check_summary(folder / "lib", 3);
}

TEST_CASE("objects that failed are asked again by --resume, and the others are not") {
  const undisturbed right;
  const temporary_folder folder;
  const std::string profile =
      written(folder / "profile.toml",
              "[[fault]]\nform = \"error\"\nstatus = 500\non = \"tooling\"\nto_call = 20\nshare = 0.3\n");
  const org sim({"--objects", "12", "--seed", "5", "--profile", profile});
  REQUIRE(run(sim.harvest(folder / "lib", everything("0")), sim.with_token()).exit_code == 3);
  const auto before = check_summary(folder / "lib", 3);
  auto again = everything("3");
  again.emplace_back("--resume");
  const auto end = run(sim.harvest(folder / "lib", again), sim.with_token());
  REQUIRE_MESSAGE(end.exit_code == 0, end.err);
  const auto after = check_summary(folder / "lib", 0);
  CHECK(after.at("objects").at("done") == before.at("objects").at("partial"));
  CHECK(after.at("objects").at("reused") == before.at("objects").at("done"));
  CHECK(records_of(folder / "lib", sim.url()) == right.records());
}

TEST_CASE("the summary adds up however a run ends") {
  const temporary_folder folder;
  const org sim({"--objects", "40", "--profile", "steady"});
  process interrupted(sim.harvest(folder / "a", {"-q", "--workers", "4", "--grace", "1"}), sim.with_token());
  while (interrupted.running() && text_of(folder / "a/series.csv").size() < 200) {
  }
  interrupted.signal(SIGTERM);
  CHECK(interrupted.wait().exit_code == 143);
  const auto cut = check_summary(folder / "a", 143);
  CHECK(number(cut.at("objects").at("left")) > 0);
  CHECK(number(cut.at("objects").at("total")) == 40);

  CHECK(run(sim.harvest(folder / "b", {"-q"}), {{"SLUICE_ACCESS_TOKEN", "00Dx!wrong"}}).exit_code == 4);
  check_summary(folder / "b", 4);
  const std::vector<std::string> nowhere{"harvest", "--instance-url", "https://localhost:1", "-q", "--retries", "0",
                                         "-o",      folder / "c"};
  CHECK(run(nowhere, sim.with_token()).exit_code == 5);
  check_summary(folder / "c", 5);
  const auto no_input = sim.harvest(folder / "d", {"-q", "--fetch=none", "--input", folder / "none"});
  CHECK(run(no_input, sim.with_token()).exit_code == 2);
  check_summary(folder / "d", 2);
  CHECK(run(sim.harvest(folder / "a", {"-q", "--resume"}), sim.with_token()).exit_code == 0);
  const auto whole = check_summary(folder / "a", 0);
  CHECK(number(whole.at("objects").at("reused")) == number(cut.at("objects").at("done")));
  CHECK(number(whole.at("objects").at("left")) == 0);
}
