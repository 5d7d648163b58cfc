#!/usr/bin/env node
// Pictures of the control law's runs, from the traces of `bench_control --traces FILE`: an SVG a scenario, and a page of
// all of them. No network, no packages.
//
//   node pictures.mjs TRACES FOLDER            all, and index.html
//   node pictures.mjs TRACES FOLDER SLUG...    only these, without a page; a slug is a scenario's name as a file's
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const classes = {
  knee: ["Knees", "The org serves so many calls at once; more of them only queue."],
  tail: ["Heavy tails and mixed kinds", "Some calls take far longer than others. That is no queue."],
  growing: ["Latency that grows with load", "Each call makes the others slower; too many cost throughput."],
  moving: ["Moving capacity", "The org becomes slower, faster, busy with others, or goes away for a while."],
  faults: ["Faults", "Calls fail for reasons that say nothing of the load."],
  rate: ["Rate limits", "The org counts calls a second or a minute, and refuses the rest."],
  cap: ["Caps", "The org refuses or drops what is too much at once."],
  short: ["Short runs", "Few calls, with and without what earlier runs have learnt."],
  start: ["Starts", "From a number of workers that is far too small or far too great."],
  shared: ["Shared orgs", "Several runs at once against one org. Workers and calls are those of all runs."],
};

const width = 760;
const left = 84;
const right = 16;
const plotted = width - left - right;
const glyph = 6.1; // mean width of a letter at 11.5 px

// Blue is what Sluice allows, green what happens, dashed what the org could truly bear: Okabe and Ito's colours, which
// stay apart for colour-blind eyes.
const light = "--paper:#fff;--ink:#1c2126;--soft:#5b6670;--grid:#e3e7ea;--allowed:#0067a5;--happens:#00795a;" +
  "--area:#00795a2b;--refused:#c24400;--failed:#8a5a83";
const dark = "--paper:#161a1e;--ink:#eef1f4;--soft:#a3aeb8;--grid:#2c333a;--allowed:#62b8f0;--happens:#2fc79a;" +
  "--area:#2fc79a33;--refused:#ff8a4c;--failed:#d3a0cc";
const style = `svg{${light}}@media(prefers-color-scheme:dark){svg{${dark}}}` +
  "text{font:11.5px system-ui,'Segoe UI','DejaVu Sans',sans-serif;fill:var(--soft)}" +
  ".name{font-size:16px;font-weight:650;fill:var(--ink)}.sentence{font-size:13px}.panel{font-weight:650;fill:var(--ink)}" +
  ".grid{stroke:var(--grid);fill:none}.axis{stroke:var(--soft);fill:none}" +
  ".area{fill:var(--area)}.happens{stroke:var(--happens);stroke-width:1.5;fill:none;stroke-linejoin:round}" +
  ".allowed{stroke:var(--allowed);stroke-width:1.8;fill:none}" +
  ".truth{stroke:var(--ink);stroke-width:1.5;stroke-dasharray:6 4;fill:none}" +
  ".refused{stroke:var(--refused);stroke-width:1.5}.failed{stroke:var(--failed);stroke-width:1.5}" +
  ".binds{stroke:var(--soft);stroke-width:7}";

const escaped = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const rounded = (x) => String(Math.round(x * 10) / 10);
const most = (list) => list.reduce((a, b) => Math.max(a, b ?? 0), 0);
const slugOf = (name) => name.toLowerCase().replace(/%/g, " percent").replace(/[^a-z0-9]+/g, "-");

// Round steps that divide `span` in at most `parts`.
function step(span, parts) {
  const rough = span / parts;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((n) => n * power).find((s) => s >= rough);
}

function ticks(top, parts) {
  const by = step(top, parts);
  return Array.from({ length: Math.floor(top / by + 1e-9) + 1 }, (_, i) => i * by);
}

// The figure as people say it.
function told(x) {
  return x >= 100 ? Math.round(x).toLocaleString("en-GB") : String(Number(x.toPrecision(2)));
}

