// Where the test finds what it checks (set by `run`), and the files there.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

export const root = process.env.SLUICE_ROOT;
export const program = process.env.SLUICE_PROGRAM;
export const tool = (name) => join(process.env.PROMETHEUS_TOOLS, name);

export const text_of = (...path) => readFileSync(join(root, ...path), 'utf8');
export const yaml_of = (...path) => parse(text_of(...path));
export const files_in = (...path) => readdirSync(join(root, ...path)).sort();

// Every rule of grafana/rules.
export const rules = () =>
  files_in('grafana', 'rules').flatMap((file) =>
    yaml_of('grafana', 'rules', file).groups.flatMap((group) => group.rules),
  );
