// One run of one client against an org of its own. Everything it tells is what the org saw, so that it is the same for
// every client; the clock begins with the first request and ends with the last answer.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const poll_ms = 1000;
const calls_per_object = 4;

const alive = new Set();
process.on('exit', () => alive.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

function started(program, args, options) {
  const child = spawn(program, args, options);
  alive.add(child);
  child.once('close', () => alive.delete(child));
  return child;
}

// Objects of a few fields: their calls are to take the org's time, and not this machine's.
function writeSchema(file, count) {
  const objects = Array.from({ length: count }, (_, i) => {
    const name = `Made${String(i).padStart(5, '0')}__c`;
    const fields = [
      { name: 'Id', label: 'Record ID', type: 'id' },
      { name: 'Size__c', label: 'Size', type: 'double', custom: true, precision: 18, scale: 2, nillable: true },
    ];
    return { name, label: `Made ${i}`, custom: true, queryable: true, fields };
  });
  writeFileSync(file, JSON.stringify({ objects }));
}

async function startedOrg(sluice, { profile, schema, seed }) {
  const args = ['orgsim', '--port', '0', '--seed', String(seed), '--schema', schema, '--profile', profile];
  const child = started(sluice, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  for await (const text of child.stdout.setEncoding('utf8')) {
    said += text;
    const ready = /ready on (\S+), token (\S+)/.exec(said);
    if (ready) return { child, url: ready[1], token: ready[2] };
  }
  throw new Error(`orgsim did not start on ${profile}`);
}

const running = (child) => alive.has(child);

async function ended(child) {
  child.kill('SIGKILL');
  if (running(child)) await once(child, 'close');
}

const statsOf = async ({ url }) => (await fetch(`${url}/__orgsim/stats`)).json();

// Waits for the client's end, or until hopeless() says so of what it has reached; tells how long it took.
async function endOrHopeless(client, org, hopeless) {
  const began = performance.now();
  const took_s = () => (performance.now() - began) / 1000;
  const end = once(client, 'close');
  for (;;) {
    await Promise.race([end, sleep(poll_ms, undefined, { ref: false })]);
    if (!running(client)) return { whole: true, took_s: took_s() };
    if (hopeless({ ...seen(await statsOf(org)), took_s: took_s() })) return { whole: false, took_s: took_s() };
  }
}

function seen(stats) {
  const answers = stats.answer_seconds;
  return {
    rate: stats.lasted_seconds > 0 ? answers.calls / stats.lasted_seconds : 0,
    seconds: stats.lasted_seconds,
    answers: answers.calls,
    refused: stats.refused_share,
    in_flight: stats.in_flight_mean,
    p50_ms: 1000 * answers.p50,
    by_kind: stats.by_kind,
    ok_in_second: stats.seconds.map((s) => s.ok),
  };
}

// What the harvest itself counted; nothing where another client ran.
function callsInSummary(library) {
  const file = join(library, 'summary.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).calls.total : undefined;
}

// Why a run is no good: a client that gave up, that left calls unanswered, or that counts other calls than the org.
function failureOf(client, errors, { stats, objects, library }) {
  if (client.exitCode !== 0) {
    const last = errors.trim().split('\n').at(-1);
    return `ended with ${client.exitCode ?? client.signalCode}: ${last}`;
  }
  const answers = stats.answer_seconds.calls;
  if (answers < calls_per_object * objects) return `only ${answers} calls were answered`;
  const counted = callsInSummary(library) ?? stats.total;
  return counted === stats.total ? undefined : `summary.json counts ${counted} calls, the org ${stats.total}`;
}

// `command(org, schema, output)` is the client's command line. `whole`: it was not stopped as hopeless.
export async function oneRun({ sluice, folder, profile, objects, seed, command, hopeless = () => false }) {
  const place = mkdtempSync(join(folder, 'run-'));
  const schema = join(place, 'schema.json');
  const library = join(place, 'library');
  writeSchema(schema, objects);
  const org = await startedOrg(sluice, { profile, schema, seed });
  let client;
  try {
    const [program, ...args] = command(org, schema, library);
    const env = { ...process.env, SLUICE_ACCESS_TOKEN: org.token };
    client = started(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    client.stderr.setEncoding('utf8').on('data', (text) => (errors += text));
    const { whole, took_s } = await endOrHopeless(client, org, hopeless);
    const stats = await statsOf(org);
    const failure = whole ? failureOf(client, errors, { stats, objects, library }) : undefined;
    return { ...seen(stats), whole, took_s, failure };
  } finally {
    if (client) await ended(client);
    await ended(org.child);
    rmSync(place, { recursive: true, force: true });
  }
}
