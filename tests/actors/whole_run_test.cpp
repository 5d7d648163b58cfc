// The whole crew in virtual time: what a run leaves in the store and asks of the org, whatever happens on the way.
#include "control/adaptive_law.hpp"
#include "tests/actors/world.hpp"

#include <algorithm>

#include <doctest/doctest.h>

namespace sluice::actors_test {

namespace {

using namespace std::chrono_literals;

/// What holds at the end of any run that wasn't stopped.
void check_all_done(const world& w) {
  CHECK(w.events.count(object_state::done) == w.shape.objects);
  CHECK(w.kept_in->contents() == w.right_contents());
  CHECK(w.kept_in->published == 1);
  CHECK(w.events.flying == 0);
  CHECK(w.events.held == 0);
  CHECK(w.server.in_flight == 0);
  for (const auto& [object, times] : w.events.times_ended) CHECK_MESSAGE(times == 1, object);
}

scripted refused(int status, std::vector<http_header> headers = {}) {
  return {.status = status, .headers = std::move(headers), .body = "refused"};
}

}  // namespace

TEST_CASE("200 objects end done with the right payloads, in sets of one and of many alike") {
  bool batch = false;
  SUBCASE("sets of one") {
    batch = false;
  }
  SUBCASE("sets of many") {
    batch = true;
  }
  world w({.batch = batch});
  CHECK(w.run().code == exit_code::all_done);
  check_all_done(w);
  CHECK(w.server.in_flight_max == w.shape.window);
  for (const auto& [url, n] : w.server.times) CHECK_MESSAGE(n == 1, url);
  if (batch) CHECK(w.server.count("fields") < 60);
}

TEST_CASE("a run stores each part once") {
  world w({});
  w.run();
  for (const auto& [where, n] : w.kept_in->written) {
    CAPTURE(where.first);
    CAPTURE(where.second);
    CHECK(n == 1);
  }
  CHECK(w.events.stored == w.kept_in->contents().size());
}

TEST_CASE("whatever the order of the actors' turns, the store is the same") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    CAPTURE(seed);
    world w({.objects = 60, .batch = seed % 2 == 0, .shuffle = seed});
    CHECK(w.run().code == exit_code::all_done);
    check_all_done(w);
    CHECK(w.server.in_flight_max <= w.shape.window);
  }
}

TEST_CASE("fetchers killed at random cost nothing but their question in flight") {
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    CAPTURE(seed);
    world w({.batch = seed % 2 == 0, .server = {.sigma = 0.5, .seed = seed}, .shuffle = seed});
    CHECK(w.run([&] { w.kill_some(0.006); }).code == exit_code::all_done);
    CHECK(w.kills > 100);
    check_all_done(w);
    CHECK(w.server.in_flight_max <= 16);
    CHECK(w.server.count("describe") <= w.shape.objects + w.kills);
  }
}

TEST_CASE("a survey for which the org was too busy is asked again, and everyone who waits is told") {
  world w({.objects = 40, .server = {.service = 100ms}});
  std::size_t times = 0;
  w.server.script = [&](const http_request& r) -> std::optional<scripted> {
    if (read_address(r.url).kind != "counts" || times++ > 1) return {};
    return refused(503);
  };
  CHECK(w.run().code == exit_code::all_done);
  check_all_done(w);
}

TEST_CASE("through an outage of some minutes a run goes on by itself") {
  bool batch = false;
  SUBCASE("sets of one") {
    batch = false;
  }
  SUBCASE("sets of many") {
    batch = true;
  }
  world w({.batch = batch});
  w.server.script = [&](const http_request&) -> std::optional<scripted> {
    if (w.age() > 200ms && w.age() < 3min) return scripted{.failure = http_failure::connect_timeout};
    return {};
  };
  CHECK(w.run().code == exit_code::all_done);
  CHECK(w.age() > 3min);
  CHECK(w.age() < 6min);
  check_all_done(w);
}

TEST_CASE("ten minutes of outage cost few retries, and the org is not stormed when it is back") {
  constexpr auto begins = 60s;
  constexpr auto ends = begins + 10min;
  std::shared_ptr<control_law> law;
  SUBCASE("a fixed window") {
    law = nullptr;
  }
  SUBCASE("a tuned window") {
    law = std::make_shared<adaptive_law>(law_options{.window = {.first = 10, .max = 16}});
  }
  world w({.objects = 500, .window = 16, .law = law, .server = {.service = 1s}});
  w.server.script = [&](const http_request&) -> std::optional<scripted> {
    if (w.age() >= begins && w.age() < ends) return refused(503);
    return {};
  };
  CHECK(w.run().code == exit_code::all_done);
  check_all_done(w);
  const auto arrived = [&](duration from, duration to) {
    return std::ranges::count_if(w.server.arrivals, [&](const auto& a) { return a.first >= from && a.first < to; });
  };
  const auto normal = arrived(0s, 60s);
  CHECK(normal > 500);
  // A tenth of the last minute's calls, then one a second.
  CHECK(arrived(begins + 2s, ends) <= normal / 10 + 600);
  const auto first_minute = arrived(ends, ends + 60s);
  CHECK(first_minute > normal / 4);
  CHECK(first_minute * 10 <= normal * 12);
}

TEST_CASE("a Retry-After is obeyed: nothing leaves before its end, and never more than the window is in flight") {
  world w({});
  std::optional<duration> refused_at;
  w.server.script = [&](const http_request&) -> std::optional<scripted> {
    if (w.age() < 300ms || refused_at) return {};
    refused_at = w.age();
    return refused(429, {{"retry-after", "60"}});
  };
  CHECK(w.run().code == exit_code::all_done);
  REQUIRE(refused_at);
  for (const auto& [at, flying] : w.server.arrivals) {
    CHECK((at <= *refused_at || at >= *refused_at + 60s));
    CHECK(flying <= w.shape.window);
  }
  check_all_done(w);
}

