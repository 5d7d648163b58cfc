#include "tests/actors/world.hpp"

#include <utility>

#include <caf/event_based_actor.hpp>
#include <doctest/doctest.h>

namespace sluice::actors_test {

namespace {
constexpr std::size_t steps_max = 5'000'000;
}

refusal steady_law::ended(const completion& c) {
  if (c.result.cls == outcome_class::limited) return refusal::rate_limited;
  return c.result.cls == outcome_class::overloaded ? refusal::overloaded : refusal::none;
}

world::world(world_shape s)
    : shape(std::move(s)),
      system(config),
      sched(dynamic_cast<caf::scheduler::test_coordinator&>(system.scheduler())),
      server(system, shape.server),
      kept_in(std::make_shared<memory_store>(std::vector<std::string>{"describe", "fields", "rows", "counted"})),
      how(shape.login),
      describe({.name = "describe", .tells_facts = true}),
      fields({.name = "fields", .objects_max = shape.set_max}),
      rows({.name = "rows", .objects_max = shape.set_max, .pages = 3, .needs_queryable = true}),
      counted({.name = "counted", .objects_max = shape.set_max, .reads = &counts}),
      turns_(shape.shuffle.value_or(0)) {
  asks = {.parts = {&describe, &fields, &rows, &counted}, .surveys = {&list, &counts}, .list = &list};
  for (std::size_t i = 0; i < shape.objects; ++i) server.texts["list"] += name(i) + "\n";
  for (std::size_t i = 0; i < shape.objects; i += 2) server.texts["counts"] += name(i) + "\n";
  server.texts["login"] = "fine";
  options.limiter.api_reserve = 0;
  options.ledger.batch = shape.batch;
  options.detach_librarian = false;
  options.supervisor.asks = &asks;
  options.supervisor.batch = shape.batch;
  options.supervisor.on_spawn = [this](const object_name& o, const fetcher_actor& f) {
    fetchers_[o.str()] = caf::actor_cast<caf::actor_addr>(f);
  };
}

world::~world() {
  if (people.supervisor) dismiss(people);
  people = {};
  sched.run();
  server.cancel_all();
  server.close();
  sched.run();
}

std::string world::name(std::size_t i) const {
  return (i % 10 == 9 ? "Hidden" : "Object") + std::to_string(i);
}

std::map<memory_store::place, std::string> world::right_contents() const {
  std::map<memory_store::place, std::string> all;
  all[{"", "list"}] = server.texts.at("list");
  all[{"", "counts"}] = server.texts.at("counts");
  for (std::size_t i = 0; i < shape.objects; ++i) {
    const std::string o = name(i);
    all[{o, "describe"}] = payload_of("describe", o);
    all[{o, "fields"}] = payload_of("fields", o);
    all[{o, "rows"}] = i % 10 == 9 ? "gap: can't be queried" : payload_of("rows", o, 3);
    all[{o, "counted"}] = i % 2 == 0 ? "surveyed " + o : payload_of("counted", o);
  }
  return all;
}

// One message at a time, whoever's turn it is: with a seed, in an order that a real scheduler might choose.
void world::take_turns() {
  if (!shape.shuffle) {
    sched.run();
    return;
  }
  while (!sched.jobs.empty()) {
    const auto i = std::uniform_int_distribution<std::size_t>(0, sched.jobs.size() - 1)(turns_);
    std::swap(sched.jobs.front(), sched.jobs[i]);
    sched.run_once();
  }
}

run_ended world::run(std::function<void()> each) {
  auto law = shape.law ? shape.law : std::make_shared<steady_law>(shape.window);
  people = spawn_crew(system,
                      {.transport = &server,
                       .reads = &reads,
                       .how = &how,
                       .keeps = kept_in,
                       .law = std::move(law),
                       .listener = &events},
                      options);
  system.spawn([this](caf::event_based_actor* self) {
    self->request(people.supervisor, caf::infinite, start{})
        .then([this](const run_ended& how_it_ended) { end_ = how_it_ended; },
              [this](const caf::error& e) {
                end_ = run_ended{.code = exit_code::could_not_go_on, .why = {.what = caf::to_string(e)}};
              });
  });
  take_turns();
  const auto over = [&] { return (end_ && server.in_flight == 0) || !sched.has_pending_timeout(); };
  for (std::size_t i = 0; !over() && i < steps_max; ++i) {
    if (each && !end_) each();
    take_turns();
    if (!over()) sched.trigger_timeout();
    take_turns();
  }
  REQUIRE_MESSAGE(end_, "the run must end");
  return *end_;
}

void world::kill_some(double chance) {
  for (const auto& [object, who] : fetchers_) {
    if (std::uniform_real_distribution<double>()(deaths_) >= chance) continue;
    if (events.states.contains(object) || kills_of_[object] >= options.supervisor.retries) continue;
    ++kills_of_[object];
    ++kills;
    caf::anon_send_exit(who, caf::exit_reason::kill);
  }
}

}  // namespace sluice::actors_test
