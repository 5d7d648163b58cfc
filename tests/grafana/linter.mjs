// The rules of grafana/dashboard-linter, each under its name there and none left out. Where that linter looks at some
// types of panel only, these look at all but rows. A rule is (dashboard) => complaints.
import { error_in, rate_interval, selectors_of } from './promql.mjs';

// Of the units that Grafana knows, those that a figure of Sluice can have.
const units = new Set(['none', 'short', 'percentunit', 's', 'bytes', 'Bps', 'cps', 'reqps']);

export const panels_of = (dashboard) =>
  dashboard.panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]).filter((panel) => panel.type !== 'row');

const variables_of = (dashboard) => dashboard.templating.list ?? [];
const queries_among = (dashboard) => variables_of(dashboard).filter((variable) => variable.type === 'query');
const uses = (source, names) => names.includes(source?.uid);

const each_panel = (complain) => (dashboard) =>
  panels_of(dashboard).flatMap((panel) => {
    const what = complain(panel, dashboard);
    return what ? [`panel "${panel.title}" ${what}`] : [];
  });

const each_target = (complain) =>
  each_panel((panel) => (panel.targets ?? []).map((target) => complain(target.expr ?? '', target)).find(Boolean));

const each_selector = (complain) => each_target((expression) => selectors_of(expression).map(complain).find(Boolean));

function multi_query(name) {
  return (dashboard) => {
    const variable = variables_of(dashboard).find((each) => each.name === name);
    if (!variable) return [`no variable "${name}"`];
    const label = name[0].toUpperCase() + name.slice(1);
    return [
      !uses(variable.datasource, ['$datasource', '${datasource}']) && 'uses a fixed data source',
      variable.type !== 'query' && `is of type ${variable.type}`,
      variable.label !== label && `is labelled "${variable.label}"`,
      !variable.multi && 'takes one value only',
      variable.allValue !== '.+' && `takes "${variable.allValue}" for all`,
    ].flatMap((what) => (what ? [`variable "${name}" ${what}`] : []));
  };
}

const matched_by = (label) =>
  each_selector(({ metric, matchers }) => {
    const fits = matchers.some((each) => each.label === label && each.op === '=~' && each.value === `$${label}`);
    return !fits && `selects ${metric} without ${label}=~"$${label}"`;
  });

// LogQL would need a parser of its own: no dashboard here asks Loki.
const no_loki = each_target((_, target) => target.datasource?.type === 'loki' && 'asks Loki');

export const rules = {
  'template-datasource-rule': (dashboard) => {
    const sources = variables_of(dashboard).filter((variable) => variable.type === 'datasource');
    const fits = ({ name, label }) => name === 'datasource' && label === 'Data source';
    return sources.length === 1 && fits(sources[0])
      ? []
      : ['it needs one variable "datasource", labelled "Data source"'];
  },

  'template-job-rule': multi_query('job'),

  'template-instance-rule': multi_query('instance'),

  'template-label-promql-rule': (dashboard) =>
    queries_among(dashboard).flatMap(({ name, query }) => {
      const text = typeof query === 'string' ? query : query.query;
      const [, call, selector] = /^(label_names|label_values|metrics|query_result)\((.+), *\w+\)$/.exec(text) ?? [];
      const error = call ? error_in(selector) : 'it is no call of a known function';
      return error ? [`variable "${name}": ${error}`] : [];
    }),

  'template-on-time-change-reload-rule': (dashboard) =>
    queries_among(dashboard).flatMap(({ name, refresh }) =>
      refresh === 2 ? [] : [`variable "${name}" is not reloaded`],
    ),

  'panel-datasource-rule': each_panel(
    (panel) => !uses(panel.datasource, ['$datasource', '${datasource}']) && 'uses a fixed data source',
  ),

  'panel-title-description-rule': each_panel(
    (panel) => !(panel.title && panel.description) && 'lacks a title or a description',
  ),

  'panel-units-rule': each_panel((panel) => {
    const { unit, mappings } = panel.fieldConfig?.defaults ?? {};
    return !mappings && !units.has(unit) && `has the unit "${unit}"`;
  }),

  'panel-no-targets-rule': each_panel((panel) => !panel.targets?.length && 'has no target'),

  'target-logql-rule': no_loki,

  'target-logql-auto-rule': no_loki,

  'target-promql-rule': each_target(error_in),

  'target-rate-interval-rule': each_selector(
    ({ metric, range, call }) =>
      ((range && !call) || (['rate', 'irate'].includes(call) && range !== rate_interval)) &&
      `takes a rate of ${metric} over something else than $__rate_interval`,
  ),

  'target-job-rule': matched_by('job'),

  'target-instance-rule': matched_by('instance'),

  'target-counter-agg-rule': each_selector(
    ({ metric, call }) =>
      metric.endsWith('_total') && !['rate', 'irate', 'increase'].includes(call) && `shows the bare counter ${metric}`,
  ),

  'uneditable-dashboard': (dashboard) => (dashboard.editable ? ['it can be edited'] : []),
};