TEST_CASE("calls that break now and then are asked again and fail no object") {
  world w({.batch = true});
  std::size_t calls = 0;
  w.server.script = [&](const http_request&) -> std::optional<scripted> {
    if (++calls % 7 != 0) return {};
    return calls % 2 == 0 ? refused(500) : scripted{.failure = http_failure::reset};
  };
  CHECK(w.run().code == exit_code::all_done);
  check_all_done(w);
}

TEST_CASE("an object that fails every set it is in fails alone") {
  world w({.batch = true});
  w.server.script = [](const http_request& r) -> std::optional<scripted> {
    const asked a = read_address(r.url);
    const bool poisoned = std::find(a.objects.begin(), a.objects.end(), "Object17") != a.objects.end();
    if (a.kind != "fields" || !poisoned) return {};
    return refused(500);
  };
  CHECK(w.run().code == exit_code::some_parts_failed);
  CHECK(w.events.count(object_state::partial) == 1);
  CHECK(w.events.states.at("Object17") == object_state::partial);
  CHECK(w.events.count(object_state::done) == w.shape.objects - 1);
  CHECK(w.kept_in->find("Object17", "fields")->content.missing == gap::failed);
}

TEST_CASE("a session that ends in the middle is renewed once, and no call fails of it") {
  world w({.batch = true, .login = {.questions = 1, .renews = true}});
  w.server.script = [&](const http_request& r) -> std::optional<scripted> {
    if (r.url.starts_with("https://login/")) {
      if (read_address(r.url).kind != "login") return refused(404);
      return {};
    }
    const std::string* key = find_header(r.headers, "Authorization");
    if (w.age() > 400ms && (key == nullptr || *key == "Bearer token-1")) return refused(401);
    return {};
  };
  CHECK(w.run().code == exit_code::all_done);
  check_all_done(w);
  CHECK(w.how.begun() == 2);
  CHECK(w.events.logins == std::vector<bool>{false, true});
}

TEST_CASE("a bare token that never answers ends the run with exit code 4") {
  world w({});
  w.server.script = [](const http_request&) { return refused(401); };
  CHECK(w.run().code == exit_code::login_refused);
}

TEST_CASE("at the day's reserve the run stops with exit code 75 and keeps what came home") {
  world w({});
  w.options.limiter.api_reserve = 0.2;
  std::size_t used = 0;
  w.server.script = [&](const http_request& r) -> std::optional<scripted> {
    const asked a = read_address(r.url);
    const auto text = w.server.texts.find(a.kind);
    return scripted{.headers = {{"usage", std::to_string(++used) + "/200"}},
                    .body = text == w.server.texts.end() ? page_for(a) : text->second};
  };
  CHECK(w.run().code == exit_code::limit_reached);
  CHECK(w.server.seen.size() <= 160 + w.shape.window);
  CHECK(w.kept_in->published == 0);
  CHECK(w.events.flying == 0);
  CHECK(w.kept_in->contents().size() > 100);
}

TEST_CASE("an interrupted run keeps what was out, and a resumed one asks only what is missing") {
  std::shared_ptr<memory_store> half;
  std::size_t asked_before = 0;
  {
    world w({});
    bool told = false;
    const auto end = w.run([&] {
      if (w.age() > 1s && !std::exchange(told, true)) caf::anon_send(w.people.supervisor, interrupt{});
    });
    CHECK(end.code == exit_code::interrupted);
    CHECK(w.server.in_flight == 0);
    CHECK(w.events.held == 0);
    half = w.kept_in;
    asked_before = w.server.seen.size();
  }
  world again({});
  again.kept_in = half;
  again.options.supervisor.resume = resume_mode::all;
  CHECK(again.run().code == exit_code::all_done);
  CHECK(half->contents() == again.right_contents());
  // A part of three pages that the interrupt cut is asked from its first page.
  world whole({});
  whole.run();
  CHECK(asked_before + again.server.seen.size() <= whole.server.seen.size() + 2 * again.shape.window);
}

TEST_CASE("an interrupt drops what doesn't come home within the grace") {
  world w({});
  w.server.script = [&](const http_request&) -> std::optional<scripted> {
    if (w.age() < 900ms) return {};
    return scripted{.hangs = true};
  };
  bool told = false;
  const auto end = w.run([&] {
    if (w.age() >= 850ms && !std::exchange(told, true)) caf::anon_send(w.people.supervisor, interrupt{});
  });
  CHECK(end.code == exit_code::interrupted);
  CHECK(w.age() >= 5s);
  CHECK(w.age() < 7s);
  CHECK(w.server.in_flight == 0);
  CHECK(w.events.flying == 0);
}

TEST_CASE("a store that fills up ends the run with exit code 1") {
  world w({});
  CHECK(w.run([&] {
           if (w.age() > 1s) w.kept_in->broken = "put";
         }).code == exit_code::could_not_go_on);
  CHECK(w.kept_in->published == 0);
}

TEST_CASE("the death of one of the crew in the middle ends the run with exit code 1") {
  world w({});
  bool told = false;
  const auto end = w.run([&] {
    if (w.age() > 1s && !std::exchange(told, true)) caf::anon_send_exit(w.people.composer, caf::exit_reason::kill);
  });
  CHECK(end.code == exit_code::could_not_go_on);
}

TEST_CASE("a byte window smaller than the replies slows a run and never locks it") {
  world w({.batch = true});
  w.options.limiter.admission.memory_bytes = 1000;
  CHECK(w.run().code == exit_code::all_done);
  check_all_done(w);
}

}  // namespace sluice::actors_test
