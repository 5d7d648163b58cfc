// Panels that both dashboards show.
import { lines, states } from './panel.mjs';
import { max, maxBy, of, sum } from './query.mjs';

export const workers = () =>
  lines({
    title: 'Workers',
    what: 'Calls in flight, how many there may be now, and the ceiling.',
    good: 'busy follows the target closely.',
    otherwise:
      'a target at the ceiling all the time: raise --max-workers. Busy far below the target: too few questions wait, or the pace binds.',
    unit: 'short',
    queries: [
      { expr: sum(of('sluice_api_calls_in_flight')), legend: 'busy' },
      { expr: max(of('sluice_workers_target')), legend: 'target' },
      { expr: max(of('sluice_workers_ceiling')), legend: 'ceiling' },
    ],
  });

export const binding = () =>
  states({
    title: 'What binds',
    what: 'Which limit keeps the run from being faster.',
    good: 'queueing: the org is used as well as it goes; or rate and concurrency, where the org has such limits.',
    otherwise:
      "daily: the day's calls are used up. outage: the org is away. neighbours: other users of the org take what the run had. client: this machine or its link can do no more. memory: the store is too slow. work: too few questions are left.",
    color: 'blue',
    queries: [{ expr: maxBy('limit', of('sluice_scaler_binding')), legend: '{{limit}}' }],
  });

export const refused_share = (more) =>
  lines({
    title: 'Share of calls refused',
    what: 'Over the last five minutes.',
    good: "under 1 %, with a short peak while the run learns the org's limits.",
    otherwise:
      "over 5 % other clients take the org's room, or the pace does not settle: see the runbook under RefusedTooOften.",
    unit: 'percentunit',
    scenario: 'limited',
    line_at: 0.05,
    queries: [{ expr: max(of('job_instance_org:sluice_refused:ratio_rate5m')), legend: 'refused' }],
    ...more,
  });
