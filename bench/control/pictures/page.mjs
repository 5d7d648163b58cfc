// One page of all the pictures, by class.
import { colours, escaped } from './look.mjs';
import { width } from './picture.mjs';

const classes = {
  knee: ['Knees', 'The org serves so many calls at once; more of them only queue.'],
  tail: ['Heavy tails and mixed kinds', 'Some calls take far longer than others. That is no queue.'],
  growing: ['Latency that grows with load', 'Each call makes the others slower; too many cost throughput.'],
  moving: ['Moving capacity', 'The org becomes slower, faster, busy with others, or goes away for a while.'],
  faults: ['Faults', 'Calls fail for reasons that say nothing of the load.'],
  rate: ['Rate limits', 'The org counts calls a second or a minute, and refuses the rest.'],
  cap: ['Caps', 'The org refuses or drops what is too much at once.'],
  short: ['Short runs', 'Few calls, with and without what earlier runs have learnt.'],
  start: ['Starts', 'From a number of workers that is far too small or far too great.'],
  shared: ['Shared orgs', 'Several runs at once against one org. Workers and calls are those of all runs.'],
};

const style = `${colours(':root')}
:root{color-scheme:light dark}*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,Segoe UI,DejaVu Sans,sans-serif}
main,header{max-width:1600px;margin:0 auto;padding:0 24px}header{padding-top:40px}main{padding-bottom:48px}
h1{font-size:30px;line-height:1.2;margin:0 0 12px}h2{font-size:22px;margin:48px 0 2px}
p{margin:0 0 14px;max-width:46em}.soft{color:var(--soft)}
nav{display:flex;flex-wrap:wrap;gap:8px;margin:22px 0}
nav a{padding:4px 12px;border:1px solid var(--grid);border-radius:16px;background:var(--paper);color:var(--ink);
text-decoration:none}nav a:hover,nav a:focus-visible{border-color:var(--allowed)}
.all{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,600px),1fr));gap:20px;align-items:start}
.all a{display:block;border:1px solid var(--grid);border-radius:8px;overflow:hidden;background:var(--paper)}
.all img{display:block;width:100%;height:auto}
.allowed{color:var(--allowed)}.happens{color:var(--happens)}.refused{color:var(--refused)}.failed{color:var(--failed)}`;

function figure({ s, slug, height }) {
  const alt = escaped(`${s.name}: ${s.sentence}`);
  const size = `width="${width}" height="${height}"`;
  return `<a href="${slug}.svg"><img src="${slug}.svg" ${size} loading="lazy" alt="${alt}"></a>`;
}

function section(cls, drawn) {
  const [name, sentence] = classes[cls] ?? [cls, ''];
  return `<section><h2 id="${cls}">${name}</h2><p class="soft">${sentence}</p>
<div class="all">
${drawn.map(figure).join('\n')}
</div></section>`;
}

/// `drawn`: a list of {s: the scenario, slug, height}.
export function page(drawn, seed) {
  const present = [...new Set(drawn.map((d) => d.s.class))];
  const link = (cls) => `<a href="#${cls}">${(classes[cls] ?? [cls])[0]}</a>`;
  return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>How Sluice finds an org\u2019s limits</title><style>${style}</style></head>
<body><header><h1>How Sluice finds an org\u2019s limits</h1>
<p>Each picture is one run against a simulated org, in virtual time, under seed ${seed}. Unless the picture says
otherwise, Sluice was told nothing of the org: what it knows, it has found out.</p>
<p><b class="allowed">Blue</b> is what Sluice allows, <b class="happens">green</b> what happens. <b>Dashed</b> is what
the org can truly bear at that moment, which only the simulator knows. Small ticks are calls that were
<b class="refused">refused</b> or that <b class="failed">failed</b>. The closer blue and green follow the dashed line,
and the flatter the latency, the better.</p>
<nav>${present.map(link).join('')}</nav></header>
<main>${present.map((cls) => section(cls, drawn.filter((d) => d.s.class === cls))).join('\n')}</main></body></html>
`;
}
