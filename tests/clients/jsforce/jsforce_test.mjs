// jsforce, unmodified, over TLS: its logins, its describes, its pages. What it has is compared with the org's own truth
// and with the direct answers.
import assert from 'node:assert/strict';
import { createSign } from 'node:crypto';
import { test } from 'node:test';

import jsforce from 'jsforce';

import * as org from './org.mjs';

const { version } = org;

const connected = () => new jsforce.Connection({ instanceUrl: org.url, accessToken: org.token, version });

const app = () => ({
  loginUrl: org.credentials.login_url,
  clientId: org.credentials.client_id,
  clientSecret: org.credentials.client_secret,
});

function assertion() {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    iss: org.credentials.client_id,
    sub: org.credentials.username,
    aud: org.credentials.login_url,
    exp: Math.floor(Date.now() / 1000) + 120,
  };
  const text = `${part({ alg: 'RS256' })}.${part(claims)}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(org.credentials.jwt_private_key, 'base64url')}`;
}

async function knowsItself(connection) {
  const { username } = await connection.identity();
  assert.equal(username, org.credentials.username);
  const { records } = await connection.query('SELECT Id FROM Organization');
  assert.equal(records.length, 1);
}

test('a token is enough', () => knowsItself(connected()));

test('client credentials log in', async () => {
  const connection = new jsforce.Connection({ instanceUrl: org.url, oauth2: app(), version });
  await connection.authorize({ grant_type: 'client_credentials' });
  await knowsItself(connection);
});

test('a JWT logs in', async () => {
  const connection = new jsforce.Connection({ instanceUrl: org.url, oauth2: app(), version });
  await connection.authorize({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: assertion() });
  await knowsItself(connection);
});

test('a user name and a password log in', async () => {
  const connection = new jsforce.Connection({ instanceUrl: org.url, oauth2: app(), version });
  await connection.login(org.credentials.username, org.credentials.password);
  await knowsItself(connection);
});

test('a refresh token mends a session that is over, unseen by who asks', async () => {
  const connection = new jsforce.Connection({
    instanceUrl: org.url,
    oauth2: app(),
    accessToken: `${org.token}over`,
    refreshToken: org.credentials.refresh_token,
    version,
  });
  let refreshed = 0;
  connection.on('refresh', () => (refreshed += 1));
  await knowsItself(connection);
  assert.equal(refreshed, 1);
});

test('a session that was logged out is over', async () => {
  const connection = new jsforce.Connection({ instanceUrl: org.url, oauth2: app(), version });
  await connection.authorize({ grant_type: 'client_credentials' });
  const { accessToken } = connection;
  await connection.logout();
  const again = new jsforce.Connection({ instanceUrl: org.url, accessToken, version });
  await assert.rejects(again.limits(), { errorCode: 'INVALID_SESSION_ID' });
});

test('a wrong secret is refused as OAuth has it', async () => {
  const connection = new jsforce.Connection({ oauth2: { ...app(), clientSecret: 'wrong' }, instanceUrl: org.url });
  await assert.rejects(connection.authorize({ grant_type: 'client_credentials' }), { name: 'invalid_client' });
});

test('describeGlobal lists what the org has', async () => {
  const { sobjects } = await connected().describeGlobal();
  assert.deepEqual(sobjects, (await org.direct(`${org.base}/sobjects`)).sobjects);
  assert.deepEqual(
    sobjects.map((o) => o.name),
    Object.keys(await org.allTruth()),
  );
});

test('a describe has the fields that truth names', async () => {
  const connection = connected();
  for (const name of ['Account', 'User', await org.bigObject()]) {
    const described = await connection.sobject(name).describe();
    assert.deepEqual(described, await org.direct(`${org.base}/sobjects/${name}/describe`));
    const { field_level_security: fields } = await org.truth(name);
    assert.deepEqual(described.fields.map((f) => f.name).sort(), Object.keys(fields).sort());
  }
});

