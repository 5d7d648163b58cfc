// The forms of panel that the dashboards are made of. Each takes what a reader needs: the title, what the panel shows
// (where the title doesn't say it), what good looks like, what to do otherwise, the unit and the queries.
//
// For the check against a real run: `scenario` is the run that has something to show here (tests/grafana), `steady`
// unless said otherwise; `may_be_zero` marks what a good run never counts.
import bargauge from '@grafana/grafana-foundation-sdk/bargauge';
import common from '@grafana/grafana-foundation-sdk/common';
import dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import heatmap from '@grafana/grafana-foundation-sdk/heatmap';
import prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import stat from '@grafana/grafana-foundation-sdk/stat';
import statetimeline from '@grafana/grafana-foundation-sdk/statetimeline';
import timeseries from '@grafana/grafana-foundation-sdk/timeseries';

export const source = { type: 'prometheus', uid: '$datasource' };

const fixed = (color) => ({ id: 'color', value: { mode: dashboard.FieldColorModeId.Fixed, fixedColor: color } });

// The colours of words that mean good, middling or bad, where a legend is such a word.
const worded = ['{{state}}', '{{outcome}}', '{{result}}', '{{reason}}'];
const colors = {
  green: ['done', 'ok', 'success'],
  blue: ['reused', 'running', 'renewed'],
  yellow: ['partial', 'interrupted', 'budget', 'limited', 'rate_limited', 'denied', 'unsupported'],
  orange: ['too_many_at_once', 'daily', 'overloaded'],
  red: ['failed', 'broken', 'rejected', 'refused'],
};

const steps = ([first, ...others]) =>
  new dashboard.ThresholdsConfigBuilder()
    .mode(dashboard.ThresholdsMode.Absolute)
    .steps([{ value: null, color: first }, ...others.map(([value, color]) => ({ value, color }))]);

function target({ expr, legend = '', instant = false, format }, place) {
  const query = new prometheus.DataqueryBuilder()
    .datasource(source)
    .refId(String.fromCharCode('A'.charCodeAt(0) + place))
    .expr(expr)
    .legendFormat(legend);
  if (format) query.format(format);
  return instant ? query.instant() : query.range();
}

function panel(builder, spec, { width, height }) {
  const { title, what, good, otherwise, unit, queries, min, max, thresholds, none } = spec;
  builder
    .title(title)
    .description([what, `**Good:** ${good}`, `**Otherwise:** ${otherwise}`].filter(Boolean).join('\n\n'))
    .datasource(source)
    .span(spec.width ?? width)
    .height(spec.height ?? height)
    .unit(unit)
    .targets(queries.map(target));
  if (min !== undefined) builder.min(min);
  if (max !== undefined) builder.max(max);
  if (thresholds) builder.thresholds(steps(thresholds));
  if (none) builder.noValue(none);
  if (queries.some(({ legend }) => worded.includes(legend))) {
    for (const [color, words] of Object.entries(colors)) {
      builder.overrideByRegexp(`/^(${words.join('|')})$/`, [fixed(color)]);
    }
  }
  return { builder, scenario: spec.scenario ?? 'steady', may_be_zero: spec.may_be_zero ?? false };
}

// Without thresholds Grafana draws whatever is over 80 in red.
const one_color = ['blue'];

const last = new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']);

// One figure: what is true now. `named` shows the series' name instead, where the name is the news.
export function tile(spec) {
  const queries = spec.queries.map((query) => ({ ...query, instant: true }));
  const builder = new stat.PanelBuilder()
    .reduceOptions(last)
    .graphMode(common.BigValueGraphMode.None)
    .textMode(spec.named ? common.BigValueTextMode.Name : common.BigValueTextMode.Value);
  return panel(builder, { thresholds: one_color, ...spec, queries }, { width: 4, height: 4 });
}

// Curves over time; `stacked` where they add up, `line_at` draws a bound.
export function lines(spec) {
  const legend = new common.VizLegendOptionsBuilder()
    .displayMode(common.LegendDisplayMode.List)
    .placement(common.LegendPlacement.Bottom)
    .showLegend(true);
  const tooltip = new common.VizTooltipOptionsBuilder()
    .mode(common.TooltipDisplayMode.Multi)
    .sort(common.SortOrder.Descending);
  const builder = new timeseries.PanelBuilder()
    .legend(legend)
    .tooltip(tooltip)
    .lineWidth(1)
    .fillOpacity(spec.stacked ? 40 : 0);
  if (spec.stacked) builder.stacking(new common.StackingConfigBuilder().mode(common.StackingMode.Normal));
  if (spec.bars) builder.drawStyle(common.GraphDrawStyle.Bars).fillOpacity(80);
  if (spec.line_at !== undefined) {
    builder.thresholdsStyle(
      new common.GraphThresholdsStyleConfigBuilder().mode(common.GraphThresholdsStyleMode.Dashed),
    );
  }
  const thresholds = spec.line_at === undefined ? undefined : ['green', [spec.line_at, 'red']];
  return panel(builder, { min: 0, thresholds, ...spec }, { width: 8, height: 8 });
}

// A histogram's buckets over time.
export function heat(spec) {
  const queries = spec.queries.map((query) => ({ ...query, legend: '{{le}}', format: 'heatmap' }));
  const builder = new heatmap.PanelBuilder()
    .yAxis(new heatmap.YAxisConfigBuilder().unit(spec.unit))
    .color(
      new heatmap.HeatmapColorOptionsBuilder()
        .mode(heatmap.HeatmapColorMode.Scheme)
        .scheme('Spectral')
        .steps(64)
        .reverse(true),
    );
  return panel(builder, { ...spec, queries }, { width: 8, height: 8 });
}

// Which of several states hold, one row each: 1 while it does.
export function states(spec) {
  const mapping = {
    type: dashboard.MappingType.ValueToText,
    options: { 0: { text: 'no', color: 'transparent', index: 0 }, 1: { text: 'yes', color: spec.color, index: 1 } },
  };
  const builder = new statetimeline.PanelBuilder()
    .mappings([mapping])
    .showValue(common.VisibilityMode.Never)
    .fillOpacity(80)
    .legend(new common.VizLegendOptionsBuilder().showLegend(false));
  return panel(builder, { unit: 'none', ...spec }, { width: 8, height: 8 });
}

// A bar for each series: amounts over the whole time shown.
export function bars(spec) {
  const queries = spec.queries.map((query) => ({ ...query, instant: true }));
  const builder = new bargauge.PanelBuilder()
    .reduceOptions(last)
    .orientation(common.VizOrientation.Horizontal)
    .displayMode(common.BarGaugeDisplayMode.Basic);
  return panel(builder, { thresholds: one_color, ...spec, queries }, { width: 8, height: 8 });
}
