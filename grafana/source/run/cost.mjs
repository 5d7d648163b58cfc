// What holds the run back, and what it costs the org.
import { lines } from '../panel.mjs';
import { max, mean, of, rate, sumBy } from '../query.mjs';
import { binding, workers } from '../shared_panels.mjs';

const day = 'limit="DailyApiRequests"';

export const brakes = () => [
  workers(),
  binding(),
  lines({
    title: 'Waiting against answering',
    what: 'Mean time of a want until its call may leave, and of a call until its answer is there.',
    good: "with --workers or a tuned number that has settled, waiting is what the org's limits demand.",
    otherwise: 'much waiting while nothing binds points at too low a --max-workers or --calls-per-minute.',
    unit: 's',
    queries: [
      { expr: mean('sluice_limiter_wait_seconds'), legend: 'waiting' },
      { expr: mean('sluice_api_call_duration_seconds'), legend: 'answering' },
    ],
  }),
];

export const cost = () => [
  lines({
    title: 'Calls of the day',
    what: 'Used by all clients of the org together, where the run stops (the reserve begins), and what the org allows.',
    good: 'used grows slowly; the run needs a small part.',
    otherwise:
      'find out who else calls. The run stops by itself where the two meet (exit code 75), and --resume goes on.',
    unit: 'short',
    width: 6,
    queries: [
      { expr: max(of('sluice_api_budget_used')), legend: 'used' },
      { expr: max(of('sluice_api_budget_calls')), legend: 'the run stops' },
      { expr: max(of('sluice_org_limit_max', day)), legend: 'allowed' },
    ],
  }),
  lines({
    title: 'Calls left',
    what: 'Of the day, and how many there will be in an hour if it goes on like the last ten minutes.',
    good: 'both well above the reserve.',
    otherwise: 'the second at nothing: the day will be used up within the hour, see the runbook under OrgQuotaLow.',
    unit: 'short',
    width: 6,
    queries: [
      { expr: max(of('sluice_org_limit_remaining', day)), legend: 'now' },
      {
        expr: `clamp_min(${max(`predict_linear(${of('sluice_org_limit_remaining', day)}[10m], 3600)`)}, 0)`,
        legend: 'in an hour',
      },
    ],
  }),
  lines({
    title: "Share of the day's calls used",
    what: 'As the org tells it with each answer.',
    good: 'below 80 %, where the reserve begins.',
    otherwise: 'see the runbook under OrgQuotaLow.',
    unit: 'percentunit',
    width: 6,
    max: 1,
    line_at: 0.8,
    queries: [{ expr: max(of('sluice_org_api_usage')), legend: 'used' }],
  }),
  lines({
    title: 'Questions a second, by form',
    what: 'Sets of objects asked in one query, subrequests of a composite, single questions.',
    good: 'many more questions than calls.',
    otherwise: 'single questions only: the org refuses the other forms, or --batch is off.',
    unit: 'cps',
    width: 6,
    queries: [{ expr: `${sumBy('form', rate('sluice_api_subrequests_total'))} > 0`, legend: '{{form}}' }],
  }),
  lines({
    title: 'Received, by kind of call',
    what: 'Bytes as they came over the wire.',
    good: 'describes are the most of it.',
    otherwise: 'much of another kind: a part that reads many rows.',
    unit: 'Bps',
    width: 12,
    queries: [{ expr: `${sumBy('kind', rate('sluice_api_response_bytes_total'))} > 0`, legend: '{{kind}}' }],
  }),
  lines({
    title: 'Calls a second, by kind',
    good: 'a few kinds, one after the other or side by side.',
    otherwise: 'one kind without end: the log at -v says which objects it is asked for.',
    unit: 'reqps',
    width: 12,
    queries: [{ expr: `${sumBy('kind', rate('sluice_api_calls_total'))} > 0`, legend: '{{kind}}' }],
  }),
];
