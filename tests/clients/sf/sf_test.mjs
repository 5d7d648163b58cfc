// Salesforce's sf CLI, unmodified, over TLS: its three logins without a browser, and what it shows of an org. Compared
// with the org's own truth and with the direct answers. Each login has a home of its own, so that none lives on what
// another left.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import * as org from './org.mjs';

const cli = fileURLToPath(new URL('node_modules/@salesforce/cli/bin/run.js', import.meta.url));
const homes = mkdtempSync(join(tmpdir(), 'orgsim-sf-'));
after(() => rmSync(homes, { recursive: true, force: true }));

// A command as somebody with this home folder would type it; what it printed.
function sf(home, args, more = {}) {
  const env = {
    PATH: process.env.PATH,
    NODE_EXTRA_CA_CERTS: process.env.NODE_EXTRA_CA_CERTS,
    HOME: home,
    SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
    SF_DISABLE_TELEMETRY: 'true',
    SF_AUTOUPDATE_DISABLE: 'true',
    SF_SKIP_NEW_VERSION_CHECK: 'true',
    SF_DISABLE_LOG_FILE: 'true',
    ...more,
  };
  const options = { env, cwd: home, maxBuffer: 256 * 1024 * 1024, timeout: 120_000 };
  return new Promise((done) => {
    execFile(process.execPath, [cli, ...args], options, (error, stdout, stderr) =>
      done({ exit: error?.code ?? 0, stdout, stderr }),
    );
  });
}

async function result(home, args, more) {
  const said = await sf(home, [...args, '--json'], more);
  assert.equal(said.exit, 0, `${args.join(' ')}: ${said.stdout}${said.stderr}`);
  return JSON.parse(said.stdout).result;
}

const on = (home, args) => result(home, [...args, '--target-org', 'sim']);

