// Runs every client on every profile, several runs at a time, and prints one table.
//   node compare.mjs SLUICE FOLDER JSFORCE_CLIENT [PROFILE...]
import { availableParallelism, cpus } from 'node:os';

import { bestFixed, mayBeRefused, missed } from './goals.mjs';
import { oneRun } from './one_run.mjs';
import { profiles } from './profiles.mjs';
import { median, printTable } from './table.mjs';

// A rival that is slower than ours is stopped once it has run for so many times as long: its calls a second are known.
const rivals_may_take = 1.1;
// A fixed number can't be the best once it has taken so many times as long as another one's whole run, or has after half
// of that time answered less than this share of what the other had by then.
const fixed_may_take = 1.05;
const fixed_half_way = 0.8;

const [sluice, folder, jsforceClient, ...names] = process.argv.slice(2);
const rounds = Number(process.env.ROUNDS ?? 1);
const lanes = Number(process.env.LANES ?? availableParallelism());
const quick = Boolean(process.env.QUICK);

function harvest(...options) {
  return ({ url }, schema, output) => [
    sluice,
    ...['harvest', '--no-history', '--instance-url', url, '-o', output, '--fetch=none', '--input', schema, '--with-automation'],
    ...['--batch', 'off', '--metrics-listen', 'off', '--progress', 'none', '-q', ...options],
  ];
}
const jsforce = (limiter) => ({ url }, schema) => [process.execPath, jsforceClient, url, schema, limiter];

const rivals = [
  { name: 'old shape', command: harvest('--workers', '10', '--throttle-ms', '300') },
  { name: 'p-limit 10', command: jsforce('p-limit-10') },
  { name: 'p-limit 25', command: jsforce('p-limit-25') },
  { name: 'bottleneck', command: jsforce('bottleneck') },
];

// Both ask the same, or nothing below would compare anything.
async function checkQuestions() {
  const run = (command) => oneRun({ sluice, folder, profile: 'instant', objects: 25, seed: 1, command });
  const [ours, theirs] = await Promise.all([run(harvest()), run(jsforce('p-limit-10'))]);
  if (JSON.stringify(ours.by_kind) !== JSON.stringify(theirs.by_kind))
    throw new Error(
      `a harvest asked ${JSON.stringify(ours.by_kind)}, jsforce ${JSON.stringify(theirs.by_kind)}` +
        ` (${ours.failure ?? theirs.failure ?? 'both came to their end'})`,
    );
}

const answersIn = (run, seconds) => run.ok_in_second.slice(0, seconds).reduce((sum, ok) => sum + ok, 0);

function behind(run, best) {
  if (run.took_s > fixed_may_take * best.took_s) return true;
  const whole_seconds = run.ok_in_second.length - 1;
  if (whole_seconds < best.seconds / 2) return false;
  return answersIn(run, whole_seconds) < fixed_half_way * answersIn(best, whole_seconds);
}

// The runs of one profile in one round: `harvests` are ours, then the sweep; `others`, the rivals, begin after ours.
function runsOf(profile, seed) {
  const done = { ours: undefined, fixed: [], rivals: new Map() };
  const file = new URL(`profiles/${profile.name}.toml`, import.meta.url).pathname;
  const { objects } = profile;
  const run = async (name, command, hopeless) => {
    const result = await oneRun({ sluice, folder, profile: file, objects, seed, command, hopeless });
    const { rate, refused, in_flight, seconds, whole, failure } = result;
    const end = failure ?? (whole ? 'whole' : 'stopped');
    console.error(
      `${profile.name}, ${name}: ${rate.toFixed(1)} calls/s, ${(100 * refused).toFixed(2)} % refused, ` +
        `${in_flight.toFixed(1)} in flight, ${seconds.toFixed(1)} s, ${end}`,
    );
    return result;
  };
  let tellOurs;
  const oursDone = new Promise((tell) => (tellOurs = tell));
  const ours = async () => tellOurs((done.ours = await run('ours', harvest())));
  const cantWin = (so_far) => {
    const most = mayBeRefused(done.ours ?? { refused: 0 });
    return done.fixed.some((f) => f.whole && !f.failure && f.refused <= most && behind(so_far, f));
  };
  const fixed = (workers) => async () => {
    done.fixed.push({ workers, ...(await run(`${workers} workers`, harvest('--workers', String(workers)), cantWin)) });
  };
  const rival = ({ name, command }) => async () => {
    const { took_s } = await oursDone;
    done.rivals.set(name, await run(name, command, (so_far) => so_far.took_s > rivals_may_take * took_s));
  };
  return {
    done,
    harvests: [ours, ...profile.sweep.slice(0, quick ? 2 : undefined).map(fixed)],
    others: rivals.map(rival),
  };
}

async function inLanes(jobs) {
  const queue = jobs.values();
  const lane = async () => {
    for (const job of queue) await job();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

// Medians over the rounds.
function over(results) {
  const all = (what) => median(results.map((r) => r[what]));
  const failure = results.map((r) => r.failure).find(Boolean);
  return { rate: all('rate'), refused: all('refused'), in_flight: all('in_flight'), p50_ms: all('p50_ms'), failure };
}

function rowOf(profile, rounds) {
  const ours = over(rounds.map(({ done }) => done.ours));
  const runs = rounds.flatMap(({ done }) => done.fixed);
  const sweep = [...new Set(runs.filter((f) => f.whole).map((f) => f.workers))].map((workers) => ({
    workers,
    ...over(runs.filter((f) => f.workers === workers)),
  }));
  const fixed = bestFixed(sweep, ours);
  const others = rivals.map(({ name }) => over(rounds.map(({ done }) => done.rivals.get(name))));
  return { profile, ours, fixed, others, missed: missed(profile, ours, fixed, others[1]) };
}

function processorSeconds() {
  const times = cpus().map((cpu) => cpu.times);
  const sum = (of) => times.reduce((all, t) => all + of(t), 0);
  return { idle: sum((t) => t.idle), all: sum((t) => t.user + t.nice + t.sys + t.idle + t.irq) };
}

const unknown = names.filter((name) => !profiles.some((p) => p.name === name));
if (unknown.length > 0) {
  console.error(`wire: no such profile: ${unknown.join(', ')} (${profiles.map((p) => p.name).join(', ')})`);
  process.exit(2);
}
const chosen = profiles.filter((p) => names.length === 0 || names.includes(p.name));
await checkQuestions();
const before = processorSeconds();
const measured = chosen.map((profile) => ({
  profile,
  rounds: Array.from({ length: rounds }, (_, i) => runsOf(profile, i + 1)),
}));
const all = (jobs) => inLanes(measured.flatMap((m) => m.rounds.flatMap((r) => r[jobs])));
await Promise.all([all('harvests'), all('others')]);
const after = processorSeconds();
const rows = measured.map((m) => rowOf(m.profile, m.rounds));
printTable(rows, rivals.map((r) => r.name));
const busy = 1 - (after.idle - before.idle) / (after.all - before.all);
console.log(`\n${rounds} round(s), ${lanes} harvests at a time beside ${lanes} rivals; the processors were busy for ${(100 * busy).toFixed(0)} %`);
process.exit(rows.some((row) => row.missed.length > 0) ? 1 : 0);
