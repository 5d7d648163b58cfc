// The dashboards and rules on real runs: Prometheus scrapes them as it would in use, and each panel must have something
// to show in the scenario that it is made for.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';

import { dashboards } from '../source/dashboards.mjs';
import { panels_of } from './linter.mjs';
import { metric_table } from './metric_table.mjs';
import { rules, tool } from './place.mjs';
import { answer_of, free_port } from './processes.mjs';
import { prometheus_on } from './prometheus.mjs';
import { names, play } from './scenarios.mjs';

let prometheus;
let begun;
const exposed = {};

const seconds = () => Date.now() / 1000;

// As a Pushgateway serves how a run ended: under the run's job, with an empty instance.
const labels = 'instance="",job="sluice",org="pushed"';
const pushed = [
  `sluice_last_run_timestamp_seconds{${labels}} ${seconds()}`,
  `sluice_last_run_outcome{${labels},outcome="failed"} 1`,
  `sluice_last_run_outcome{${labels},outcome="success"} 0`,
  '',
].join('\n');

before(async () => {
  const ports = await Promise.all(names.map(free_port));
  prometheus = await prometheus_on(ports, pushed);
  begun = seconds();
  const runs = await Promise.all(names.map((name, i) => play(name, ports[i])));
  for (const [i, name] of names.entries()) {
    const from_port = async () => (await fetch(`http://127.0.0.1:${ports[i]}/metrics`)).text();
    exposed[name] = await answer_of(runs[i], from_port);
    assert.ok(exposed[name], `the run of ${name} ended unseen: ${runs[i].said}`);
  }
  for (const [i, name] of names.entries()) assert.ok([0, 3].includes(await runs[i].ended), `${name}: ${runs[i].said}`);
});

after(() => prometheus?.stop());

const over_the_runs = (query) =>
  prometheus.ask('/api/v1/query_range', { query, start: begun, end: seconds(), step: 1 });

const asked_in = (scenario, expression) =>
  expression
    .replaceAll('$job', '.+')
    .replaceAll('$instance', '.+')
    .replaceAll('$org', scenario)
    .replaceAll('$__rate_interval', '5s')
    .replaceAll('$__range', '60s');

for (const { file, json, checks } of dashboards()) {
  for (const { id, title, targets } of panels_of(json)) {
    const { scenario, may_be_zero } = checks.get(id);
    test(`${file}: "${title}" shows a ${scenario} run`, async () => {
      for (const { expr, legendFormat } of targets) {
        const query = asked_in(scenario, expr);
        const { result } = await over_the_runs(query);
        const values = result.flatMap((series) => series.values.map(([, value]) => Number(value)));
        assert.ok(values.length > 0, `nothing from ${query}`);
        assert.ok(values.every(Number.isFinite), `no number from ${query}: ${JSON.stringify(result)}`);
        assert.ok(may_be_zero || values.some((value) => value > 0), `nothing but 0 from ${query}`);
        for (const [, label] of legendFormat.matchAll(/\{\{(\w+)\}\}/g)) {
          assert.ok(
            result.every(({ metric }) => metric[label]),
            `no ${label} for the legend from ${query}`,
          );
        }
      }
    });
  }
}

test('Prometheus evaluates every rule without an error', async () => {
  const { groups } = await prometheus.ask('/api/v1/rules');
  const evaluated = groups.flatMap((group) => group.rules);
  assert.deepEqual(
    evaluated.filter((rule) => rule.health !== 'ok'),
    [],
  );
  assert.equal(evaluated.length, rules().length);
});

test('a pushed outcome is in the dashboards, and raises its alert', async () => {
  const { result } = await over_the_runs('sluice_last_run_outcome{job="sluice",instance=~".+",org="pushed"} == 1');
  assert.equal(result[0]?.metric.outcome, 'failed');
  const { alerts } = await prometheus.ask('/api/v1/alerts');
  const firing = alerts.filter(({ state }) => state === 'firing');
  assert.deepEqual(
    firing.map(({ labels: { alertname, org } }) => [alertname, org]),
    [['LastRunFailed', 'pushed']],
  );
});

for (const { record } of rules().filter((rule) => rule.record)) {
  test(`${record} is recorded`, async () => assert.ok((await over_the_runs(record)).result.length > 0));
}

for (const name of names) {
  test(`promtool finds nothing to mend in the metrics of a ${name} run`, () => {
    const { status, stdout, stderr } = spawnSync(tool('promtool'), ['check', 'metrics'], {
      input: exposed[name],
      encoding: 'utf8',
    });
    assert.equal(status, 0, stdout + stderr);
  });

  test(`a ${name} run exposes every family of the table`, () => {
    const families = [...exposed[name].matchAll(/^# TYPE (\S+) /gm)].map(([, family]) => family);
    assert.deepEqual(
      [...metric_table().keys()].filter((family) => !families.includes(family)),
      [],
    );
  });
}