test('all rows come page by page, each once, as many as truth counts', async () => {
  const name = await org.bigObject();
  const { record_count: count } = await org.truth(name);
  const rows = await connected().query(`SELECT Id FROM ${name}`, { autoFetch: true, maxFetch: count + 1 });
  assert.equal(rows.length ?? rows.records.length, count);
  assert.equal(new Set((rows.records ?? rows).map((r) => r.Id)).size, count);
});

test('queryMore reads on from where a page ends', async () => {
  const connection = connected();
  const name = await org.bigObject();
  const first = await connection.query(`SELECT Id, Name FROM ${name}`);
  assert.equal(first.done, false);
  const second = await connection.queryMore(first.nextRecordsUrl);
  assert.deepEqual(second.records, (await org.direct(new URL(first.nextRecordsUrl, org.url).pathname)).records);
  assert.equal(second.totalSize, first.totalSize);
});

test('COUNT() is what truth counts', async () => {
  const name = await org.bigObject();
  const { totalSize } = await connected().query(`SELECT COUNT() FROM ${name}`);
  assert.equal(totalSize, (await org.truth(name)).record_count);
});

test('the Tooling API tells every trigger that truth names', async () => {
  const named = Object.values(await org.allTruth()).flatMap((o) => o.triggers);
  const { records } = await connected().tooling.query('SELECT Name FROM ApexTrigger');
  assert.ok(named.length > 0);
  assert.deepEqual(records.map((r) => r.Name).sort(), named.sort());
});

test('a tooling describe and list can be had', async () => {
  const { tooling } = connected();
  const { sobjects } = await tooling.describeGlobal();
  assert.ok(sobjects.some((o) => o.name === 'ApexTrigger'));
  const { fields } = await tooling.sobject('ApexTrigger').describe();
  assert.ok(fields.some((f) => f.name === 'Name'));
});

test('a composite holds the same as its parts', async () => {
  const urls = [`${org.base}/sobjects/Account/describe`, `${org.base}/query?q=SELECT+COUNT()+FROM+Account`];
  const { compositeResponse } = await connected().request({
    method: 'POST',
    url: `${org.base}/composite`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      compositeRequest: urls.map((url, i) => ({ method: 'GET', url, referenceId: `r${i}` })),
    }),
  });
  assert.deepEqual(
    compositeResponse.map((r) => r.body),
    [await org.direct(urls[0]), await org.direct(urls[1])],
  );
});

test('a record is had by its id', async () => {
  const { records } = await org.query('SELECT Id, Name FROM Account LIMIT 1');
  const record = await connected().sobject('Account').retrieve(records[0].Id);
  assert.equal(record.Name, records[0].Name);
  await assert.rejects(connected().sobject('Account').retrieve('001000000000000AAA'), { errorCode: 'NOT_FOUND' });
});

test('limits and record counts are told', async () => {
  const connection = connected();
  const { DailyApiRequests } = await connection.limits();
  assert.ok(DailyApiRequests.Remaining < DailyApiRequests.Max);
  const name = await org.bigObject();
  const { sObjects } = await connection.request(`${org.base}/limits/recordCount?sObjects=${name}`);
  assert.deepEqual(sObjects, [{ count: (await org.truth(name)).record_count, name }]);
  assert.ok(connection.limitInfo.apiUsage.limit > 0);
});

test('errors have the org\'s codes', async () => {
  const connection = connected();
  await assert.rejects(connection.query('SELECT Nothing FROM Account'), { errorCode: 'INVALID_FIELD' });
  await assert.rejects(connection.query('SELECT Id FROM Nobody__c'), { errorCode: 'INVALID_TYPE' });
  await assert.rejects(connection.query('SELECT FROM'), { errorCode: 'MALFORMED_QUERY' });
  await assert.rejects(connection.sobject('Nobody__c').describe(), { errorCode: 'NOT_FOUND' });
});

test('writing is refused: the org is read-only', () =>
  assert.rejects(connected().sobject('Account').create({ Name: 'New' }), {
    errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY',
  }));
