// jsforce, unmodified, with the questions of `sluice harvest --fetch=none --with-automation --batch off`, one object a
// call, under a limiter as people write one.   node jsforce_client.mjs URL SCHEMA LIMITER
//
// jsforce asks a call again by itself after a 429 or a 5xx: five times, 0.5 s later, then twice as late each time. Here
// that goes on without end, and for 403 REQUEST_LIMIT_EXCEEDED too, so that every call is answered at last.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import Bottleneck from 'bottleneck';
import jsforce from 'jsforce';
import pLimit from 'p-limit';

const first_wait_ms = 500;
const longest_wait_ms = 8000;

// minTime is that of the first examples in Bottleneck's README.
function bottleneck() {
  const limiter = new Bottleneck({ maxConcurrent: 10, minTime: 333 });
  return (call) => limiter.schedule(call);
}

const limiters = { 'p-limit-10': () => pLimit(10), 'p-limit-25': () => pLimit(25), bottleneck };

const [url, schema, limiter] = process.argv.slice(2);
const connection = new jsforce.Connection({
  instanceUrl: url,
  accessToken: process.env.SLUICE_ACCESS_TOKEN,
  version: '64.0',
});

const refused = ({ errorCode = '' }) => errorCode === 'REQUEST_LIMIT_EXCEEDED' || errorCode.startsWith('ERROR_HTTP_5');

async function answered(call) {
  for (let wait_ms = first_wait_ms; ; wait_ms = Math.min(2 * wait_ms, longest_wait_ms)) {
    try {
      return await call();
    } catch (error) {
      if (!refused(error)) throw error;
      await sleep(wait_ms);
    }
  }
}

async function allRows(api, statement) {
  let page = await api.query(statement);
  while (!page.done) page = await api.queryMore(page.nextRecordsUrl);
}

const permissionColumns =
  'Field, PermissionsRead, PermissionsEdit, Parent.Label, Parent.IsOwnedByProfile, Parent.Profile.Name, SobjectType';
const flowObject = 'TriggerObjectOrEvent.QualifiedApiName';
const setupObject = 'EntityDefinition.QualifiedApiName';
const questions = [
  (name) =>
    allRows(
      connection,
      `SELECT ApiName, ${flowObject} FROM FlowDefinitionView WHERE IsActive = true AND ${flowObject} = '${name}'`,
    ),
  (name) =>
    allRows(connection.tooling, `SELECT Name, ${setupObject} FROM ApexTrigger WHERE ${setupObject} = '${name}'`),
  (name) =>
    allRows(
      connection.tooling,
      `SELECT ValidationName, ${setupObject} FROM ValidationRule WHERE ${setupObject} = '${name}'`,
    ),
  (name) =>
    allRows(connection, `SELECT ${permissionColumns} FROM FieldPermissions WHERE SobjectType = '${name}'`),
];

// What a harvest asks before it begins.
await answered(() => connection.request('/services/data'));
await answered(() => connection.query('SELECT Id FROM Organization'));
await answered(() => connection.describeGlobal());

const limited = limiters[limiter]();
const { objects } = JSON.parse(readFileSync(schema, 'utf8'));
await Promise.all(
  objects.flatMap(({ name }) => questions.map((ask) => limited(() => answered(() => ask(name))))),
);
