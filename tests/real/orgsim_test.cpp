// Everything real at once: the crew on the real scheduler, the network by curl, the store in SQLite, the org's own
// questions, against a simulated org in this process, with fetchers killed under --workers 16.
#include "http/curl_transport.hpp"
#include "library/sqlite_store.hpp"
#include "orgsim/server.hpp"
#include "salesforce/given_token.hpp"
#include "salesforce/org_login.hpp"
#include "salesforce/part_list.hpp"
#include "salesforce/rest_classifier.hpp"
#include "tests/real/scenario.hpp"
#include "tests/real/watched_transport.hpp"

#include <filesystem>
#include <memory>
#include <stdlib.h>
#include <string>

#include <doctest/doctest.h>

namespace sluice::real_test {

namespace {

constexpr std::size_t objects = 400;
constexpr std::size_t window = 16;

class temporary_folder {
 public:
  temporary_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "sluice-real-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~temporary_folder() { std::filesystem::remove_all(path_); }
  temporary_folder(const temporary_folder&) = delete;
  temporary_folder& operator=(const temporary_folder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

run_shape shape_of(const questionnaire& asks) {
  run_shape shape;
  for (const part* p : asks.parts) shape.push_back({.name = p->kind(), .is_stats = p->is_stats()});
  return shape;
}

}  // namespace

TEST_CASE("a harvest of a simulated org is whole though fetchers are killed, and the org never sees more than 16") {
  auto made = orgsim::server::make({.objects = objects});
  REQUIRE(made.has_value());
  const auto org = std::move(*made);
  org->run_in_background();
  const temporary_folder folder;
  const part_list parts;
  const questionnaire asks = parts.make({.describe = true, .automation = true, .stats = true});
  auto how = org_login::make(given_token::make(org->url(), org->token()).value(), {}).value();
  auto network = curl_transport::make({.max_idle_connections = window}).value();
  const std::shared_ptr<sqlite_store> kept_in = sqlite_store::open(folder.path(), shape_of(asks)).value();
  deaths killer({.every = 10, .each_at_most = 2});
  watched_transport transport(*network, [&](const http_request& r) { killer.call_is_out(r); });
  const rest_classifier reads;
  landing events;
  crew_options options;
  options.supervisor.asks = &asks;
  options.supervisor.on_spawn = [&](const object_name& o, const fetcher_actor& f) { killer.born(o.str(), f); };
  const run_ended end = lead({.transport = &transport,
                              .reads = &reads,
                              .how = how.get(),
                              .keeps = kept_in,
                              .law = std::make_shared<steady_law>(window),
                              .listener = &events},
                             options);
  CHECK_MESSAGE(end.code == exit_code::all_done, end.why.line());
  CHECK(killer.killed() > 20);
  CHECK(events.planned_total == objects);
  CHECK(events.count(object_state::done) == objects);
  CHECK(events.flying == 0);
  CHECK(events.held == 0);
  CHECK(events.flying_max <= window);
  CHECK(org->stats().in_flight_max <= window);
  CHECK(kept_in->complete().value().size() == objects);
  org->stop();
}

}  // namespace sluice::real_test
