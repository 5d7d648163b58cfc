// What the actors say to one another: one struct a message, each with who says it to whom and why. The straight line
// of a call comes first, what runs beside it after. None of them leaves the process.
#pragma once

#include "protocol/byte_lease.hpp"
#include "protocol/endpoint.hpp"
#include "protocol/error.hpp"
#include "protocol/flow.hpp"
#include "protocol/http.hpp"
#include "protocol/names.hpp"
#include "protocol/observer.hpp"
#include "protocol/question.hpp"
#include "protocol/store.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <caf/allowed_unsafe_message_type.hpp>

namespace sluice {

// ---- the straight line of a call
// -------------------------------------------------------------------------------------

/// asker -> composer: one question that waits. An asker is a fetcher, a surveyor or the session.
struct want {
  std::uint64_t id = 0;  ///< the asker's own count
  const question* asks = nullptr;
  object_name object;   ///< empty for a survey and for the login
  bool urgent = false;  ///< the login: before all others, not held for a new session, and outages are not waited out
};

/// composer -> limiter: how many calls could leave now, at each change.
struct ready {
  std::size_t calls = 0;
  std::size_t next_bytes = 0;  ///< expected of the next one's reply
  std::uint64_t seen = 0;      ///< the last grant that is taken off the count already

  friend bool operator==(const ready&, const ready&) = default;
};

// limiter -> composer: grant (flow.hpp), leave for one call.

/// composer -> gateway: a call with its grant.
struct dispatch {
  std::uint64_t call = 0;
  grant granted;
  call_kind kind;
  form_kind form = form_kind::single;
  std::size_t objects = 0;
  http_request request;
};

/// http transport -> gateway: the end of a transfer.
struct transferred {
  std::uint64_t call = 0;
  std::shared_ptr<const http_result> result;
};

// gateway -> limiter -> scaler: completion (flow.hpp), the end of a grant.
// scaler -> limiter, supervisor: setting (flow.hpp).

/// gateway -> composer: what came back.
struct replied {
  std::uint64_t call = 0;
  std::shared_ptr<const http_result> result;
  outcome verdict;
  std::uint32_t generation = 0;  ///< of the token that it was sent with
};

/// composer -> asker: the answer to its want.
struct answered {
  std::uint64_t want = 0;
  answer content;
  byte_lease lease;
  std::uint32_t attempts = 0;
};

/// fetcher, surveyor -> librarian: a part to keep. The sender forgets it and waits for `kept`.
struct part_done {
  stored_part part;
  byte_lease lease;
};

/// librarian -> fetcher, surveyor: it is durable.
struct kept {
  call_kind part;
};

/// fetcher -> supervisor: every part of the object has ended and is durable.
struct finished {
  object_name object;
  object_state state = object_state::done;
  std::vector<part_gap> gaps;
};

// ---- beside it
// -------------------------------------------------------------------------------------------------------

/// composer -> limiter: a grant that found nothing to send.
struct unused {
  grant granted;
};

/// last holder of a reply -> limiter: its room in the byte window is free (byte_lease.hpp).
struct freed {
  std::size_t bytes = 0;
};

/// composer -> supervisor: how many objects a call carries, on average: so many more fetchers keep the window full.
struct objects_per_call {
  double mean = 1;
};

/// supervisor -> composer: objects that could still be started now (0 too when no more may be alive).
struct not_started {
  std::size_t objects = 0;
};

/// composer -> session: a 401. Answered by `renewed`.
struct unauthorized {
  std::uint32_t generation = 0;  ///< of the token that was refused
  bool has_answered = false;     ///< calls with it have succeeded since the last 401
};

/// session -> composer: ask the held calls again.
struct renewed {
  std::uint32_t generation = 0;
};

// session -> gateway: endpoint (endpoint.hpp), where to and with which token.

/// anyone of the crew -> supervisor: the run can't go on.
struct cannot_go_on {
  error why;
};

/// supervisor -> composer: nothing new is sent from now on. Answered by `drained` when nothing is out.
struct stop {};
/// composer -> supervisor.
struct drained {};
/// supervisor -> gateway: the grace is over; what is out is dropped.
struct drop {};
/// supervisor -> fetcher, surveyor: end as soon as what was handed over is durable.
struct wind_up {};

/// fetcher, surveyor -> librarian: what is stored already of the object (empty: of the org)?
struct recall {
  object_name object;
};
/// librarian -> fetcher, surveyor.
struct recalled {
  std::shared_ptr<const std::vector<stored_part>> parts;
};

/// fetcher, supervisor -> surveyor: tell me the survey's answer when it is there.
struct consult {};
/// surveyor -> fetcher, supervisor.
struct surveyed {
  const survey* asked = nullptr;
  survey_ptr data;     ///< null: a gap, for everyone who waits
  std::string reason;  ///< of the gap
};
/// supervisor -> fetcher, with the handle of the surveyor that took over: consult that one.
struct survey_moved {
  const survey* asked = nullptr;
};
/// fetcher -> supervisor: only a survey is in the way; don't count me among the alive.
struct awaits_survey {
  object_name object;
};

/// main -> supervisor: begin.
struct start {};
/// main -> supervisor: SIGINT, SIGTERM.
struct interrupt {
  exit_code code = exit_code::interrupted;
};
/// supervisor -> session: log in, for the first time. Answered by `logged_in`.
struct log_in {};
/// session -> supervisor.
struct logged_in {
  run_identity who;
};
/// supervisor -> librarian: whose run this is. Answered by `opened_run` (store.hpp).
struct open_run {
  run_identity who;
  resume_mode mode = resume_mode::fresh;
};
/// supervisor -> librarian: the run's objects. Answered by `planned`.
struct plan_objects {
  std::shared_ptr<const std::vector<object_name>> objects;
};
/// librarian -> supervisor.
struct planned {
  std::shared_ptr<const std::vector<object_name>> complete;
};
/// supervisor -> librarian: everything has ended; write the files. Answered by `published_files` (store.hpp).
struct publish {};

// ---- notes to oneself
// ------------------------------------------------------------------------------------------------

/// limiter: time may have opened the way for a grant.
struct tick {};
/// composer: the wait before a call is asked again is over.
struct retry_due {
  std::uint64_t call = 0;
};
/// librarian: what has come in until now is one transaction.
struct commit {};
/// session: try the bare token again.
struct try_again {};
/// supervisor: calls in flight have had their time.
struct grace_over {};

/// supervisor -> main: how the run ended.
struct run_ended {
  exit_code code = exit_code::all_done;
  error why;  ///< where the code isn't all_done or some_parts_failed
};

}  // namespace sluice

