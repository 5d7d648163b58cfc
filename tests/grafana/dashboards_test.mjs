// The dashboards as files: do they keep the linter's rules, are they what the code makes, do they fit the metrics?
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { dashboards, text_of as json_text } from '../source/dashboards.mjs';
import { panels_of, rules as linter } from './linter.mjs';
import { family_of, metric_table } from './metric_table.mjs';
import { files_in, rules, text_of } from './place.mjs';
import { error_in, selectors_of } from './promql.mjs';

// For those who explore: the uptime of the process says nothing that the run's start doesn't.
const for_exploration = ['process_start_time_seconds'];

const made = dashboards();
const table = metric_table();
const recorded = new Set(rules().flatMap((rule) => rule.record ?? []));

const expressions_of = ({ json }) => [
  ...panels_of(json).flatMap((panel) => panel.targets.map((target) => target.expr)),
  ...json.annotations.list.map((annotation) => annotation.expr),
];
const everywhere = [...made.flatMap(expressions_of), ...rules().map((rule) => rule.expr)];

for (const { file, json } of made) {
  for (const [name, complaints_about] of Object.entries(linter)) {
    test(`${file} keeps ${name}`, () => assert.deepEqual(complaints_about(json), []));
  }

  test(`${file} is what the code makes`, () =>
    assert.equal(text_of('grafana', 'dashboards', file), json_text(json), 'run make dashboards'));

  test(`${file} says of every panel what is good and what to do otherwise`, () => {
    for (const { title, description } of panels_of(json)) {
      assert.match(description, /\*\*Good:\*\* .+\n\n\*\*Otherwise:\*\* .+/, title);
    }
  });

  test(`${file} numbers its panels, and puts none upon another`, () => {
    const all = json.panels;
    assert.equal(new Set(all.map((panel) => panel.id)).size, all.length);
    const cells = all.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
    );
    assert.equal(new Set(cells).size, cells.length);
    for (const { title, gridPos } of all) assert.ok(gridPos.x + gridPos.w <= 24, title);
  });

  test(`${file} has an address of its own, and links to its siblings`, () => {
    assert.match(json.uid, /^sluice-/);
    assert.deepEqual(json.tags, ['sluice']);
    assert.deepEqual(json.links[0].tags, ['sluice']);
  });
}

test('no dashboard lies there that no code makes', () =>
  assert.deepEqual(files_in('grafana', 'dashboards'), made.map(({ file }) => file).sort()));

test('the PromQL of panels, marks and rules can be read', () => {
  for (const expression of everywhere) assert.equal(error_in(expression), undefined, expression);
});

test('panels, marks and rules ask only for metrics that there are', () => {
  for (const expression of everywhere) {
    for (const { metric } of selectors_of(expression)) {
      assert.ok(recorded.has(metric) || family_of(metric, table), `${metric} in ${expression}`);
    }
  }
});

test('what only grows is shown as a rate or an increase, what does not never is', () => {
  for (const expression of everywhere) {
    for (const { metric, call } of selectors_of(expression)) {
      const grows = family_of(metric, table)?.grows ?? false;
      assert.equal(['rate', 'irate', 'increase'].includes(call), grows, `${metric} in ${expression}`);
    }
  }
});

test('every metric is in a panel, a mark or a rule, or is for exploration', () => {
  const used = new Set(everywhere.flatMap(selectors_of).flatMap(({ metric }) => family_of(metric, table)?.name ?? []));
  const unused = [...table.keys()].filter((name) => !used.has(name));
  assert.deepEqual(unused, for_exploration);
});
