/** The report as one page that needs nothing else: what was found, by control and by resource, what is not covered, what is waived until when. */
import { causesOf, isBlocking, outcomeCounts, type Cause } from "../causes.ts";
import type { Ledger } from "../ledger.ts";
import type { Rule } from "../rule.ts";
import { matrixOf, type Matrix } from "./coverage.ts";
import { evaluationGap } from "./evaluation.ts";
import { html, type Markup } from "./html-text.ts";
import { findingsTable, waivedTable } from "./page-findings.ts";
import { frameworkCard, frameworkSection } from "./page-framework.ts";
import { notCovered } from "./page-not-covered.ts";
import { counted, sentence } from "./page-parts.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { byResource, byRule } from "./page-verdicts.ts";

/** The page; same ledger, same bytes. */
export function pageHtml(ledger: Ledger, rules: readonly Rule[]): string {
  const { head, verdicts } = ledger;
  const matrices = head.frameworks.map((framework) => matrixOf(framework, ledger));
  const causes = causesOf(verdicts, rules);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${head.stack}: policy report</title>
        <style>
          ${{ html: PAGE_STYLE }}
        </style>
      </head>
      <body>
        <div class="page">
          ${contents(matrices)}
          <main>
            <h1 id="summary">${head.stack}</h1>
            <p class="dim">${subjectText(ledger)}</p>
            ${verdictLine(ledger, causes)} ${tiles(ledger)}
            <div class="cards">${matrices.map((matrix) => frameworkCard(matrix))}</div>
            <h2 id="findings">Findings, worst first</h2>
            ${findingsTable(causes)}
            <h2 id="waived">Waived</h2>
            ${waivedTable(ledger)}
            <h2 id="not-covered">Not covered</h2>
            ${notCovered(ledger, matrices)} ${matrices.map((matrix) => frameworkSection(matrix, rules))}
            <h2 id="resources">By resource</h2>
            ${byResource(ledger)}
            <h2 id="rules">By rule</h2>
            ${byRule(ledger, rules)} ${about(ledger, rules)}
          </main>
        </div>
      </body>
    </html> `;
  return page.html;
}

function contents(matrices: readonly Matrix[]): Markup {
  const items = matrices.map(({ framework, controls }) => html`<li><a href="#${framework}">${controls.title}</a></li>`);
  const frameworks =
    items.length === 0
      ? html``
      : html`<li>
          By control
          <ul>
            ${items}
          </ul>
        </li>`;
  return html`<nav aria-label="Contents">
    <b>Contents</b>
    <ul>
      <li><a href="#summary">Summary</a></li>
      <li><a href="#findings">Findings</a></li>
      <li><a href="#waived">Waived</a></li>
      <li><a href="#not-covered">Not covered</a></li>
      ${frameworks}
      <li><a href="#resources">By resource</a></li>
      <li><a href="#rules">By rule</a></li>
      <li><a href="#about">About this report</a></li>
    </ul>
  </nav>`;
}

function subjectText({ head }: Ledger): string {
  const asked = head.frameworks.length === 0 ? "no framework" : head.frameworks.join(", ");
  return `${whose(head)}; judged for ${asked} on ${head.today}`;
}

function whose({ kind, tenant, tier }: Ledger["head"]): string {
  switch (kind) {
    case "tenant":
      return tenant === undefined ? "Tenant not found" : `Tenant ${tenant}, tier ${tier ?? "not known"}`;
    case "account":
      return "Account baseline";
    case "foreign":
      return "A program of another project";
  }
}

/** The whole report in one line. */
function verdictLine(ledger: Ledger, causes: readonly Cause[]): Markup {
  const gap = evaluationGap(ledger);
  const failed = causes.filter(({ outcome }) => outcome === "fail" || outcome === "error");
  const blocking = failed.filter(isBlocking).length;
  const warning = failed.length - blocking;
  const found = [
    ...(blocking > 0 ? [`${counted(blocking, "finding stops", "findings stop")} the next update`] : []),
    ...(warning > 0 ? [counted(warning, "finding warns", "findings warn")] : []),
  ].join(", ");
  if (gap !== undefined) {
    const also = found === "" ? "" : ` ${sentence(found)}`;
    return html`<p class="verdict fail">${sentence(gap)}${also}</p>`;
  }
  if (found !== "") {
    const rest = blocking > 0 ? "" : " None stops an update.";
    return html`<p class="verdict ${blocking > 0 ? "fail" : "unknown"}">${sentence(found)}${rest}</p>`;
  }
  const open = outcomeCounts(ledger.verdicts).unknown;
  if (open > 0) {
    const text = `No violation found so far; ${counted(open, "verdict waits", "verdicts wait")} for values that are not known yet`;
    return html`<p class="verdict unknown">${sentence(text)}</p>`;
  }
  return html`<p class="verdict pass">No rule found a violation.</p>`;
}

function tiles({ verdicts }: Ledger): Markup {
  const counts = outcomeCounts(verdicts);
  const shown = [
    ["fail", counts.fail + counts.error, "fail"],
    ["not known yet", counts.unknown, "unknown"],
    ["waived", counts.waived, "waived"],
    ["hold", counts.pass, "pass"],
    ["not applicable", counts["not-applicable"], "not-applicable"],
  ] as const;
  const boxes = shown.map(
    ([word, count, kind]) => html`<div class="tile"><b class="${count === 0 ? "dim" : kind}">${count}</b>${word}</div>`,
  );
  return html`<div class="tiles">${boxes}</div>
    <p class="small dim">Verdicts: one per rule and resource.</p>`;
}

function about({ head }: Ledger, rules: readonly Rule[]): Markup {
  return html`<footer id="about">
    <p><b>About this report</b></p>
    <p>
      It says what ${rules.length} rules can see in the resources that ${head.stack} declares, as its state records
      them. It is evidence for a person who judges a control, not a certificate. What nobody declared in this stack,
      what people do, and what the cloud itself was not asked about is not in it.
    </p>
    <p class="small dim">
      ${head.pack} ${head.version}; rules ${head.catalogueHash}; waivers as of ${head.today}. Every verdict with its
      thresholds: ledger.jsonl.
    </p>
  </footer>`;
}
