// All dashboards: the file of each, its JSON, and how its panels are checked against a real run.
import { control_loop } from './control_loop.mjs';
import { run } from './run/dashboard.mjs';

export const dashboards = () => [
  { file: 'run.json', ...run() },
  { file: 'control_loop.json', ...control_loop() },
];

export const text_of = (json) => `${JSON.stringify(json, null, 2)}\n`;
