// Rules and Prometheus's set-up, judged by Prometheus's own promtool.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

import { files_in, root, rules, text_of, tool, yaml_of } from './place.mjs';

const alerts = rules().filter((rule) => rule.alert);
const alert_tests = files_in('tests', 'grafana', 'alerts');

function promtool(...args) {
  const { status, stdout, stderr } = spawnSync(tool('promtool'), args, { cwd: root, encoding: 'utf8' });
  assert.equal(status, 0, stdout + stderr);
}

test('the rules are sound', () =>
  promtool(
    'check',
    'rules',
    '--lint-fatal',
    ...files_in('grafana', 'rules').map((file) => join('grafana', 'rules', file)),
  ));

test('Prometheus takes its configuration', () => promtool('check', 'config', '--lint-fatal', 'grafana/prometheus.yml'));

for (const file of alert_tests) {
  test(`alerts behave as in ${file}`, () => promtool('test', 'rules', join('tests', 'grafana', 'alerts', file)));
}

for (const { alert, labels, annotations } of alerts) {
  test(`${alert} is shown to fire and to stay silent`, () => {
    const cases = alert_tests
      .flatMap((file) => yaml_of('tests', 'grafana', 'alerts', file).tests)
      .flatMap((each) => each.alert_rule_test)
      .filter((each) => each.alertname === alert);
    assert.ok(cases.some((each) => each.exp_alerts?.length));
    assert.ok(cases.some((each) => !each.exp_alerts?.length));
  });

  test(`${alert} says how grave it is and what it means`, () => {
    assert.match(labels.severity, /^(critical|warning)$/);
    assert.ok(annotations.summary && annotations.description);
  });

  test(`${alert} leads to a heading of the runbook`, () => {
    const [file, anchor] = annotations.runbook_url.split('#');
    const headings = [...text_of(file).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
      heading.toLowerCase().replaceAll(' ', '-'),
    );
    assert.ok(headings.includes(anchor), annotations.runbook_url);
  });
}

test('a pushed outcome keeps the labels that its run gave it', () => {
  const pushed = yaml_of('grafana', 'prometheus.yml').scrape_configs.find((each) => each.job_name === 'pushgateway');
  assert.equal(pushed.honor_labels, true);
});