// A curve through points; gaps where y is null, and no point that lies on the line of its neighbours.
function curve(points) {
  const parts = [];
  let last;
  let before;
  for (const [x, y] of points) {
    if (y === null) {
      last = before = undefined;
      continue;
    }
    const straight = before && last && Math.abs((last[1] - before[1]) * (x - last[0]) - (y - last[1]) * (last[0] - before[0])) < 0.3;
    if (straight) parts.pop();
    else before = last;
    parts.push(`${last ? "L" : "M"}${rounded(x)} ${rounded(y)}`);
    last = [x, y];
  }
  return parts.join("");
}

// What holds for a stretch and then changes at once; null: nothing holds.
function stairs(xs, ys) {
  let path = "";
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
function stretches(xs, is) {
  const found = [];
  for (let i = 1; i < xs.length; i += 1) {
    if (!is(i - 1)) continue;
    const last = found.at(-1);
    if (last && last[1] === xs[i - 1]) last[1] = xs[i];
    else found.push([xs[i - 1], xs[i]]);
  }
  return found;
}

class Picture {
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

  text(x, y, words, cls = "", anchor = "start") {
    this.parts.push(`<text x="${rounded(x)}" y="${rounded(y)}"${cls && ` class="${cls}"`}` +
      `${anchor === "start" ? "" : ` text-anchor="${anchor}"`}>${escaped(words)}</text>`);
  }

  line(cls, path) {
    if (path) this.parts.push(`<path class="${cls}" d="${path}"/>`);
  }

  // A panel's name, and what its lines are.
  heading(name, legend) {
    this.y += 26;
    this.text(left, this.y, name, "panel");
    let x = left + name.length * (glyph + 0.6) + 18;
    for (const [cls, words] of legend) {
      if (cls === "area") this.parts.push(`<path class="area" d="M${rounded(x)} ${this.y - 9}h20v9h-20z"/><path class="happens" d="M${rounded(x)} ${this.y - 9}h20"/>`);
      else this.line(cls, `M${rounded(x)} ${this.y - 4}h20`);
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
      this.line("grid", `M${left} ${rounded(at(m))}h${plotted}`);
      this.text(left - 7, at(m) + 4, told(m), "", "end");
    }
    this.y += height;
    return { at, top, bottom: this.y };
  }

  clipped(f, draw) {
    const id = `c${this.parts.length}`;
    this.parts.push(`<clipPath id="${id}"><path d="M${left} ${rounded(f.top - 2)}h${plotted}V${rounded(f.bottom + 1)}h-${plotted}z"/></clipPath>`,
      `<g clip-path="url(#${id})">`);
    draw();
    this.parts.push("</g>");
  }

  area(f, values) {
    const points = values.map((v, i) => [this.middles[i], f.at(v)]);
    const path = curve(points);
    this.line("area", `${path}V${rounded(f.bottom)}H${rounded(points[0][0])}z`);
    this.line("happens", path);
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
    this.heading("Workers", [["area", "calls in flight"], ["allowed", "allowed by Sluice"],
      ...(inside ? [["truth", "the org is full here"]] : [])]);
    const f = this.frame(132, ticks(top, 5), (v) => v / top);
    if (!inside) this.text(width - right, f.top + 9, `the org is full at ${told(most(knee))}`, "", "end");
    this.area(f, in_flight);
    this.steps("allowed", f, window);
    if (inside) this.steps("truth", f, knee);
  }

  calls() {
    const { ok, pace, possible } = this.s.series;
    const peak = most(ok);
    const top = 1.08 * Math.max(Math.min(peak, 2.5 * most(possible)), most(possible));
    const paced = pace.some((p) => p !== null && p <= top);
    this.heading("Calls a second", [["area", "answered"], ...(paced ? [["allowed", "pace set by Sluice"]] : []),
      ["truth", "the most that can be had"]]);
    const f = this.frame(92, ticks(top, 4), (v) => v / top);
    this.clipped(f, () => {
      this.area(f, ok);
      this.steps("allowed", f, pace);
      this.steps("truth", f, possible);
    });
    if (peak > top) {
      const x = this.middles[ok.indexOf(peak)];
      this.text(Math.min(x + 6, width - right - 70), f.top + 9, `\u2191 ${told(peak)} a second`);
    }
  }

  latency() {
    const { latency } = this.s.series;
    const known = latency.filter((v) => v !== null);
    const low = Math.min(0.8, 0.95 * Math.min(...known));
    const high = Math.max(4.4, 1.1 * most(known));
    const all = [0.1, 0.2, 0.5, 1, 2, 4, 10, 20, 50, 100, 200, 500].filter((m) => m >= low && m <= high);
    const place = (v) => Math.log(v / low) / Math.log(high / low);
    this.heading("Latency, as a multiple of that without a queue", [["happens", "a typical call"]]);
    const f = this.frame(80, all, place);
    this.line("axis", `M${left} ${rounded(f.at(1))}h${plotted}`);
    this.line("happens", curve(latency.map((v, i) => [this.middles[i], v === null ? null : f.at(v)])));
  }

  // Ticks where calls were refused or failed: the higher, the more of them.
  ends(cls, word) {
    const { at_s } = this.s.series;
    const values = this.s.series[cls];
    const peak = most(values);
    if (peak === 0) return;
    const n = Math.round(values.reduce((sum, v, i) => sum + v * (at_s[i] - this.times[i]), 0));
    this.y += 21;
    this.text(left - 7, this.y, `${n.toLocaleString("en-GB")} ${word}`, "", "end");
    const path = values.map((v, i) => (v > 0 ? `M${rounded(this.middles[i])} ${this.y}v-${rounded(5 + 9 * Math.sqrt(v / peak))}` : ""));
    this.line("grid", `M${left} ${this.y}h${plotted}`);
    this.line(cls, path.join(""));
  }

  // What Sluice took for the limit.
  binding() {
    const { binds } = this.s.series;
    const words = [...new Set(binds)].filter((w) => w !== "none" && binds.filter((b) => b === w).length * 50 >= binds.length);
    if (words.length === 0) return;
    this.heading("Limited by, as Sluice says", []);
    this.y += 3;
    for (const word of words) {
      this.y += 11;
      this.line("grid", `M${left} ${this.y - 4}h${plotted}`);
      this.line("binds", stretches(this.xs, (i) => binds[i] === word).map(([a, b]) => `M${rounded(a)} ${this.y - 4}H${rounded(b)}`).join(""));
      this.text(left - 7, this.y, word, "", "end");
      this.y += 3;
    }
  }

  timeAxis() {
    const minutes = this.end > 400;
    const unit = minutes ? 60 : 1;
    this.y += 6;
    this.line("axis", `M${left} ${this.y}h${plotted}`);
    for (const t of ticks(this.end / unit, 8)) {
      const x = this.x(t * unit);
      this.line("axis", `M${rounded(x)} ${this.y}v4`);
      if (x < width - right - 60) this.text(x, this.y + 17, told(t), "", "middle");
    }
    this.text(width - right, this.y + 17, minutes ? "minutes" : "seconds", "", "end");
    this.y += 26;
  }

  svg() {
    this.text(left, 26, this.s.name, "name");
    this.text(left, 46, this.s.sentence, "sentence");
    this.y = 48;
    this.workers();
    this.calls();
    this.latency();
    this.ends("refused", "refused");
    this.ends("failed", "failed");
    this.binding();
    this.timeAxis();
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${this.y}" width="${width}" height="${this.y}" role="img" aria-labelledby="t d">` +
      `<title id="t">${escaped(this.s.name)}</title><desc id="d">${escaped(this.s.sentence)}</desc><style>${style}</style>` +
      `<rect width="${width}" height="${this.y}" rx="8" fill="var(--paper)"/>\n${this.parts.join("\n")}\n</svg>\n`;
  }
}

const pageStyle = `:root{color-scheme:light dark;${light}--ground:#f4f6f7}@media(prefers-color-scheme:dark){:root{${dark}--ground:#0e1114}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,"Segoe UI","DejaVu Sans",sans-serif}
main,header{max-width:1600px;margin:0 auto;padding:0 24px}header{padding-top:40px}h1{font-size:30px;line-height:1.2;margin:0 0 12px}
h2{font-size:22px;margin:48px 0 2px}p{margin:0 0 14px;max-width:46em}.soft{color:var(--soft)}
nav{display:flex;flex-wrap:wrap;gap:8px;margin:22px 0}nav a{padding:4px 12px;border:1px solid var(--grid);border-radius:16px;background:var(--paper);color:var(--ink);text-decoration:none}
nav a:hover,nav a:focus-visible{border-color:var(--allowed)}
.all{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,600px),1fr));gap:20px;align-items:start}
.all a{display:block;border:1px solid var(--grid);border-radius:8px;overflow:hidden;background:var(--paper)}.all img{display:block;width:100%;height:auto}
.key b{font-weight:650}.allowed{color:var(--allowed)}.happens{color:var(--happens)}.refused{color:var(--refused)}.failed{color:var(--failed)}`;

function page(drawn, seed) {
  const groups = Object.keys(classes).filter((c) => drawn.some((d) => d.s.class === c));
  const links = groups.map((c) => `<a href="#${c}">${classes[c][0]}</a>`).join("");
  const sections = groups.map((c) => {
    const figures = drawn.filter((d) => d.s.class === c).map(({ s, slug, height }) =>
      `<a href="${slug}.svg"><img src="${slug}.svg" width="${width}" height="${height}" loading="lazy" alt="${escaped(`${s.name}: ${s.sentence}`)}"></a>`);
    return `<section><h2 id="${c}">${classes[c][0]}</h2><p class="soft">${classes[c][1]}</p>\n<div class="all">\n${figures.join("\n")}\n</div></section>`;
  });
  return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>How Sluice finds an org's limits</title><style>${pageStyle}</style></head>
<body><header><h1>How Sluice finds an org\u2019s limits</h1>
<p>Each picture is one run against a simulated org, in virtual time, under seed ${seed}. Sluice is told nothing of the org: what it knows, it has found out.</p>
<p class="key"><b class="allowed">Blue</b> is what Sluice allows, <b class="happens">green</b> what happens. <b>Dashed</b> is what the org can truly bear at that moment, which only the simulator knows. Small ticks are calls that were <b class="refused">refused</b> or have <b class="failed">failed</b>. The closer blue and green follow the dashed line, and the flatter the latency, the better.</p>
<nav>${links}</nav></header>
<main>${sections.join("\n")}<p class="soft" style="margin:48px 0">${drawn.length} runs.</p></main></body></html>
`;
}

const [file, folder, ...slugs] = process.argv.slice(2);
if (!folder) {
  console.error("usage: pictures.mjs TRACES FOLDER [SLUG...]");
  process.exit(2);
}
const { seed, scenarios } = JSON.parse(readFileSync(file, "utf8"));
const missing = slugs.filter((slug) => !scenarios.some((s) => slugOf(s.name) === slug));
if (missing.length > 0) {
  console.error(`pictures.mjs: no run in ${file} is called ${missing.join(", ")}`);
  process.exit(1);
}
mkdirSync(folder, { recursive: true });
const drawn = [];
for (const s of scenarios) {
  const slug = slugOf(s.name);
  if (slugs.length > 0 && !slugs.includes(slug)) continue;
  const p = new Picture(s);
  writeFileSync(join(folder, `${slug}.svg`), p.svg());
  drawn.push({ s, slug, height: p.y });
}
if (slugs.length === 0) writeFileSync(join(folder, "index.html"), page(drawn, seed));
console.log(`${drawn.length} pictures in ${folder}`);
