// Is the program healthy, and how were the runs before?
import { lines, tile } from '../panel.mjs';
import { increaseShown, max, maxBy, of, rate, since, sum, sumBy } from '../query.mjs';

export const health = () => [
  lines({
    title: 'Memory',
    what: 'Resident, and the part of the byte window that replies take.',
    good: 'under 100 MB, and level.',
    otherwise: 'held bytes at --memory: the store is slower than the org. Resident growing alone: tell the authors.',
    unit: 'bytes',
    queries: [
      { expr: sum(of('process_resident_memory_bytes')), legend: 'resident' },
      { expr: sum(of('sluice_limiter_held_bytes')), legend: 'replies held' },
    ],
  }),
  lines({
    title: 'CPU',
    good: 'a few per cent of a core.',
    otherwise: 'a whole core: the run is bound by this machine; give it fewer workers or a faster core.',
    unit: 'percentunit',
    queries: [{ expr: sum(rate('process_cpu_seconds_total')), legend: 'of a core' }],
  }),
  lines({
    title: 'Open files',
    good: 'level, little above the number of workers.',
    otherwise: 'growing without end: connections are not closed; tell the authors.',
    unit: 'short',
    queries: [{ expr: sum(of('process_open_fds')), legend: 'descriptors' }],
  }),
  lines({
    title: 'Actors',
    what: 'How many are alive, by their type.',
    good: "fetchers: about one and a half times the workers' objects; one of each other.",
    otherwise: "no fetchers in the phase fetch: the run waits for a surveyor's answer.",
    unit: 'short',
    queries: [{ expr: sumBy('type', of('sluice_actors')), legend: '{{type}}' }],
  }),
  lines({
    title: 'Messages that wait',
    what: "In the actors' mailboxes, by their type, as far as they tell.",
    good: 'a few.',
    otherwise: "growing for one type: that actor is the bottleneck; the librarian's is the disk.",
    unit: 'short',
    may_be_zero: true,
    queries: [{ expr: sumBy('type', of('sluice_actor_mailbox_messages')), legend: '{{type}}' }],
  }),
  tile({
    title: 'Fetchers restarted',
    what: 'In the time shown.',
    good: 'none.',
    otherwise: 'each is a fault of Sluice that cost its object one attempt: send the log to the authors.',
    unit: 'short',
    width: 4,
    height: 8,
    may_be_zero: true,
    queries: [{ expr: sum(increaseShown('sluice_fetcher_restarts_total')) }],
  }),
  tile({
    title: 'Program',
    what: "Version, commit and CAF's version.",
    good: 'the same on every machine.',
    otherwise: 'update those that lag behind.',
    unit: 'none',
    height: 8,
    named: true,
    none: 'no run',
    queries: [
      {
        expr: maxBy('version, revision, caf_version', of('sluice_build_info')),
        legend: '{{version}} {{revision}}, CAF {{caf_version}}',
      },
    ],
  }),
];

export const history = () => [
  tile({
    title: 'Last run ended',
    what: 'Time since the last run ended, however.',
    good: 'less than the interval at which runs are expected.',
    otherwise: 'the timer did not start it: see systemctl list-timers, or whatever starts runs.',
    unit: 's',
    height: 8,
    none: 'none known',
    queries: [{ expr: since('sluice_last_run_timestamp_seconds') }],
  }),
  lines({
    title: 'How long runs took',
    what: 'Each, and what the run that is on is expected to take: the median of the last ones, once three are known.',
    good: 'about the same each time.',
    otherwise: 'longer and longer: the org grows, or its limits bind more; compare the calls beside.',
    unit: 's',
    width: 6,
    queries: [
      { expr: `${max(of('sluice_last_run_duration_seconds'))} > 0`, legend: 'duration' },
      { expr: max(of('sluice_run_expected_duration_seconds')), legend: 'expected' },
    ],
  }),
  lines({
    title: 'Calls of runs',
    good: 'fewer after the first run: what has not changed is not asked again.',
    otherwise: 'more than before: the org has more objects, or parts were added.',
    unit: 'short',
    width: 6,
    queries: [{ expr: max(of('sluice_last_run_calls')), legend: 'calls' }],
  }),
  lines({
    title: 'Objects of runs, by how they ended',
    good: 'done and reused.',
    otherwise: "the runs' logs name the failed ones.",
    unit: 'short',
    stacked: true,
    queries: [{ expr: maxBy('state', of('sluice_last_run_objects')), legend: '{{state}}' }],
  }),
];
