// The engine alone: the whole crew, from the fetchers to the librarian, with questions that are all the same, answers
// that nobody reads and a store that keeps nothing. What it costs beside a bare curl_multi loop is the actors' price.
//   bench_engine URL CALLS CALLS_IN_FLIGHT
#include "bench/engine/stopwatch.hpp"
#include "bench/lead_crew.hpp"
#include "control/adaptive_law.hpp"
#include "http/curl_transport.hpp"
#include "protocol/login.hpp"
#include "protocol/observer.hpp"

#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace sluice;

/// As many as a harvest with automation asks of an object.
constexpr std::size_t parts_an_object = 5;
constexpr question_form single[] = {{.kind = form_kind::single, .objects_max = 1}};

class whole_reply final : public reply_reader {
 public:
  page_verdict read(const http_result& page) override {
    text_ = *page.body;
    return last_page{};
  }
  std::vector<answer> answers() override { return {answer::of(std::move(text_))}; }

 private:
  std::string text_;
};

class one_address final : public part {
 public:
  one_address(std::string url, std::size_t number) : url_(std::move(url)), kind_("part" + std::to_string(number)) {}
  const call_kind& kind() const override { return kind_; }
  std::span<const question_form> forms() const override { return single; }
  http_request ask(form_kind, std::span<const object_name>) const override { return {.url = url_}; }
  std::unique_ptr<reply_reader> reader(form_kind, std::span<const object_name>) const override {
    return std::make_unique<whole_reply>();
  }
  std::optional<std::string> not_applicable(const object_facts*) const override { return {}; }

 private:
  std::string url_;
  call_kind kind_;
};

/// The objects are named beforehand, so this list tells nothing.
class no_list final : public survey {
 public:
  explicit no_list(std::string url) : url_(std::move(url)) {}
  const call_kind& kind() const override { return kind_; }
  std::span<const question_form> forms() const override { return single; }
  http_request ask(form_kind, std::span<const object_name>) const override { return {.url = url_}; }
  std::unique_ptr<reply_reader> reader(form_kind, std::span<const object_name>) const override {
    return std::make_unique<whole_reply>();
  }
  survey_ptr open(std::string_view) const override { return std::make_shared<nothing>(); }

 private:
  struct nothing : object_list {
    std::vector<object_name> objects() const override { return {}; }
    facts_ptr facts(const object_name&) const override { return nullptr; }
  };
  std::string url_;
  call_kind kind_{"list"};
};

class open_door final : public login {
 public:
  void begin() override {}
  const question* next() override { return nullptr; }
  std::optional<error> heard(const answer&) override { return {}; }
  endpoint where() const override { return {.base_url = "http://localhost/", .token = "token", .generation = 1}; }
  run_identity who() const override { return {}; }
  bool renews() const override { return false; }
};

class by_status final : public classifier {
 public:
  outcome classify(const http_result& r) const override {
    const bool good = r.failure == http_failure::none && r.status == 200;
    return {.cls = good ? outcome_class::ok : outcome_class::rejected, .status = r.status};
  }
};

class keeps_nothing final : public store {
 public:
  result<opened_run> open_run(const run_identity&, resume_mode) override { return opened_run{}; }
  result<void> plan(std::span<const object_name>) override { return {}; }
  result<std::vector<object_name>> complete() override { return std::vector<object_name>{}; }
  result<void> put(std::span<const stored_part>) override { return {}; }
  result<std::vector<stored_part>> recall(const object_name&) override { return std::vector<stored_part>{}; }
  result<published_files> publish() override { return published_files{}; }
};

run_ended drive(const std::string& url, std::size_t objects, std::size_t in_flight) {
  auto network = curl_transport::make({.max_idle_connections = static_cast<unsigned>(in_flight)}).value();
  std::vector<std::unique_ptr<one_address>> parts;
  for (std::size_t i = 0; i < parts_an_object; ++i) parts.push_back(std::make_unique<one_address>(url, i));
  const no_list list(url);
  questionnaire asks{.parts = {}, .surveys = {&list}, .list = &list};
  for (const auto& p : parts) asks.parts.push_back(p.get());
  crew_options options;
  options.supervisor.asks = &asks;
  options.supervisor.objects.emplace();
  for (std::size_t i = 0; i < objects; ++i) options.supervisor.objects->emplace_back("Object" + std::to_string(i));
  open_door how;
  const by_status reads;
  observer nobody;
  const stopwatch watch;
  run_ended end =
      lead_crew({.transport = network.get(),
                 .reads = &reads,
                 .how = &how,
                 .keeps = std::make_shared<keeps_nothing>(),
                 .law = std::make_shared<adaptive_law>(law_options{.window = {.max = in_flight}, .fixed = in_flight}),
                 .listener = &nobody},
                std::move(options));
  watch.tell(objects * parts_an_object + 1);
  return end;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: bench_engine URL CALLS CALLS_IN_FLIGHT\n";
    return 2;
  }
  const run_ended end = drive(argv[1], std::stoul(argv[2]) / parts_an_object, std::stoul(argv[3]));
  if (!end.why.what.empty()) std::cerr << end.why.line() << '\n';
  return static_cast<int>(end.code);
}
