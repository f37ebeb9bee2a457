/** How the report page looks: readable on a screen, in light and dark, and on paper, without anything from outside. */

/** Colours as `[light, dark]`; texts keep a contrast of at least 4.5 on `paper` and on `soft`. */
export const COLOURS = {
  paper: ["#ffffff", "#0d1117"],
  soft: ["#f6f8fa", "#161b22"],
  line: ["#d0d7de", "#3d444d"],
  ink: ["#1f2328", "#e6edf3"],
  dim: ["#57606a", "#9aa4af"],
  link: ["#0a58b8", "#6cb1ff"],
  pass: ["#17692f", "#4ac26b"],
  fail: ["#b3261e", "#ff7b72"],
  unknown: ["#855600", "#dba642"],
  waived: ["#6033b0", "#b794f6"],
  none: ["#57606a", "#9aa4af"],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

function variables(side: 0 | 1): string {
  return Object.entries(COLOURS)
    .map(([name, pair]) => `--${name}: ${pair[side]};`)
    .join(" ");
}

export const PAGE_STYLE = `
:root { color-scheme: light dark; ${variables(0)} }
@media (prefers-color-scheme: dark) { :root { ${variables(1)} } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); overflow-wrap: break-word; }
main { max-width: 72rem; margin: 0 auto; padding: 1.5rem; }
a { color: var(--link); text-decoration: none; } a[href^="#rule-"] { white-space: nowrap; } a:hover, a:focus-visible { text-decoration: underline; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { margin: 3rem 0 .6rem; font-size: 1.3rem; border-bottom: 1px solid var(--line); padding-bottom: .3rem; }
h3 { margin: 1.6rem 0 .4rem; font-size: 1.05rem; } p { margin: .4rem 0; max-width: 52rem; }
.dim { color: var(--dim); } .small { font-size: .85rem; }
.verdict { font-size: 1.15rem; font-weight: 600; border-left: 5px solid currentColor; padding: .3rem .8rem; margin: 1.2rem 0 .6rem; max-width: none; }
nav ul { list-style: none; margin: .3rem 0 0; padding: 0; } nav li { padding: .12rem 0; } nav li li { padding-left: .9rem; }
.tiles { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0; }
.tile { border: 1px solid var(--line); border-radius: 8px; padding: .5rem 1rem; min-width: 7.5rem; }
.tile b { display: block; font-size: 1.4rem; font-variant-numeric: tabular-nums; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); gap: .75rem; margin: 1rem 0; }
.card { border: 1px solid var(--line); border-radius: 8px; padding: .8rem 1rem; }
.card h3 { margin: 0 0 .2rem; } .card b { font-size: 1.05rem; }
.bar { display: flex; height: .6rem; border-radius: 4px; overflow: hidden; background: var(--line); margin: .5rem 0; }
.bar i { background: currentColor; display: block; border-right: 1px solid var(--paper); } .bar i:last-child { border: 0; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { background: var(--soft); font-weight: 600; } tr:last-child > td { border-bottom: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; } th.short { width: 8.5rem; } th.third { width: 34%; }
tr:target > td { background: var(--soft); } tr:target > td:first-child { box-shadow: inset 3px 0 0 var(--link); }
details { margin: .4rem 0; } td details { margin: 0; } summary { cursor: pointer; }
details.box { border: 1px solid var(--line); border-radius: 8px; } details.box > summary { padding: .45rem .8rem; border-radius: 8px; background: var(--soft); }
details.box > div { padding: .2rem .8rem .6rem; } details.box h3 { font-size: .95rem; margin-top: 1rem; } details.box h3:first-child { margin-top: .3rem; } summary:focus-visible, a:focus-visible { outline: 2px solid var(--link); outline-offset: 1px; }
.mark { font-weight: 600; }
.pass { color: var(--pass); } .fail, .error { color: var(--fail); } .unknown { color: var(--unknown); }
.waived { color: var(--waived); } .not-applicable, .not-evaluated { color: var(--none); }
code { font: .85em ui-monospace, monospace; color: var(--dim); }
ul.plain { margin: .3rem 0; padding-left: 1.2rem; } footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .8rem; }
@media (min-width: 75rem) {
  .page { display: grid; grid-template-columns: 15rem minmax(0, 72rem); justify-content: center; gap: 1rem; }
  nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding: 1.8rem 0 1.5rem 1rem; font-size: .9rem; }
  main { margin: 0; width: 100%; }
}
@media (max-width: 74.99rem) { nav { max-width: 72rem; margin: 0 auto; padding: 1.2rem 1.5rem 0; } }
@media (max-width: 40rem) {
  main { padding: 1rem; } nav { padding: 1rem 1rem 0; } .wide thead { display: none; }
  nav > ul { columns: 2; } nav li { break-inside: avoid; } .wide, .wide > tbody, .wide > tbody > tr, .wide > tbody > tr > td { display: block; width: auto; } .wide > tbody > tr { padding: .4rem 0; border-bottom: 1px solid var(--line); }
  .wide > tbody > tr > td { border: 0; padding: .1rem 0; text-align: left; } .wide td[data-label]::before { content: attr(data-label) ": "; color: var(--dim); }
}
@media print {
  :root { color-scheme: light; ${variables(0)} }
  body { font-size: 10pt; } .page { display: block; } nav { display: none; } main { max-width: none; padding: 0; }
  tr, .card, .tile { break-inside: avoid; } h2, h3, summary { break-after: avoid; } thead { display: table-header-group; }
  details.clauses::details-content { content-visibility: visible; display: block; height: auto; } a { color: inherit; }
}
`;
