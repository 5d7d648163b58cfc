// Does each rule of the linter notice what it is for? Each is shown the dashboard of runs with one thing spoilt.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { dashboards } from '../source/dashboards.mjs';
import { panels_of, rules } from './linter.mjs';

const variable = (dashboard, name) => dashboard.templating.list.find((each) => each.name === name);
const panel = (dashboard) => panels_of(dashboard)[0];
const ask = (expression) => (dashboard) => (panel(dashboard).targets[0].expr = expression);
const chosen = '{job=~"$job",instance=~"$instance"}';

const spoilt = {
  'template-datasource-rule': (d) => (variable(d, 'datasource').label = 'Source'),
  'template-job-rule': (d) => (variable(d, 'job').allValue = '.*'),
  'template-instance-rule': (d) => (variable(d, 'instance').multi = false),
  'template-label-promql-rule': (d) => (variable(d, 'job').query = 'label_values(sluice_x{, job)'),
  'template-on-time-change-reload-rule': (d) => (variable(d, 'org').refresh = 1),
  'panel-datasource-rule': (d) => (panel(d).datasource = { type: 'prometheus', uid: 'mine' }),
  'panel-title-description-rule': (d) => (panel(d).description = ''),
  'panel-units-rule': (d) => (panel(d).fieldConfig.defaults.unit = 'calls'),
  'panel-no-targets-rule': (d) => (panel(d).targets = []),
  'target-logql-rule': (d) => (panel(d).targets[0].datasource = { type: 'loki', uid: '$datasource' }),
  'target-logql-auto-rule': (d) => (panel(d).targets[0].datasource = { type: 'loki', uid: '$datasource' }),
  'target-promql-rule': ask(`sum(sluice_objects${chosen}`),
  'target-rate-interval-rule': ask(`rate(sluice_logins_total${chosen}[5m])`),
  'target-job-rule': ask('sluice_objects{job="sluice",instance=~"$instance"}'),
  'target-instance-rule': ask('sluice_objects{job=~"$job"}'),
  'target-counter-agg-rule': ask(`sum(sluice_logins_total${chosen})`),
  'uneditable-dashboard': (d) => (d.editable = true),
};

test('each rule has a dashboard that breaks it', () => assert.deepEqual(Object.keys(spoilt), Object.keys(rules)));

for (const [name, spoil] of Object.entries(spoilt)) {
  test(`${name} notices`, () => {
    const dashboard = structuredClone(dashboards()[0].json);
    spoil(dashboard);
    assert.equal(rules[name](dashboard).length, 1);
  });
}
