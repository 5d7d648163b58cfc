// What the pictures and their page share. Blue is what Sluice allows, green what happens, ink what the org can truly
// bear: shades of Okabe and Ito's colours, which stay apart for colour-blind eyes.
const light = `--paper:#fff;--ground:#f4f6f7;--ink:#1c2126;--soft:#5b6670;--grid:#e3e7ea;--allowed:#0067a5;
--happens:#00795a;--area:#00795a2b;--refused:#c24400;--failed:#8a5a83`;
const dark = `--paper:#161a1e;--ground:#0e1114;--ink:#eef1f4;--soft:#a3aeb8;--grid:#2c333a;--allowed:#62b8f0;
--happens:#2fc79a;--area:#2fc79a33;--refused:#ff8a4c;--failed:#d3a0cc`;

export const colours = (root) => `${root}{${light}}\n@media(prefers-color-scheme:dark){${root}{${dark}}}`;

export const escaped = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
