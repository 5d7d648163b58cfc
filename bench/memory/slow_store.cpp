// A harvest whose store takes only so many parts a second, as on a very slow disk: replies pile up behind it, and what
// the process holds then is for bench/run to measure from outside. Describes alone; the calls in flight are fixed.
//   SLUICE_ACCESS_TOKEN=... bench_slow_store URL FOLDER CALLS_IN_FLIGHT PARTS_A_SECOND
#include "bench/lead_crew.hpp"
#include "control/adaptive_law.hpp"
#include "http/curl_transport.hpp"
#include "library/sqlite_store.hpp"
#include "protocol/observer.hpp"
#include "salesforce/given_token.hpp"
#include "salesforce/org_login.hpp"
#include "salesforce/part_list.hpp"
#include "salesforce/rest_classifier.hpp"

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <malloc.h>
#include <memory>
#include <string>
#include <thread>

namespace {

using namespace sluice;

class slow_store final : public store {
 public:
  slow_store(std::unique_ptr<sqlite_store> inner, double parts_a_second)
      : inner_(std::move(inner)), rest_(1 / parts_a_second) {}

  result<opened_run> open_run(const run_identity& who, resume_mode mode) override {
    return inner_->open_run(who, mode);
  }
  result<void> plan(std::span<const object_name> objects) override { return inner_->plan(objects); }
  result<std::vector<object_name>> complete() override { return inner_->complete(); }
  result<void> put(std::span<const stored_part> parts) override {
    std::this_thread::sleep_for(rest_ * parts.size());
    return inner_->put(parts);
  }
  result<std::vector<stored_part>> recall(const object_name& object) override { return inner_->recall(object); }
  result<published_files> publish() override { return inner_->publish(); }

 private:
  std::unique_ptr<sqlite_store> inner_;
  std::chrono::duration<double> rest_;
};

run_ended harvest(const std::string& url, const std::string& folder, std::size_t in_flight, double parts_a_second) {
  const char* token = std::getenv("SLUICE_ACCESS_TOKEN");
  const part_list parts;
  const questionnaire asks = parts.make({.describe = true, .automation = false, .stats = false});
  run_shape shape;
  for (const part* p : asks.parts) shape.push_back({.name = p->kind(), .is_stats = p->is_stats()});
  auto how = org_login::make(given_token::make(url, token == nullptr ? "" : token).value(), {}).value();
  auto network = curl_transport::make({.max_idle_connections = static_cast<unsigned>(in_flight)}).value();
  const rest_classifier reads;
  observer nobody;
  crew_options options;
  options.supervisor.asks = &asks;
  return lead_crew(
      {.transport = network.get(),
       .reads = &reads,
       .how = how.get(),
       .keeps = std::make_shared<slow_store>(sqlite_store::open(folder, shape).value(), parts_a_second),
       .law = std::make_shared<adaptive_law>(law_options{.window = {.max = in_flight}, .fixed = in_flight}),
       .listener = &nobody},
      std::move(options));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "usage: bench_slow_store URL FOLDER CALLS_IN_FLIGHT PARTS_A_SECOND\n";
    return 2;
  }
  ::mallopt(M_MMAP_THRESHOLD, 128 << 10);  // as the program does
  const run_ended end = harvest(argv[1], argv[2], std::stoul(argv[3]), std::stod(argv[4]));
  if (!end.why.what.empty()) std::cerr << end.why.line() << '\n';
  return static_cast<int>(end.code);
}
