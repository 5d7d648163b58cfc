// How far is it?
import { bars, lines } from '../panel.mjs';
import { increaseShown, max, of, quantile, rate, since, sum, sumBy } from '../query.mjs';

export const progress = () => [
  lines({
    title: 'Objects',
    good: 'done grows steadily, failed stays at nothing.',
    otherwise: 'the log names each object that failed, and why.',
    unit: 'short',
    stacked: true,
    queries: [{ expr: sumBy('state', of('sluice_objects')), legend: '{{state}}' }],
  }),
  lines({
    title: 'Parts a second',
    what: 'Parts of objects that became durable, by their result.',
    good: 'ok and not_applicable, few others.',
    otherwise: 'denied: the user lacks a permission; unsupported: the org refuses such questions; failed: see the log.',
    unit: 'cps',
    stacked: true,
    queries: [{ expr: `${sumBy('result', rate('sluice_object_parts_total'))} > 0`, legend: '{{result}}' }],
  }),
  bars({
    title: 'What could not be had',
    what: 'Parts that the org denied or does not support, and those that failed, in the time shown.',
    good: 'empty, or what you know to be denied.',
    otherwise: 'give the user the permission that the log names; run again with --resume for what failed.',
    unit: 'short',
    scenario: 'limited',
    queries: [
      {
        expr: `${sumBy('part, result', increaseShown('sluice_object_parts_total', 'result=~"denied|unsupported|failed"'))} > 0`,
        legend: '{{part}}: {{result}}',
      },
    ],
  }),
  lines({
    title: 'Since the last progress',
    what: 'Time since a part became durable or an object ended.',
    good: 'seconds.',
    otherwise: 'ten minutes are a stall: see the runbook under Stalled.',
    unit: 's',
    line_at: 600,
    queries: [
      {
        expr: `${since('sluice_last_progress_timestamp_seconds')} and ${max(of('sluice_run_in_progress'))} == 1`,
        legend: 'since then',
      },
    ],
  }),
  lines({
    title: 'Time an object takes',
    what: 'From its first question to its last part.',
    good: 'even.',
    otherwise: 'a growing 95th percentile means that some objects wait for calls that are asked again.',
    unit: 's',
    queries: [
      { expr: quantile(0.5, 'sluice_object_duration_seconds'), legend: 'half of them' },
      { expr: quantile(0.95, 'sluice_object_duration_seconds'), legend: '95 %' },
    ],
  }),
  lines({
    title: 'Stored',
    what: 'Bytes of the parts that became durable, before they are packed.',
    good: 'steady while the phase is fetch.',
    otherwise: 'it stops though calls end ok: the disk is slow, see what is held in memory below.',
    unit: 'Bps',
    queries: [{ expr: sum(rate('sluice_output_bytes_total')), legend: 'parts' }],
  }),
];
