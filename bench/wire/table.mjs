// The table of a comparison, in Markdown.
import { percent } from './goals.mjs';

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const line = (cells) => console.log(`| ${cells.join(' | ')} |`);

// Of all clients in the order of the columns before.
const each = (row, text) => [row.ours, row.fixed, ...row.others].map(text).join(' / ');

export function printTable(rows, rivals) {
  const columns = ['profile', 'ours', 'best fixed', 'of it', ...rivals, `ours / ${rivals.join(', ')}`];
  const ofEach = ['refused %', 'in flight, mean', 'p50 ms'].map((what) => `${what}, each`);
  line([...columns, ...ofEach, 'goals']);
  line([...columns, ...ofEach, ''].map(() => '---'));
  for (const row of rows) {
    const { profile, ours, fixed, others } = row;
    line([
      profile.name,
      ours.rate.toFixed(1),
      `${fixed.rate.toFixed(1)} (${fixed.workers})`,
      (ours.rate / fixed.rate).toFixed(2),
      ...others.map((o) => o.rate.toFixed(1)),
      others.map((o) => (ours.rate / o.rate).toFixed(2)).join(' / '),
      each(row, (r) => percent(r.refused)),
      each(row, (r) => r.in_flight.toFixed(0)),
      each(row, (r) => r.p50_ms.toFixed(0)),
      row.missed.length > 0 ? `MISSED: ${row.missed.join('; ')}` : 'met',
    ]);
  }
}
