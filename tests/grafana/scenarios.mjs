// The runs that the dashboards are looked at in: each an org of its own, named as the scenario, and a harvest of it.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { program } from './place.mjs';
import { start } from './processes.mjs';

// So often harvested before that it is known how long it takes.
const runs_before = 3;

const scenarios = {
  // An org that answers well, though with less room after some seconds.
  steady: {
    profile: {
      capacity: { servers: 8 },
      service: { median_ms: 100, sigma: 0.3 },
      change: [{ at_s: 4, servers: 3 }],
    },
    objects: 60,
    options: [],
  },
  // An org with a limit of rate, which is overloaded now and then, ends sessions, and fails some questions for good. Its
  // calls are slow, so that a scrape comes before the limit is met and learnt.
  limited: {
    profile: {
      service: { median_ms: 400 },
      rate: { calls_per_minute: 1200, form: 'fixed', window_s: 4 },
      fault: [
        { status: 503, share: 0.03 },
        { form: 'expired', share: 0.06 },
        { status: 500, on: 'tooling', share: 0.1 },
      ],
    },
    objects: 25,
    options: ['--retries', '0'],
  },
};

export const names = Object.keys(scenarios);

// Harvests the scenario's org with its metrics on the port. `ended` is the promise of the run's exit code.
export async function play(name, port) {
  const { profile, objects, options } = scenarios[name];
  const folder = mkdtempSync(join(tmpdir(), `sluice-${name}-`));
  const profile_file = join(folder, 'profile.json');
  writeFileSync(profile_file, JSON.stringify({ sentence: name, ...profile }));
  const org = start(program, ['orgsim', '--port', '0', '--profile', profile_file, '--objects', `${objects}`]);
  const [, url, token] = /^orgsim ready on (\S+), token (\S+)$/.exec(await org.first_line) ?? [];
  if (!url) throw new Error(`orgsim: ${org.said}`);
  const harvest = (...more) =>
    start(
      program,
      [
        'harvest',
        '--instance-url',
        url,
        '--org-name',
        name,
        '-o',
        join(folder, 'library'),
        '--progress',
        'none',
        ...more,
      ],
      { SLUICE_ACCESS_TOKEN: token, XDG_STATE_HOME: join(folder, 'state'), STATE_DIRECTORY: '' },
    );
  for (let i = 0; i < runs_before; ++i) await harvest('--max-objects', '5', '--metrics-listen', 'off').ended;
  const run = harvest(
    ...options,
    '--with-automation',
    '--with-stats',
    '--expected-interval',
    '24',
    '--metrics-listen',
    `127.0.0.1:${port}`,
  );
  run.ended.then(() => org.stop());
  return run;
}
