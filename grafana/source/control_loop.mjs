// Why the workers are as many as they are, and the pace what it is.
import { dashboard_of } from './frame.mjs';
import { heat, lines, states } from './panel.mjs';
import { binding, refused_share, workers } from './shared_panels.mjs';
import { increase, max, maxBy, mean, of, quantile, rate, sum, sumBy } from './query.mjs';

const learnt = 'rate_learnt|cap_learnt|baseline_renewed|outage_began|outage_ended';

const decisions = ({ labels, legend, only, ...spec }) =>
  lines({
    unit: 'short',
    bars: true,
    queries: [{ expr: `${sumBy(labels, increase('sluice_scaler_decisions_total', only))} > 0`, legend }],
    ...spec,
  });

const window = () => [
  workers(),
  decisions({
    title: 'Judgements of the window',
    what: 'Up, down or held as it was, by what bound.',
    good: 'ups at first, then mostly held, and few and small changes.',
    otherwise:
      "ups and downs in turn without end: something else than Sluice moves the org's limit; a fixed --workers ends it.",
    labels: 'direction, reason',
    legend: '{{direction}}: {{reason}}',
    only: `reason!~"${learnt}"`,
  }),
  binding(),
  lines({
    title: 'Latency against its baseline',
    what: 'How many times as long as unhurried calls of the same kind take; the window grows below its bound and shrinks above.',
    good: 'between 1 and 2.',
    otherwise: 'far above: calls queue in the org. Below 1: the baseline is being learnt anew.',
    unit: 'none',
    queries: [{ expr: max(of('sluice_scaler_latency_ratio')), legend: 'times the baseline' }],
  }),
  lines({
    title: 'Baselines',
    what: 'What the scaler takes for an unhurried call, by kind.',
    good: 'level after the first minutes.',
    otherwise: "a baseline that creeps upwards: the org is slow all the time, and what is unhurried can't be seen.",
    unit: 's',
    queries: [{ expr: `${maxBy('kind', of('sluice_scaler_baseline_seconds'))} > 0`, legend: '{{kind}}' }],
  }),
  lines({
    title: 'Mean time of calls, by kind',
    what: 'To be held against the baselines.',
    good: 'little above the baseline of the kind.',
    otherwise: 'one kind alone far above: heavy questions; all of them: the org queues.',
    unit: 's',
    queries: [{ expr: mean('sluice_api_call_duration_seconds', 'kind'), legend: '{{kind}}' }],
  }),
];

const pace = () => [
  lines({
    title: 'Pace',
    what: 'Calls a second that may leave, while a limit is known, and that do.',
    good: 'calls lie just under what is allowed, or no limit is known.',
    otherwise:
      "calls far below: something else binds. Allowed falling again and again: other clients share the org's rate.",
    unit: 'reqps',
    scenario: 'limited',
    queries: [
      { expr: `${sum(of('sluice_limiter_rate_per_second'))} < Inf`, legend: 'allowed' },
      { expr: sum(rate('sluice_api_calls_total')), legend: 'calls' },
    ],
  }),
  decisions({
    title: 'What was learnt',
    what: "Of the org's limits, of the latency without a queue, and outages.",
    good: 'a rate or a cap once at the beginning, where the org has such limits; baselines now and then.',
    otherwise:
      'rate_learnt or cap_learnt again and again: other clients share the limit. outage_began often: the org is in trouble.',
    scenario: 'limited',
    labels: 'reason',
    legend: '{{reason}}',
    only: `reason=~"${learnt}"`,
  }),
  lines({
    title: 'Refusals, by reason',
    good: 'one at a time, seldom: each teaches a limit.',
    otherwise:
      'rate_limited: the pace does not settle; too_many_at_once: the window does not; overloaded: an outage; daily: the day is used up.',
    unit: 'reqps',
    bars: true,
    scenario: 'limited',
    queries: [{ expr: `${sumBy('reason', rate('sluice_refused_total'))} > 0`, legend: '{{reason}}' }],
  }),
  lines({
    title: 'Tokens',
    what: 'Calls that may leave at once under the pace.',
    good: 'near nothing while the pace binds, else full.',
    otherwise: 'full while calls wait: the window binds.',
    unit: 'short',
    scenario: 'limited',
    may_be_zero: true,
    queries: [{ expr: `${sum(of('sluice_limiter_tokens'))} < Inf`, legend: 'tokens' }],
  }),
  states({
    title: 'All calls held',
    what: 'After a refusal that names a time, or in an outage.',
    good: 'short, after a refusal.',
    otherwise: "long: the org names long waits; see the refusals' reasons.",
    color: 'red',
    scenario: 'limited',
    queries: [{ expr: max(of('sluice_limiter_paused')), legend: 'held' }],
  }),
  refused_share(),
];

const waiting = () => [
  lines({
    title: 'Calls that wait',
    what: 'That could be built now of the questions that wait.',
    good: 'some, all the time: the window is filled from them.',
    otherwise: 'none while workers are idle: too few fetchers are alive; thousands: tell the authors.',
    unit: 'short',
    queries: [{ expr: sum(of('sluice_composer_wants')), legend: 'calls' }],
  }),
  lines({
    title: 'How long they wait',
    what: 'Until their call may leave.',
    good: 'what the limits demand: it grows when the window or the pace is small.',
    otherwise: 'it grows though nothing was cut: the byte window is full; see the bytes held.',
    unit: 's',
    queries: [
      { expr: quantile(0.5, 'sluice_limiter_wait_seconds'), legend: 'half of them' },
      { expr: quantile(0.95, 'sluice_limiter_wait_seconds'), legend: '95 %' },
    ],
  }),
  heat({
    title: 'Waits by how long they take',
    good: 'one band that moves slowly.',
    otherwise: 'two bands: holds, or retries that go first.',
    unit: 's',
    queries: [{ expr: sumBy('le', rate('sluice_limiter_wait_seconds_bucket')) }],
  }),
  lines({
    title: 'Share of the time spent waiting',
    what: 'Of the time from question to answer, over the last five minutes.',
    good: 'level.',
    otherwise: "near 1: limits, not the org's speed, decide how long the run takes.",
    unit: 'percentunit',
    max: 1,
    queries: [{ expr: max(of('job_instance_org:sluice_limiter_wait:ratio_rate5m')), legend: 'waiting' }],
  }),
  lines({
    title: 'Bytes held',
    what: 'Room that replies take until they are stored.',
    good: 'a small part of --memory (64 MB unless told otherwise).',
    otherwise: 'at the bound: the store is slower than the org; a faster disk helps, more memory only for a while.',
    unit: 'bytes',
    queries: [{ expr: sum(of('sluice_limiter_held_bytes')), legend: 'held' }],
  }),
  lines({
    title: '95 % of calls, by kind',
    what: 'How long they take at most.',
    good: 'even.',
    otherwise: 'one kind far above all others holds workers for long; where it times out it is asked in halves.',
    unit: 's',
    queries: [{ expr: quantile(0.95, 'sluice_api_call_duration_seconds', 'kind'), legend: '{{kind}}' }],
  }),
];

export const control_loop = () =>
  dashboard_of({
    uid: 'sluice-control-loop',
    title: 'Sluice / Control loop',
    description: 'Why the workers are as many as they are, and the pace what it is.',
    rows: [
      ['How many calls at once, and why?', window()],
      ['How fast, and why?', pace()],
      ['Where do questions wait?', waiting()],
    ],
  });
