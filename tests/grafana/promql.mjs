// PromQL, read by Prometheus's own grammar: is it sound, and what does it select?
import { parser } from '@prometheus-io/lezer-promql';

// Grafana's variables, as durations that nobody would write; those inside strings stay as they are.
export const rate_interval = '8869990s';
const shown_range = '6069770s';

const expanded = (expression) =>
  expression.replaceAll('$__rate_interval', rate_interval).replaceAll('$__range', shown_range);

// What lies above a node, nearest first.
function* above(node) {
  for (let each = node.parent; each; each = each.parent) yield each;
}

export function error_in(expression) {
  const text = expanded(expression);
  if (!text.trim()) return 'it is empty';
  let error;
  parser.parse(text).iterate({
    enter: (node) => {
      if (node.type.isError)
        error ??= `"${text.slice(0, node.from)}" is followed by something that fits in no expression`;
    },
  });
  return error;
}

// Every selector: {metric, matchers: [{label, op, value}], range, call}, where `range` is the text of [...] if it has
// one and `call` the name of the function that takes it.
export function selectors_of(expression) {
  const text = expanded(expression);
  const of = (node) => text.slice(node.from, node.to);
  const found = [];
  parser.parse(text).iterate({
    enter: ({ node }) => {
      if (node.name !== 'VectorSelector') return;
      const name = node.getChild('Identifier');
      const matchers = (node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? []).map((matcher) => ({
        label: of(matcher.getChild('LabelName')),
        op: of(matcher.getChild('MatchOp')),
        value: of(matcher.getChild('StringLiteral')).slice(1, -1),
      }));
      const matrix = node.parent?.name === 'MatrixSelector' ? node.parent : undefined;
      const range = matrix && of(matrix.getChild('DurationExpr'));
      const call = matrix && [...above(matrix)].find((each) => each.name === 'FunctionCall');
      found.push({
        metric: name ? of(name) : '',
        matchers,
        range,
        call: call && of(call.getChild('FunctionIdentifier')),
      });
    },
  });
  return found;
}
