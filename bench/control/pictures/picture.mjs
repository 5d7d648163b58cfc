// One run as a picture: three panels on one axis of time, and below them what was refused, what failed and what Sluice
// took for the limit.
import { colours, escaped } from './look.mjs';
import { curve, most, rounded, stairs, stretches, ticks, told } from './paths.mjs';

export const width = 760;
const left = 84;
const right = 16;
const plotted = width - left - right;
const glyph = 6.1; // mean width of a letter at 11.5 px

const style = `${colours('svg')}
text{font:11.5px system-ui,Segoe UI,DejaVu Sans,sans-serif;fill:var(--soft)}
.name{font-size:16px;font-weight:650;fill:var(--ink)}.sentence{font-size:13px}.panel{font-weight:650;fill:var(--ink)}
.note{paint-order:stroke;stroke:var(--paper);stroke-width:4px}
.grid{stroke:var(--grid);fill:none}.axis{stroke:var(--soft);fill:none}
.area{fill:var(--area)}.happens{stroke:var(--happens);stroke-width:1.5;fill:none;stroke-linejoin:round}
.allowed{stroke:var(--allowed);stroke-width:1.8;fill:none}
.truth{stroke:var(--ink);stroke-width:1.5;stroke-dasharray:6 4;fill:none}
.refused{stroke:var(--refused);stroke-width:1.5}.failed{stroke:var(--failed);stroke-width:1.5}
.binds{stroke:var(--soft);stroke-width:7}`;

export class Picture {
  constructor(s) {
    this.s = s;
    this.y = 0;
    this.parts = [];
    // The first point stands for the stretch before it.
    this.times = [0, ...s.series.at_s];
    this.end = Math.max(s.run_s, s.series.at_s.at(-1));
    this.xs = this.times.map((t) => this.x(t));
    this.middles = s.series.at_s.map((t, i) => this.x((t + this.times[i]) / 2));
  }

  x(t) {
    return left + (t / this.end) * plotted;
  }

  text(x, y, words, cls = '', anchor = 'start') {
    this.parts.push(`<text x="${rounded(x)}" y="${rounded(y)}"${cls && ` class="${cls}"`}` +
      `${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}>${escaped(words)}</text>`);
  }

  line(cls, path) {
    if (path) this.parts.push(`<path class="${cls}" d="${path}"/>`);
  }

  // A panel's name, and what its lines are.
  heading(name, legend) {
    this.y += 26;
    this.text(left, this.y, name, 'panel');
    let x = left + name.length * (glyph + 0.6) + 18;
    for (const [cls, words] of legend) {
      if (cls === 'area') {
        this.line('area', `M${rounded(x)} ${this.y - 9}h20v9h-20z`);
        this.line('happens', `M${rounded(x)} ${this.y - 9}h20`);
      } else {
        this.line(cls, `M${rounded(x)} ${this.y - 4}h20`);
      }
      this.text(x + 26, this.y, words);
      x += 26 + words.length * glyph + 16;
    }
    this.y += 8;
  }

  // Opens a plot of `height` with lines across it at `marks`; `place` says where a value lies in it, from 0 to 1.
  frame(height, marks, place) {
    const top = this.y;
    const at = (v) => top + height * (1 - place(v));
    for (const m of marks) {
      this.line('grid', `M${left} ${rounded(at(m))}h${plotted}`);
      this.text(left - 7, at(m) + 4, told(m), '', 'end');
    }
    this.y += height;
    return { at, top, bottom: this.y };
  }

  clipped(f, draw) {
    const id = `c${this.parts.length}`;
    const inside = `M${left} ${rounded(f.top - 2)}h${plotted}V${rounded(f.bottom + 1)}h-${plotted}z`;
    this.parts.push(`<clipPath id="${id}"><path d="${inside}"/></clipPath><g clip-path="url(#${id})">`);
    draw();
    this.parts.push('</g>');
  }

  area(f, values) {
    const points = values.map((v, i) => [this.middles[i], f.at(v)]);
    const path = curve(points);
    this.line('area', `${path}V${rounded(f.bottom)}H${rounded(points[0][0])}z`);
    this.line('happens', path);
  }

  steps(cls, f, values) {
    // A value holds from the end of the stretch before its own.
    const ys = values.map((v) => (v === null ? null : f.at(v)));
    this.line(cls, stairs(this.xs, [...ys, ys.at(-1)]));
  }

  workers() {
    const { window, in_flight, knee } = this.s.series;
    const highest = Math.max(most(window), most(in_flight), 4);
    const inside = knee.every((k) => k <= 2 * highest);
    const top = 1.06 * Math.max(highest, inside ? most(knee) : 0);
    this.heading('Workers', [['area', 'calls in flight'], ['allowed', 'allowed by Sluice'],
      ...(inside ? [['truth', 'the org is full here']] : [])]);
    const f = this.frame(132, ticks(top, 5), (v) => v / top);
    if (!inside) this.text(width - right, f.top + 9, `the org is full at ${told(most(knee))}`, 'note', 'end');
    this.area(f, in_flight);
    this.steps('allowed', f, window);
    if (inside) this.steps('truth', f, knee);
  }

