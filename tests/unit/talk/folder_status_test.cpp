// What `sluice status` says of a folder, and what it tells to do next.
#include "cli/talk/folder_status.hpp"

#include <string>

#include <doctest/doctest.h>

using namespace sluice;

namespace {

using namespace std::chrono_literals;

told_end ended(int code, const char* reason) {
  return {.summary = {{"exit_code", code}, {"reason", reason}, {"seconds", 65.4}},
          .at = std::chrono::system_clock::time_point(1'700'000'000'000ms)};
}

folder_status whole_folder() {
  return {.folder = "library",
          .store = {.version = 2,
                    .organization_id = "00D1",
                    .instance_url = "https://acme.example",
                    .run = stored_run{.id = "2026-03-01.4",
                                      .as_of = "2026-03-01",
                                      .finished = true,
                                      .objects = {.total = 10, .done = 10},
                                      .gaps = {1, 0, 2, 0}}},
          .last = ended(0, "every object has ended"),
          .told = true};
}

folder_status with_failures() {
  folder_status s = whole_folder();
  s.store.run->objects = {.total = 10, .done = 9, .partial = 1};
  s.store.run->gaps[3] = 1;
  s.failures.add("flows", "QUERY_TIMEOUT: too long", "Lead");
  s.last = ended(3, "some parts failed");
  return s;
}

folder_status at_work() {
  folder_status s = whole_folder();
  s.store.run->finished = false;
  s.store.run->objects = {.total = 10, .done = 4, .left = 6, .begun = 2};
  s.held_by = 4711;
  s.told = false;
  return s;
}

}  // namespace

TEST_CASE("a folder whose run has ended well needs nothing") {
  CHECK(status_lines(whole_folder()) ==
        "library: run 2026-03-01.4\n"
        "org: https://acme.example (00D1)\n"
        "run: ended 2023-11-14 22:13 UTC after 1 min 5 s with exit code 0: every object has ended\n"
        "10 objects: 10 done, 0 partial, 0 failed, 0 left, 0 of them begun\n"
        "gaps: 1 denied, 2 not_applicable\n"
        "files: of this run\n"
        "next: nothing; the same command without --resume asks the org anew\n");
}

TEST_CASE("what failed is told with its reason, and that only it is asked again") {
  const std::string text = status_lines(with_failures());
  CHECK(text.find("failed: 1 x flows, QUERY_TIMEOUT: too long (first Lead)\n") != std::string::npos);
  CHECK(text.ends_with("next: run the same command again with --resume: only what failed is asked again\n"));
}

TEST_CASE("while a run is at work its process is named, and how to ask or end it") {
  const std::string text = status_lines(at_work());
  CHECK(text.find("run: at work, process 4711\n") != std::string::npos);
  CHECK(text.find("10 objects: 4 done, 0 partial, 0 failed, 6 left, 2 of them begun\n") != std::string::npos);
  CHECK(text.find("files: not written yet by this run\n") != std::string::npos);
  CHECK(text.find("kill -USR1 4711") != std::string::npos);
}

TEST_CASE("what a folder is in follows from who holds it, how the last run ended, and what is left") {
  struct state_case {
    const char* name;
    folder_status status;
    folder_state state;
  };
  folder_status killed = at_work();
  killed.held_by.reset();
  folder_status interrupted = killed;
  interrupted.last = ended(130, "interrupted");
  interrupted.told = true;
  folder_status refused = whole_folder();
  refused.last = ended(4, "the token was refused");
  folder_status killed_again = whole_folder();
  killed_again.told = false;
  const folder_status never{.folder = "library"};
  const state_case cases[] = {{"whole", whole_folder(), folder_state::whole},
                              {"failures", with_failures(), folder_state::failures},
                              {"running", at_work(), folder_state::running},
                              {"killed", killed, folder_state::cut_off},
                              {"killed before it asked anything", killed_again, folder_state::cut_off},
                              {"interrupted", interrupted, folder_state::stopped},
                              {"a good library, then a refused login", refused, folder_state::stopped},
                              {"a store that nobody has used", never, folder_state::cut_off}};
  for (const state_case& c : cases) {
    CAPTURE(c.name);
    CHECK(state_of(c.status) == c.state);
    CHECK(status_lines(c.status).find("next: ") != std::string::npos);
  }
}

TEST_CASE("scripts find the same under keys that stay") {
  const auto json = status_json(with_failures());
  CHECK(json.at("state") == "failures");
  CHECK(json.at("held_by").is_null());
  CHECK(json.at("run").at("objects").at("done") == 9);
  CHECK(json.at("run").at("gaps").at("failed") == 1);
  CHECK(json.at("last_end").at("exit_code") == 3);
  CHECK(json.at("last_end").at("at") == "2023-11-14T22:13:20.000Z");
  CHECK(json.at("failures").at(0).at("first_object") == "Lead");
  const auto running = status_json(at_work());
  CHECK(running.at("held_by").at("pid") == 4711);
  CHECK(running.at("last_end").is_null());
}
