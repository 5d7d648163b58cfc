// A composer between probes, with a crowd of askers: what the tests of its wants and of its failures both need.
#pragma once

#include "actors/composer.hpp"
#include "tests/actors/questions.hpp"
#include "tests/actors/stage.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace sluice::actors_test {

struct composer_scene : stage {
  void begin(bool batch = false) {
    who = play<sluice::composer>(ledger_options{.batch = batch, .retry = {.retries = 1}}, std::ref(events));
  }
  probe& asker() { return askers.emplace_back(system); }
  void ask(const probe& from, const question& q, const std::string& object, std::uint64_t id = 1) {
    tell(who, want{.id = id, .asks = &q, .object = object_name(object)}, from.as<asker_actor>());
  }
  /// A crowd of askers, one an object: a, b, c, ...
  void crowd(const question& q, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) ask(asker(), q, std::string(1, static_cast<char>('a' + i)));
  }
  dispatch let_one_go() {
    const std::size_t before = gateway.count<dispatch>();
    tell(who, grant{.id = ++grants});
    REQUIRE(gateway.count<dispatch>() == before + 1);
    return gateway.last<dispatch>();
  }
  void come_back(const dispatch& d, int status, std::string body, std::uint32_t generation = 1) {
    http_result r{.status = status, .headers = {}, .body = std::make_shared<const std::string>(std::move(body))};
    outcome o = plain_classifier{}.classify(r);
    tell(who, replied{.call = d.call,
                      .result = std::make_shared<const http_result>(std::move(r)),
                      .verdict = std::move(o),
                      .generation = generation});
  }
  void come_back_right(const dispatch& d) { come_back(d, 200, page_for(read_address(d.request.url))); }
  [[nodiscard]] std::size_t ready_calls() const { return limiter.last<ready>().calls; }
  [[nodiscard]] std::size_t bytes_freed() const {
    const auto all = limiter.heard<freed>();
    return std::accumulate(all.begin(), all.end(), std::size_t{0},
                           [](std::size_t n, const freed& f) { return n + f.bytes; });
  }
  static std::vector<std::string> objects(const dispatch& d) { return read_address(d.request.url).objects; }

  composer_actor who;
  std::uint64_t grants = 0;
  std::deque<probe> askers;
  test_part single{{.name = "single"}};
  test_part many{{.name = "many", .objects_max = 4}};
  test_part paged{{.name = "paged", .objects_max = 4, .pages = 3}};
};

}  // namespace sluice::actors_test
