// The typed interface of every actor: the whole conversation on a page. What each message means stands in messages.hpp;
// who owns what stands in docs/architecture.md.
#pragma once

#include "protocol/messages.hpp"

#include <caf/replies_to.hpp>
#include <caf/typed_actor.hpp>

namespace sluice {

struct crew;

/// Whoever asks: a fetcher, a surveyor, the session.
using asker_actor = caf::typed_actor<caf::reacts_to<answered>>;

/// Whoever has something in the store: a fetcher, a surveyor.
using depositor_actor = caf::typed_actor<caf::reacts_to<kept>, caf::reacts_to<recalled>>;

/// Whoever waits for a survey: a fetcher, the supervisor.
using listener_actor = caf::typed_actor<caf::reacts_to<surveyed>>;

/// One for each org-wide question.
using surveyor_actor = caf::typed_actor<caf::reacts_to<answered>, caf::reacts_to<kept>, caf::reacts_to<recalled>,
                                        caf::reacts_to<consult, listener_actor>, caf::reacts_to<wind_up>>;

/// One for each object.
using fetcher_actor =
    caf::typed_actor<caf::reacts_to<answered>, caf::reacts_to<kept>, caf::reacts_to<recalled>, caf::reacts_to<surveyed>,
                     caf::reacts_to<survey_moved, surveyor_actor>, caf::reacts_to<wind_up>>;

/// The wants that wait and the calls that are out.
using composer_actor = caf::typed_actor<caf::reacts_to<crew>, caf::reacts_to<want, asker_actor>, caf::reacts_to<grant>,
                                        caf::reacts_to<replied>, caf::reacts_to<retry_due>, caf::reacts_to<renewed>,
                                        caf::reacts_to<not_started>, caf::reacts_to<stop>>;

/// Window, bucket, hold, byte window, the day's budget.
using limiter_actor =
    caf::typed_actor<caf::reacts_to<crew>, caf::reacts_to<ready>, caf::reacts_to<unused>, caf::reacts_to<completion>,
                     caf::reacts_to<setting>, caf::reacts_to<freed>, caf::reacts_to<tick>>;

/// The law.
using scaler_actor = caf::typed_actor<caf::reacts_to<crew>, caf::reacts_to<completion>>;

/// The token.
using session_actor = caf::typed_actor<caf::reacts_to<crew>, caf::reacts_to<log_in>, caf::reacts_to<answered>,
                                       caf::reacts_to<unauthorized>, caf::reacts_to<try_again>>;

/// The transport.
using gateway_actor = caf::typed_actor<caf::reacts_to<crew>, caf::reacts_to<endpoint>, caf::reacts_to<dispatch>,
                                       caf::reacts_to<transferred>, caf::reacts_to<drop>>;

/// The store.
using librarian_actor =
    caf::typed_actor<caf::reacts_to<crew>, caf::reacts_to<open_run>, caf::reacts_to<plan_objects>,
                     caf::reacts_to<recall, depositor_actor>, caf::reacts_to<part_done, depositor_actor>,
                     caf::reacts_to<commit>, caf::reacts_to<publish>>;

/// The plan.
using supervisor_actor =
    caf::typed_actor<caf::reacts_to<crew>, caf::replies_to<start>::with<run_ended>, caf::reacts_to<logged_in>,
                     caf::reacts_to<opened_run>, caf::reacts_to<planned>, caf::reacts_to<surveyed>,
                     caf::reacts_to<awaits_survey>, caf::reacts_to<finished>, caf::reacts_to<setting>,
                     caf::reacts_to<objects_per_call>, caf::reacts_to<published_files>, caf::reacts_to<drained>,
                     caf::reacts_to<cannot_go_on>, caf::reacts_to<interrupt>, caf::reacts_to<grace_over>>;

/// Everyone but the fetchers and surveyors, told to each at the start.
struct crew {
  supervisor_actor supervisor;
  composer_actor composer;
  limiter_actor limiter;
  scaler_actor scaler;
  session_actor session;
  gateway_actor gateway;
  librarian_actor librarian;
};

}  // namespace sluice

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::crew)
