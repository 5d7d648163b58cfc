#!/usr/bin/env node
// Pictures of the control law's runs, from the traces of `bench_control --traces FILE`: an SVG a scenario, and a page
// of all of them. No network, no packages.
//
//   pictures.mjs TRACES FOLDER            all, and index.html
//   pictures.mjs TRACES FOLDER SLUG...    only these, without a page; a slug is a scenario's name as a file's
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { page } from './pictures/page.mjs';
import { Picture } from './pictures/picture.mjs';

const slugOf = (name) => name.toLowerCase().replace(/%/g, ' percent').replace(/[^a-z0-9]+/g, '-');

const [file, folder, ...slugs] = process.argv.slice(2);
if (!folder) {
  console.error('usage: pictures.mjs TRACES FOLDER [SLUG...]');
  process.exit(2);
}
const { seed, scenarios } = JSON.parse(readFileSync(file, 'utf8'));
const all = scenarios.map((s) => ({ s, slug: slugOf(s.name) }));
const missing = slugs.filter((slug) => !all.some((a) => a.slug === slug));
if (missing.length > 0) {
  console.error(`pictures.mjs: no run in ${file} is called ${missing.join(', ')}`);
  process.exit(1);
}
const drawn = slugs.length > 0 ? all.filter((a) => slugs.includes(a.slug)) : all;
mkdirSync(folder, { recursive: true });
for (const d of drawn) {
  const p = new Picture(d.s);
  writeFileSync(join(folder, `${d.slug}.svg`), p.svg());
  d.height = p.y;
}
if (slugs.length === 0) writeFileSync(join(folder, 'index.html'), page(drawn, seed));
console.log(`${drawn.length} pictures in ${folder}`);