  calls() {
    const { ok, pace, possible } = this.s.series;
    const peak = most(ok);
    const top = 1.08 * Math.max(Math.min(peak, 2.5 * most(possible)), most(possible));
    const paced = pace.some((p) => p !== null && p <= top);
    this.heading('Calls a second', [['area', 'answered'], ...(paced ? [['allowed', 'pace set by Sluice']] : []),
      ['truth', 'the most that can be had']]);
    const f = this.frame(92, ticks(top, 4), (v) => v / top);
    this.clipped(f, () => {
      this.area(f, ok);
      this.steps('allowed', f, pace);
      this.steps('truth', f, possible);
    });
    if (peak > top) {
      const x = this.middles[ok.indexOf(peak)];
      this.text(Math.min(x + 6, width - right - 70), f.top + 9, `\u2191 ${told(peak)} a second`, 'note');
    }
  }

  latency() {
    const { latency } = this.s.series;
    const known = latency.filter((v) => v !== null);
    const low = Math.min(0.8, 0.95 * Math.min(...known));
    const high = Math.max(4.4, 1.1 * most(known));
    const all = [0.1, 0.2, 0.5, 1, 2, 4, 10, 20, 50, 100, 200, 500].filter((m) => m >= low && m <= high);
    const place = (v) => Math.log(v / low) / Math.log(high / low);
    this.heading('Latency, as a multiple of that without a queue', [['happens', 'a typical call']]);
    const f = this.frame(80, all, place);
    this.line('axis', `M${left} ${rounded(f.at(1))}h${plotted}`);
    this.line('happens', curve(latency.map((v, i) => [this.middles[i], v === null ? null : f.at(v)])));
  }

  // Ticks where calls were refused or failed: the higher, the more of them.
  ends(cls) {
    const { at_s } = this.s.series;
    const values = this.s.series[cls];
    const peak = most(values);
    if (peak === 0) return;
    const n = Math.round(values.reduce((sum, v, i) => sum + v * (at_s[i] - this.times[i]), 0));
    this.y += 21;
    this.text(left - 7, this.y, `${n.toLocaleString('en-GB')} ${cls}`, '', 'end');
    const tick = (x, v) => `M${rounded(x)} ${this.y}v-${rounded(5 + 9 * Math.sqrt(v / peak))}`;
    this.line('grid', `M${left} ${this.y}h${plotted}`);
    this.line(cls, values.map((v, i) => (v > 0 ? tick(this.middles[i], v) : '')).join(''));
  }

  // What Sluice took for the limit.
  binding() {
    const { binds } = this.s.series;
    const often = (word) => binds.filter((b) => b === word).length * 50 >= binds.length;
    const words = [...new Set(binds)].filter((word) => word !== 'none' && often(word));
    if (words.length === 0) return;
    this.heading('Limited by, as Sluice says', []);
    this.y += 3;
    for (const word of words) {
      this.y += 12;
      this.line('grid', `M${left} ${this.y - 4}h${plotted}`);
      const bars = stretches(this.xs, (i) => binds[i] === word);
      this.line('binds', bars.map(([a, b]) => `M${rounded(a)} ${this.y - 4}H${rounded(b)}`).join(''));
      this.text(left - 7, this.y, word, '', 'end');
      this.y += 3;
    }
  }

  timeAxis() {
    const minutes = this.end > 400;
    const unit = minutes ? 60 : 1;
    this.y += 6;
    this.line('axis', `M${left} ${this.y}h${plotted}`);
    for (const t of ticks(this.end / unit, 8)) {
      const x = this.x(t * unit);
      this.line('axis', `M${rounded(x)} ${this.y}v4`);
      if (x < width - right - 60) this.text(x, this.y + 17, told(t), '', 'middle');
    }
    this.text(width - right, this.y + 17, minutes ? 'minutes' : 'seconds', '', 'end');
    this.y += 26;
  }

  svg() {
    this.text(left, 26, this.s.name, 'name');
    this.text(left, 46, this.s.sentence, 'sentence');
    this.y = 48;
    this.workers();
    this.calls();
    this.latency();
    this.ends('refused');
    this.ends('failed');
    this.binding();
    this.timeAxis();
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${this.y}" width="${width}" height="${this.y}"
 role="img" aria-labelledby="t d">
<title id="t">${escaped(this.s.name)}</title><desc id="d">${escaped(this.s.sentence)}</desc>
<style>${style}</style>
<rect width="${width}" height="${this.y}" rx="8" fill="var(--paper)"/>
${this.parts.join('\n')}
</svg>
`;
  }
}
