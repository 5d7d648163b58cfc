// Is Salesforce answering well?
import { heat, lines } from '../panel.mjs';
import { quantile, rate, sum, sumBy } from '../query.mjs';
import { refused_share } from '../shared_panels.mjs';

export const answers = () => [
  lines({
    title: 'Calls a second, by outcome',
    good: 'nearly all ok.',
    otherwise: 'see refusals and what is asked again, beside.',
    unit: 'reqps',
    stacked: true,
    queries: [{ expr: `${sumBy('outcome', rate('sluice_api_calls_total'))} > 0`, legend: '{{outcome}}' }],
  }),
  lines({
    title: 'How long calls take',
    what: 'Of calls that ended ok.',
    good: 'even, and the three not far apart.',
    otherwise:
      'if all grow together the org is loaded, and the number of workers should shrink; if only the last grows, a few questions are heavy.',
    unit: 's',
    queries: [
      { expr: quantile(0.5, 'sluice_api_call_duration_seconds'), legend: 'half of them' },
      { expr: quantile(0.95, 'sluice_api_call_duration_seconds'), legend: '95 %' },
      { expr: quantile(0.99, 'sluice_api_call_duration_seconds'), legend: '99 %' },
    ],
  }),
  heat({
    title: 'Calls by how long they take',
    good: 'one narrow band.',
    otherwise:
      'a second band high above is calls that queue in the org, or a kind of call that is slow by nature: see the control loop.',
    unit: 's',
    queries: [{ expr: sumBy('le', rate('sluice_api_call_duration_seconds_bucket')) }],
  }),
  refused_share({ width: 6 }),
  lines({
    title: 'Asked again, by reason',
    width: 6,
    what: 'Calls that failed whole and are asked once more.',
    good: 'next to none.',
    otherwise:
      'broken: the network or the org drops calls; overloaded: an outage; limited: limits that the run still learns; rejected: a session that was renewed.',
    unit: 'reqps',
    scenario: 'limited',
    queries: [{ expr: `${sumBy('reason', rate('sluice_api_retries_total'))} > 0`, legend: '{{reason}}' }],
  }),
  lines({
    title: 'New connections',
    good: 'a few at the start.',
    otherwise: 'without end: a proxy, or the org, closes them.',
    unit: 'cps',
    width: 6,
    may_be_zero: true,
    queries: [{ expr: sum(rate('sluice_connections_opened_total')), legend: 'connections' }],
  }),
  lines({
    title: 'Logins',
    good: 'one at the start, and one whenever a session is over.',
    otherwise:
      'renewed often: another client logs out the same user. Refused: see the log, and the runbook under LastRunFailed.',
    unit: 'cps',
    width: 6,
    scenario: 'limited',
    queries: [{ expr: sumBy('result', rate('sluice_logins_total')), legend: '{{result}}' }],
  }),
];
