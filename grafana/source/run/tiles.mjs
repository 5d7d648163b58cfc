// The line of figures at the top: what the run does now, in one look.
import { tile } from '../panel.mjs';
import { max, maxBy, of, since, sum } from '../query.mjs';

const ended = 'state=~"done|partial|failed|reused"';
const ended_now = 'state=~"done|partial|failed"';
const unended = 'state=~"pending|running"';
const day = 'limit="DailyApiRequests"';

export const tiles = () => [
  tile({
    title: 'Phase',
    what: 'What the run does now: log in, list the objects, fetch, write the files.',
    good: 'fetch for nearly all of the time.',
    otherwise:
      'login that lasts means an org out of reach; write that lasts, a slow disk. "no run" means none is scraped.',
    unit: 'none',
    named: true,
    none: 'no run',
    queries: [{ expr: `${maxBy('phase', of('sluice_run_phase'))} == 1`, legend: '{{phase}}' }],
  }),
  tile({
    title: 'Objects done',
    what: 'Share of the objects that have ended, those that were complete in the store included.',
    good: 'it grows all the time.',
    otherwise: 'see below what holds the run back.',
    unit: 'percentunit',
    none: '–',
    queries: [{ expr: `${sum(of('sluice_objects', ended))} / (${sum(of('sluice_objects'))} > 0)` }],
  }),
  tile({
    title: 'Time left',
    what: 'If the rest goes as fast as what this run has done so far.',
    good: 'it shrinks at least as fast as the clock goes.',
    otherwise: 'the org has become slower, or refuses: see the rows below.',
    unit: 's',
    none: '–',
    queries: [
      {
        expr:
          `${sum(of('sluice_objects', unended))} / (${sum(of('sluice_objects', ended_now))} > 0)` +
          ` * (time() - ${max(of('sluice_run_start_timestamp_seconds'))})`,
      },
    ],
  }),
  tile({
    title: 'Last good run',
    what: 'Time since a run ended with all done.',
    good: 'less than the interval at which runs are expected.',
    otherwise: 'the library is old: see the log of the runs since, and the runbook under NoRecentSuccess.',
    unit: 's',
    none: 'none known',
    queries: [{ expr: since('sluice_last_success_timestamp_seconds') }],
  }),
  tile({
    title: "Day's calls left",
    what: "Share of the org's calls of this day that nobody has used yet.",
    good: 'well above the reserve (20 % unless told otherwise), at which the run stops.',
    otherwise: 'other clients of the org use them up, or runs are too frequent: see what the run costs, below.',
    unit: 'percentunit',
    none: 'not told',
    thresholds: ['red', [0.2, 'orange'], [0.25, 'green']],
    queries: [{ expr: max(of('job_instance_org_limit:sluice_org_limit_remaining:ratio', day)) }],
  }),
  tile({
    title: 'Last outcome',
    what: 'How the last run ended, before the one that is on.',
    good: 'success.',
    otherwise:
      'partial: some parts failed for good; budget: stopped at the reserve; interrupted: by a signal; failed: see its log.',
    unit: 'none',
    named: true,
    none: 'none known',
    queries: [{ expr: `${maxBy('outcome', of('sluice_last_run_outcome'))} == 1`, legend: '{{outcome}}' }],
  }),
];
