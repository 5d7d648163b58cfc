// Leads the run: login, list, a fetcher for each object (so many alive that the window stays full), the files, the end;
// and the stop, when a limit, a signal or a broken store asks for it. Which object is next and how many are left is
// decided in control/harvest_plan.
#pragma once

#include "actors/fetcher.hpp"
#include "control/harvest_plan.hpp"
#include "protocol/actors.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include <caf/typed_event_based_actor.hpp>

namespace sluice {

struct supervisor_options {
  const questionnaire* asks = nullptr;  ///< outlives the actor
  /// --fetch=none: these and no others; else those of the object list.
  std::optional<std::vector<object_name>> objects;
  std::size_t objects_max = static_cast<std::size_t>(-1);
  /// Leaves out objects of the list (--prefilter-noise, --ignore-namespaces). May be empty.
  std::function<bool(const object_name&)> left_out;
  resume_mode resume = resume_mode::fresh;
  std::uint32_t retries = 3;  ///< how often an object whose fetcher died is begun again
  duration grace = std::chrono::seconds(5);
  bool strict = false;
  bool batch = false;
  /// Told of every fetcher that is spawned. May be empty.
  std::function<void(const object_name&, const fetcher_actor&)> on_spawn;
};

class supervisor final : public supervisor_actor::base {
 public:
  supervisor(caf::actor_config& config, supervisor_options options, observer& listener);

  const char* name() const override { return "supervisor"; }
  behavior_type make_behavior() override;
  void on_exit() override;

 private:
  struct running_object {
    object_name object;
    fetcher_actor who;
    bool waits_for_survey = false;
  };

  void survey_begins();
  /// `failed`: why it can only tell of a failure; empty: it asks.
  void spawn_surveyor(const survey* s, std::string failed);
  void listed(const surveyed& s);
  void fill();
  [[nodiscard]] std::size_t room() const;
  void spawn_fetcher(const object_name& object);
  void object_ended(const finished& f);
  void tell_alive();
  void count_gaps(const std::vector<part_gap>& gaps);
  void died(const caf::down_msg& down);
  void fetcher_died(const object_name& object, const caf::error& reason);
  void surveyor_died(const survey* s, const caf::error& reason);
  [[nodiscard]] bool is_crew(const caf::actor_addr& who) const;
  void publish_when_ended();
  void published();
  void stop_run(error why);
  void wind_everyone_up();
  void end_when_wound_up();
  void end(exit_code code);

  supervisor_options options_;
  observer& listener_;
  crew crew_;
  caf::typed_response_promise<run_ended> promise_;
  harvest_plan plan_;
  bool fetching_ = false;
  bool publishing_ = false;
  bool stopping_ = false;
  bool ended_ = false;
  error why_;
  std::size_t window_ = 1;
  double objects_per_call_ = 1;
  std::size_t strict_gaps_ = 0;
  std::size_t waiting_for_survey_ = 0;
  std::shared_ptr<const object_list> list_;
  std::unordered_map<const survey*, surveyor_actor> surveyors_;
  std::unordered_map<caf::actor_addr, const survey*> survey_of_;
  std::unordered_map<const survey*, std::uint32_t> survey_deaths_;
  std::unordered_map<caf::actor_addr, running_object> running_;
  std::unordered_map<object_name, caf::actor_addr> by_object_;
};

}  // namespace sluice
