// The metrics that the program says it has: `sluice metrics --describe`, read back.
import { execFileSync } from 'node:child_process';

import { program } from './place.mjs';

const row = /^\| *(?<group>[^|]*?) *\| *`(?<name>[^`]+)` *\| *(?<type>[^|]*?) *\|/;

// Name to type: counter, gauge or histogram.
export function metric_table() {
  const text = execFileSync(program, ['metrics', '--describe'], { encoding: 'utf8' });
  const rows = text.split('\n').flatMap((line) => row.exec(line)?.groups ?? []);
  return new Map(rows.map(({ name, type }) => [name, type]));
}

// The family that a series' name belongs to, and whether that series only grows.
export function family_of(series, table) {
  if (table.has(series)) return { name: series, grows: table.get(series) === 'counter' };
  const name = series.replace(/_(bucket|sum|count)$/, '');
  return table.get(name) === 'histogram' ? { name, grows: true } : undefined;
}
