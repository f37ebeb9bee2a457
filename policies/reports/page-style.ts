/** How the report page looks: readable on a screen and on paper, without anything from outside. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --line: #d0d7de; --soft: #f6f8fa; --ink: #1f2328; --dim: #59636e; --paper: #fff;
  --pass: #1a7f37; --fail: #b3261e; --unknown: #9a6700; --waived: #6639ba; --none: #59636e; }
@media (prefers-color-scheme: dark) { :root { --line: #3d444d; --soft: #151b23; --ink: #f0f6fc; --dim: #9198a1; --paper: #0d1117;
  --pass: #3fb950; --fail: #f85149; --unknown: #d29922; --waived: #a371f7; --none: #9198a1; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 75rem; padding: 1.5rem; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { margin: 2.2rem 0 .6rem; font-size: 1.25rem; border-bottom: 1px solid var(--line); padding-bottom: .3rem; }
h3 { margin: 1.2rem 0 .4rem; font-size: 1rem; } p { margin: .4rem 0; } .dim { color: var(--dim); }
nav a { margin-right: 1rem; } a { color: inherit; }
.tiles { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0; }
.tile { border: 1px solid var(--line); border-radius: 8px; padding: .6rem 1rem; min-width: 8rem; }
.tile b { display: block; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; } th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }
th { background: var(--soft); } td.number { text-align: right; font-variant-numeric: tabular-nums; } td { overflow-wrap: anywhere; }
details { border: 1px solid var(--line); border-radius: 8px; margin: .5rem 0; } summary { cursor: pointer; padding: .5rem .8rem; background: var(--soft); border-radius: 8px; }
details > div { padding: .3rem .8rem .8rem; }
.mark { font-weight: 600; white-space: nowrap; } .pass { color: var(--pass); } .fail, .error { color: var(--fail); } .unknown { color: var(--unknown); }
.waived { color: var(--waived); } .not-applicable, .not-evaluated { color: var(--none); }
code { font: .85em ui-monospace, monospace; } @media print { details { break-inside: avoid; } body { max-width: none; } }
`;