#define SLUICE_LOCAL_MESSAGE(type) CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::type)
SLUICE_LOCAL_MESSAGE(want)
SLUICE_LOCAL_MESSAGE(ready)
SLUICE_LOCAL_MESSAGE(grant)
SLUICE_LOCAL_MESSAGE(dispatch)
SLUICE_LOCAL_MESSAGE(transferred)
SLUICE_LOCAL_MESSAGE(completion)
SLUICE_LOCAL_MESSAGE(setting)
SLUICE_LOCAL_MESSAGE(replied)
SLUICE_LOCAL_MESSAGE(answered)
SLUICE_LOCAL_MESSAGE(part_done)
SLUICE_LOCAL_MESSAGE(kept)
SLUICE_LOCAL_MESSAGE(finished)
SLUICE_LOCAL_MESSAGE(unused)
SLUICE_LOCAL_MESSAGE(freed)
SLUICE_LOCAL_MESSAGE(objects_per_call)
SLUICE_LOCAL_MESSAGE(not_started)
SLUICE_LOCAL_MESSAGE(unauthorized)
SLUICE_LOCAL_MESSAGE(renewed)
SLUICE_LOCAL_MESSAGE(endpoint)
SLUICE_LOCAL_MESSAGE(cannot_go_on)
SLUICE_LOCAL_MESSAGE(stop)
SLUICE_LOCAL_MESSAGE(drained)
SLUICE_LOCAL_MESSAGE(drop)
SLUICE_LOCAL_MESSAGE(wind_up)
SLUICE_LOCAL_MESSAGE(recall)
SLUICE_LOCAL_MESSAGE(recalled)
SLUICE_LOCAL_MESSAGE(consult)
SLUICE_LOCAL_MESSAGE(surveyed)
SLUICE_LOCAL_MESSAGE(survey_moved)
SLUICE_LOCAL_MESSAGE(awaits_survey)
SLUICE_LOCAL_MESSAGE(start)
SLUICE_LOCAL_MESSAGE(interrupt)
SLUICE_LOCAL_MESSAGE(log_in)
SLUICE_LOCAL_MESSAGE(logged_in)
SLUICE_LOCAL_MESSAGE(open_run)
SLUICE_LOCAL_MESSAGE(opened_run)
SLUICE_LOCAL_MESSAGE(plan_objects)
SLUICE_LOCAL_MESSAGE(planned)
SLUICE_LOCAL_MESSAGE(publish)
SLUICE_LOCAL_MESSAGE(published_files)
SLUICE_LOCAL_MESSAGE(run_ended)
SLUICE_LOCAL_MESSAGE(tick)
SLUICE_LOCAL_MESSAGE(retry_due)
SLUICE_LOCAL_MESSAGE(commit)
SLUICE_LOCAL_MESSAGE(try_again)
SLUICE_LOCAL_MESSAGE(grace_over)
#undef SLUICE_LOCAL_MESSAGE
