// What every dashboard of Sluice has: the choice of data source, job, instance and org, links to its siblings, marks of
// what happened, a shared crosshair. It can't be edited in Grafana: what is changed there would be lost here.
import dashboard from '@grafana/grafana-foundation-sdk/dashboard';

import { source } from './panel.mjs';
import { increase, max, maxBy, of, sumBy } from './query.mjs';

// The one family that a run's port, a Pushgateway and a text file all have.
const anywhere = 'sluice_last_run_timestamp_seconds';

const data_source = new dashboard.DatasourceVariableBuilder('datasource').label('Data source').type('prometheus');

const label_variable = (name, label, selector) =>
  new dashboard.QueryVariableBuilder(name)
    .label(label)
    .datasource(source)
    .query(`label_values(${selector}, ${name})`)
    .refresh(dashboard.VariableRefresh.OnTimeRangeChanged)
    .sort(dashboard.VariableSort.AlphabeticalAsc);

const any_of = (name, label, selector) =>
  label_variable(name, label, selector)
    .multi(true)
    .includeAll(true)
    .allValue('.+')
    .current({ selected: true, text: ['All'], value: ['$__all'] });

const variables = [
  data_source,
  any_of('job', 'Job', anywhere),
  any_of('instance', 'Instance', `${anywhere}{job=~"$job"}`),
  label_variable('org', 'Org', `${anywhere}{job=~"$job",instance=~"$instance"}`),
];

// `placement` is unset, since its default hides marks and links in a menu.
const mark = (name, color, expr) =>
  new dashboard.AnnotationQueryBuilder()
    .name(name)
    .datasource(source)
    .enable(true)
    .iconColor(color)
    .expr(expr)
    .titleFormat(name)
    .placement(undefined);

const marks = () => [
  mark('Run begins', 'blue', `${max(of('sluice_run_start_timestamp_seconds'))} * 1000`).useValueForTime(true),
  mark(
    'Fewer or slower',
    'orange',
    `${sumBy('reason', increase('sluice_scaler_decisions_total', 'direction="down"'))} > 0`,
  ).textFormat('{{reason}}'),
  mark('All calls held', 'red', `${maxBy('org', of('sluice_limiter_paused'))} == 1`),
];

const siblings = new dashboard.DashboardLinkBuilder('Sluice')
  .type(dashboard.DashboardLinkType.Dashboards)
  .tags(['sluice'])
  .asDropdown(true)
  .placement(undefined)
  .includeVars(true)
  .keepTime(true);

// rows: [title, panels] each; the first may be without a title. Panels are numbered as they come.
export function dashboard_of({ uid, title, description, rows }) {
  const builder = new dashboard.DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags(['sluice'])
    .readonly()
    .tooltip(dashboard.DashboardCursorSync.Crosshair)
    .time({ from: 'now-1h', to: 'now' })
    .refresh('10s')
    .timezone('browser')
    .variables(variables)
    .annotations(marks())
    .link(siblings);
  const checks = new Map();
  let id = 0;
  for (const [name, panels] of rows) {
    if (name) builder.withRow(new dashboard.RowBuilder(name).id(++id));
    for (const { builder: panel, scenario, may_be_zero } of panels) {
      builder.withPanel(panel.id(++id));
      checks.set(id, { scenario, may_be_zero });
    }
  }
  // What the builders keep for themselves is no part of it.
  return { json: JSON.parse(JSON.stringify(builder.build())), checks };
}
