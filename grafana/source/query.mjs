// PromQL as the dashboards write it: every selector asks for the job, instance and org chosen above.

const chosen = 'job=~"$job",instance=~"$instance",org="$org"';

export const of = (metric, more = '') => `${metric}{${chosen}${more && `,${more}`}}`;

export const rate = (counter, more) => `rate(${of(counter, more)}[$__rate_interval])`;
export const increase = (counter, more) => `increase(${of(counter, more)}[$__rate_interval])`;
export const increaseShown = (counter, more) => `increase(${of(counter, more)}[$__range])`;

export const sum = (expression) => `sum(${expression})`;
export const sumBy = (labels, expression) => `sum by (${labels}) (${expression})`;
// For facts that several series tell alike: a run's own port, a Pushgateway, a text file.
export const max = (expression) => `max(${expression})`;
export const maxBy = (labels, expression) => `max by (${labels}) (${expression})`;

// A quantile of nothing is NaN; the comparison leaves it out.
export const quantile = (q, histogram, label) =>
  `histogram_quantile(${q}, sum by (${label ? `le, ${label}` : 'le'}) (${rate(`${histogram}_bucket`)})) >= 0`;

export const mean = (histogram, label) => {
  const of_all = label ? (expression) => sumBy(label, expression) : sum;
  return `${of_all(rate(`${histogram}_sum`))} / (${of_all(rate(`${histogram}_count`))} > 0)`;
};

export const since = (timestamp) => `time() - max(${of(timestamp)} > 0)`;
