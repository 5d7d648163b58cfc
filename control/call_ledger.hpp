// The composer's whole decision: which call is built at a grant, and what a reply means for the wants in it. Calls that
// were begun (a login's, the next page of a set, a half, one to be asked again) go before wants that only wait.
//
// Invariants: a want is in one place: waiting, or in one call; it is answered once, or its asker is gone; a call has at
// most one copy out; bytes of replies that were heard = bytes of the answers delivered + freed + kept by open sets.
#pragma once

#include "control/retry.hpp"
#include "control/want_queue.hpp"
#include "protocol/question.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

namespace sluice {

struct ledger_options {
  bool batch = false;
  retry_options retry;
  std::uint64_t seed = 1;  ///< of the jitter
};

/// A call to be sent under a grant.
struct outgoing_call {
  std::uint64_t id = 0;
  call_kind kind;
  form_kind form = form_kind::single;
  std::size_t objects = 0;  ///< 0 for a survey or a login
  http_request request;
  std::optional<time_point> waited_since;  ///< of the oldest want, at its first sending
};

/// What is to be done after a reply.
struct ledger_effects {
  struct delivery {
    std::uint64_t want = 0;
    answer content;
    std::size_t bytes = 0;  ///< its share of the reply
    std::uint32_t attempts = 0;
  };
  std::vector<delivery> deliveries;
  std::size_t freed_bytes = 0;  ///< of a reply that nobody stores
  std::optional<time_point> again_at;
  call_kind again_kind;
  outcome_class again_class = outcome_class::broken;
  bool renew = false;  ///< the call is held for the session
};

class call_ledger {
 public:
  explicit call_ledger(const ledger_options& options);

  void want(waiting_want w, bool urgent);
  /// Its asker is gone.
  void gone(std::uint64_t want);
  void starting(std::size_t objects) { waiting_.starting(objects); }

  /// Calls that could leave now: while the session is renewed only a login's.
  [[nodiscard]] std::size_t ready() const {
    return urgent_.size() + (renewing_ ? 0 : first_.size() + waiting_.calls());
  }
  /// Expected of the next one's reply; 0: it takes no room, or none may be asked of it.
  [[nodiscard]] std::size_t next_bytes() const;
  [[nodiscard]] std::optional<outgoing_call> next(time_point now);

  [[nodiscard]] ledger_effects heard(std::uint64_t call, const http_result& result, const outcome& o, time_point now);
  /// The wait of a call that is asked again is over.
  void due(std::uint64_t call);
  /// The session is good again: held calls are asked again.
  void renewed();
  /// Nothing new from now on; what is out may still come back. Returns the bytes of the sets that end half read.
  std::size_t stop();

  [[nodiscard]] std::size_t out() const { return out_; }
  [[nodiscard]] double objects_per_call() const { return objects_per_call_; }

 private:
  struct open_call {
    const question* asks = nullptr;
    question_form form;
    std::vector<waiting_want> wants;
    std::vector<object_name> objects;  // of the wants that have one
    http_request request;
    std::unique_ptr<reply_reader> reader;
    std::uint32_t attempts = 0;  // of this page, and restarts
    std::uint32_t restarts = 0;  // of the whole set, since a page could not be read
    std::uint32_t failures = 0;  // in a row, for the wait
    std::size_t bytes = 0;       // of pages heard
    bool urgent = false;
    bool is_out = false;
    bool held = false;
    bool first_time = true;
  };
  using calls = std::unordered_map<std::uint64_t, open_call>;

  std::uint64_t open(want_set set, bool urgent);
  [[nodiscard]] bool wanted(const open_call& c) const;
  std::deque<std::uint64_t>& line_of(const open_call& c) { return c.urgent ? urgent_ : first_; }
  static void begin(open_call& c);
  void read(calls::iterator it, const http_result& result, ledger_effects& effects, time_point now);
  void fail(calls::iterator it, const outcome& o, ledger_effects& effects, time_point now);
  void hold(calls::iterator it, ledger_effects& effects);
  void again(calls::iterator it, const outcome& o, ledger_effects& effects, time_point now);
  void halve(calls::iterator it);
  void give_up(calls::iterator it, gap missing, const std::string& reason, ledger_effects& effects);
  void deliver(calls::iterator it, std::vector<answer> answers, std::uint32_t attempts, ledger_effects& effects);
  void close(calls::iterator it);

  ledger_options options_;
  want_queue waiting_;
  calls calls_;
  std::unordered_map<std::uint64_t, std::uint64_t> in_call_;  // want -> call
  std::deque<std::uint64_t> urgent_;
  std::deque<std::uint64_t> first_;
  std::uint64_t last_call_ = 0;
  std::size_t out_ = 0;
  bool renewing_ = false;
  bool stopped_ = false;
  double objects_per_call_ = 1;
  std::unordered_map<call_kind, double> expected_bytes_;
  retry_budget budget_;
  std::mt19937_64 random_;
};

}  // namespace sluice