function newHome(files = {}) {
  const home = mkdtempSync(join(homes, 'home-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(home, name), text, { mode: 0o600 });
  return home;
}

const logins = {
  'access-token': (home) =>
    result(home, ['org', 'login', 'access-token', '--instance-url', org.url, '--no-prompt', '--alias', 'sim'], {
      SF_ACCESS_TOKEN: org.token,
    }),
  jwt: (home) => {
    const { username, client_id: client } = org.credentials;
    const key = ['--jwt-key-file', join(home, 'key.pem'), '--client-id', client];
    const where = ['--instance-url', org.url, '--alias', 'sim'];
    return result(home, ['org', 'login', 'jwt', '--username', username, ...key, ...where]);
  },
  'sfdx-url': (home) =>
    result(home, ['org', 'login', 'sfdx-url', '--sfdx-url-file', join(home, 'url'), '--alias', 'sim']),
};

const filesOfLogins = () => newHome({ 'key.pem': org.credentials.jwt_private_key, url: org.credentials.sfdx_auth_url });

for (const [name, login] of Object.entries(logins)) {
  test(`login by ${name}, and the org is connected`, async () => {
    const home = filesOfLogins();
    const { username, orgId } = await login(home);
    assert.equal(username, org.credentials.username);
    const shown = await on(home, ['org', 'display']);
    assert.equal(shown.id, orgId);
    assert.equal(shown.connectedStatus, 'Connected');
    const { records } = await on(home, ['data', 'query', '--query', 'SELECT Id FROM Organization']);
    assert.equal(records[0].Id, orgId);
  });
}

const home = filesOfLogins();
const loggedIn = logins.jwt(home);

test('an unknown alias, a wrong key and a wrong token are told apart', async () => {
  await loggedIn;
  const unknown = await sf(home, ['org', 'display', '--target-org', 'nobody', '--json']);
  assert.equal(JSON.parse(unknown.stdout).name, 'NamedOrgNotFoundError');
  const { username } = org.credentials;
  const where = ['--instance-url', org.url, '--client-id', 'another', '--jwt-key-file', join(home, 'key.pem')];
  const refused = await sf(newHome(), ['org', 'login', 'jwt', '--username', username, ...where, '--json']);
  assert.notEqual(refused.exit, 0);
  assert.match(refused.stdout, /client identifier invalid/);
});

test('the token that it keeps is one that the org takes', async () => {
  await loggedIn;
  const { accessToken } = await on(home, ['org', 'auth', 'show-access-token']);
  assert.match(accessToken, /^00D\w{12,15}![.\w]*$/);
});

test('sobject list names every object that truth knows', async () => {
  await loggedIn;
  const listed = await on(home, ['sobject', 'list', '--sobject', 'all']);
  assert.deepEqual(listed, Object.keys(await org.allTruth()));
});

test('sobject describe equals the direct answer and the fields of truth', async () => {
  await loggedIn;
  const described = await on(home, ['sobject', 'describe', '--sobject', 'Account']);
  assert.deepEqual(described, await org.direct(`${org.base}/sobjects/Account/describe`));
  const { field_level_security: fields } = await org.truth('Account');
  assert.deepEqual(described.fields.map((f) => f.name).sort(), Object.keys(fields).sort());
});

test('data query reads all pages, as many rows as truth counts', async () => {
  await loggedIn;
  const name = await org.bigObject();
  const { record_count: count } = await org.truth(name);
  const rows = await on(home, ['data', 'query', '--query', `SELECT Id, Name FROM ${name}`]);
  assert.equal(rows.totalSize, count);
  assert.equal(new Set(rows.records.map((r) => r.Id)).size, count);
});

test('data query shows columns through relationships as a table', async () => {
  await loggedIn;
  const soql = 'SELECT Name, Owner.Name FROM Account LIMIT 3';
  const args = ['data', 'query', '--query', soql, '--result-format', 'csv', '--target-org', 'sim'];
  const { stdout, stderr } = await sf(home, args);
  const { records } = await org.query(soql);
  const lines = stdout.trim().split('\n');
  assert.equal(lines[0], 'Name,Owner.Name', stderr);
  assert.equal(lines.length, records.length + 1);
  assert.ok(lines[1].includes(records[0].Owner.Name));
});

test('data query of the Tooling API tells every trigger of truth', async () => {
  await loggedIn;
  const { records } = await on(home, ['data', 'query', '-t', '--query', 'SELECT Id, Name FROM ApexTrigger']);
  const named = Object.values(await org.allTruth()).flatMap((o) => o.triggers);
  assert.deepEqual(records.map((r) => r.Name).sort(), named.sort());
});

test('limits and record counts are shown', async () => {
  await loggedIn;
  const limits = await on(home, ['org', 'list', 'limits']);
  assert.ok(limits.some((l) => l.name === 'DailyApiRequests' && l.remaining < l.max));
  const name = await org.bigObject();
  const counts = await on(home, ['org', 'list', 'sobject', 'record-counts', '--sobject', name]);
  assert.deepEqual(counts, [{ count: (await org.truth(name)).record_count, name }]);
});

test('any address and a composite can be asked', async () => {
  await loggedIn;
  const asked = await sf(home, ['api', 'request', 'rest', `${org.base}/sobjects/Account`, '--target-org', 'sim']);
  assert.deepEqual(JSON.parse(asked.stdout), await org.direct(`${org.base}/sobjects/Account`));
  const inside = { method: 'GET', url: `${org.base}/sobjects/Contact/describe`, referenceId: 'contact' };
  writeFileSync(join(home, 'composite.json'), JSON.stringify({ compositeRequest: [inside] }));
  const post = ['--method', 'POST', '--body', '@composite.json', '--header', 'Content-Type: application/json'];
  const composite = await sf(home, ['api', 'request', 'rest', `${org.base}/composite`, ...post, '--target-org', 'sim']);
  const [{ body }] = JSON.parse(composite.stdout).compositeResponse;
  assert.deepEqual(body, await org.direct(inside.url));
});
