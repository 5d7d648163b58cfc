#include "cli/run_metrics.hpp"

#include "cli/metrics_push.hpp"
#include "cli/version.hpp"
#include "metrics/last_run.hpp"
#include "metrics/textfile.hpp"

#include <utility>

#include <caf/config.hpp>
#include <fmt/format.h>

namespace sluice {

namespace {
const listen_address usual_address{.host = "127.0.0.1", .port = 9464};
}

run_metrics::run_metrics(const harvest_options& o, const std::string& org, wall_time started, const run_figures& f,
                         std::optional<duration> expected)
    : options_(o),
      figures_(f),
      about_{.org = o.org_name.empty() ? org : o.org_name,
             .version = std::string(version()),
             .revision = std::string(revision()),
             .caf_version = fmt::format("{}.{}.{}", CAF_MAJOR_VERSION, CAF_MINOR_VERSION, CAF_PATCH_VERSION),
             .started = started,
             .expected_interval = o.expected_interval,
             .expected_duration = expected,
             .api_reserve = o.api_reserve_percent / 100} {}

result<std::unique_ptr<run_metrics>> run_metrics::open(const harvest_options& o, const std::string& org,
                                                       wall_time started, const run_figures& figures,
                                                       const std::string& before, std::optional<duration> expected) {
  std::unique_ptr<run_metrics> made(new run_metrics(o, org, started, figures, expected));
  made->last_ = read_outcome(before);
  if (auto listening = made->listen(); !listening) return listening.error();
  return made;
}

// A port that nobody asked for must stop no run.
result<void> run_metrics::listen() {
  if (options_.metrics_listen == "off") return {};
  const auto collector = [this] { return collect(); };
  if (!options_.metrics_listen.empty()) {
    const auto wanted = read_listen_address(options_.metrics_listen);
    if (!wanted) return wanted.error();
    auto opened = exposer::open(*wanted, collector);
    if (!opened) return opened.error();
    exposer_ = std::move(*opened);
  } else if (auto opened = exposer::open_from(usual_address, collector)) {
    exposer_ = std::move(*opened);
    moved_ = exposer_->address().port != usual_address.port;
  } else {
    said_ = "no port for metrics is free from " + std::to_string(usual_address.port) + " on; the run goes on without";
    moved_ = true;
    return {};
  }
  const listen_address& at = exposer_->address();
  said_ = fmt::format("metrics on http://{}:{}/metrics{}", at.host, at.port,
                      moved_ ? fmt::format(", since {} is taken", usual_address.port) : "");
  return {};
}

template <class Use>
auto run_metrics::read(Use use) const {
  const figures now = figures_.snapshot();
  const process_figures process = read_process();
  const std::lock_guard lock(mutex_);
  return use(reading{.run = now, .process = process, .about = about_, .last = last_});
}

std::vector<prometheus::MetricFamily> run_metrics::collect() const {
  return read([](const reading& r) { return sluice::collect(r); });
}

void run_metrics::ended(const last_run& how) {
  std::optional<wall_time> textfile_success;
  if (!options_.metrics_textfile.empty()) textfile_success = last_success_in(options_.metrics_textfile);
  const std::lock_guard lock(mutex_);
  const std::optional<wall_time> before = last_ && last_->success ? last_->success : textfile_success;
  last_ = how;
  if (!last_->success) last_->success = before;
}

std::string run_metrics::note() const {
  return read([](const reading& r) { return outcome_text(r); });
}

result<void> run_metrics::write_textfile() const {
  if (options_.metrics_textfile.empty()) return {};
  return read([this](const reading& r) { return sluice::write_textfile(options_.metrics_textfile, r); });
}

result<void> run_metrics::push() const {
  if (options_.metrics_push.empty()) return {};
  return push_metrics(options_.metrics_push, about_.org, note(), options_.ca_file);
}

}  // namespace sluice
