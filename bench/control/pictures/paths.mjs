// Numbers as people read them, and lists of numbers as the paths of an SVG.
export const rounded = (x) => String(Math.round(x * 10) / 10);
export const most = (list) => list.reduce((a, b) => Math.max(a, b ?? 0), 0);

// Round steps that divide `span` in at most `parts`.
function step(span, parts) {
  const rough = span / parts;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((n) => n * power).find((s) => s >= rough);
}

export function ticks(top, parts) {
  const by = step(top, parts);
  return Array.from({ length: Math.floor(top / by + 1e-9) + 1 }, (_, i) => i * by);
}

// The figure as people say it.
export function told(x) {
  return x >= 100 ? Math.round(x).toLocaleString('en-GB') : String(Number(x.toPrecision(2)));
}

const onLine = (a, b, c) => Math.abs((b[1] - a[1]) * (c[0] - b[0]) - (c[1] - b[1]) * (b[0] - a[0])) < 0.3;

// A curve through points; gaps where y is null, and no point that lies on the line of its neighbours.
export function curve(points) {
  const parts = [];
  let last;
  let before;
  for (const [x, y] of points) {
    if (y === null) {
      last = before = undefined;
      continue;
    }
    if (before && onLine(before, last, [x, y])) parts.pop();
    else before = last;
    parts.push(`${last ? 'L' : 'M'}${rounded(x)} ${rounded(y)}`);
    last = [x, y];
  }
  return parts.join('');
}

// What holds for a stretch and then changes at once; null: nothing holds.
export function stairs(xs, ys) {
  let path = '';
  let at = null;
  ys.forEach((y, i) => {
    const now = y === null ? null : rounded(y);
    if (now === at) return;
    const x = rounded(xs[i]);
    if (at !== null) path += `H${x}`;
    if (now !== null) path += at === null ? `M${x} ${now}` : `V${now}`;
    at = now;
  });
  return at === null ? path : `${path}H${rounded(xs.at(-1))}`;
}

// Stretches of points that `is` true of, as [from, to] of x.
export function stretches(xs, is) {
  const found = [];
  for (let i = 1; i < xs.length; i += 1) {
    if (!is(i - 1)) continue;
    const last = found.at(-1);
    if (last && last[1] === xs[i - 1]) last[1] = xs[i];
    else found.push([xs[i - 1], xs[i]]);
  }
  return found;
}
