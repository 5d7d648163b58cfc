// The crew on the real scheduler, with a transport that answers from threads of its own and fetchers that are killed
// while their calls are out. Meant for ThreadSanitizer and AddressSanitizer as much as for its checks.
#include "tests/actors/memory_store.hpp"
#include "tests/actors/questions.hpp"
#include "tests/real/scenario.hpp"
#include "tests/real/thread_transport.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace sluice::real_test {

using namespace actors_test;

namespace {

constexpr std::size_t objects = 5000;
constexpr std::size_t window = 16;
constexpr std::size_t call_of_a_death = 50;  // every so many calls one asker is killed

struct plan {
  plan() {
    asks = {.parts = {&describe, &fields, &rows, &counted}, .surveys = {&list, &counts}, .list = &list};
    for (std::size_t i = 0; i < objects; ++i) names.push_back("Object" + std::to_string(i));
    for (const std::string& n : names) texts["list"] += n + "\n";
    for (std::size_t i = 0; i < objects; i += 2) texts["counts"] += names[i] + "\n";
  }
  test_survey list{"list", true};
  test_survey counts{"counts", false};
  test_part describe{{.name = "describe", .tells_facts = true}};
  test_part fields{{.name = "fields", .objects_max = 20}};
  test_part rows{{.name = "rows", .objects_max = 20, .pages = 2}};
  test_part counted{{.name = "counted", .objects_max = 20, .reads = &counts}};
  questionnaire asks;
  std::vector<std::string> names;
  std::map<std::string, std::string> texts;
};

void check_all_stored(const plan& p, const memory_store& kept_in) {
  std::size_t wrong = 0;
  const auto contents = kept_in.contents();
  for (std::size_t i = 0; i < objects; ++i) {
    const std::string& o = p.names[i];
    const auto is = [&](const char* part, const std::string& payload) {
      const auto it = contents.find({o, part});
      if (it == contents.end() || it->second != payload) ++wrong;
    };
    is("describe", payload_of("describe", o));
    is("fields", payload_of("fields", o));
    is("rows", payload_of("rows", o, 2));
    is("counted", i % 2 == 0 ? "surveyed " + o : payload_of("counted", o));
  }
  CHECK(wrong == 0);
}

}  // namespace

TEST_CASE("5,000 objects come home though fetchers are killed, and never more than the window is in flight") {
  bool batch = false;
  SUBCASE("sets of one") {
    batch = false;
  }
  SUBCASE("sets of many") {
    batch = true;
  }
  const plan p;
  deaths killer({.every = batch ? 5 : call_of_a_death, .each_at_most = 2});
  thread_transport transport(p.texts, [&](const http_request& r) { killer.call_is_out(r); });
  auto kept_in = std::make_shared<memory_store>(std::vector<std::string>{"describe", "fields", "rows", "counted"});
  test_login how({.questions = 1, .renews = true});
  const plain_classifier reads;
  landing events;
  crew_options options;
  options.limiter.api_reserve = 0;
  options.ledger.batch = batch;
  options.supervisor.asks = &p.asks;
  options.supervisor.batch = batch;
  options.supervisor.on_spawn = [&](const object_name& o, const fetcher_actor& f) { killer.born(o.str(), f); };
  const run_ended end = lead({.transport = &transport,
                              .reads = &reads,
                              .how = &how,
                              .keeps = kept_in,
                              .law = std::make_shared<steady_law>(window),
                              .listener = &events},
                             options);
  CHECK(end.code == exit_code::all_done);
  CHECK(killer.killed() > 100);
  CHECK(events.count(object_state::done) == objects);
  CHECK(events.flying == 0);
  CHECK(events.held == 0);
  CHECK(events.flying_max <= window);
  CHECK(transport.in_flight_max() <= window);
  CHECK(kept_in->published == 1);
  check_all_stored(p, *kept_in);
}

}  // namespace sluice::real_test
