/** A runbook as Markdown, ready to be printed: a person reads it while nothing else works. */
import { tierCatalogue } from "../../tiers/tier-catalogue.ts";
import type { Runbook } from "./recovery.ts";
import type { Block, Source, Step } from "./runbook.ts";

/** When the vendors' pages were read. */
const SOURCES_READ = "2026-11-21";

/** The whole document, with a line feed at its end. */
export function runbookMarkdown(runbook: Runbook): string {
  const { production, standby } = runbook.scene;
  const notes = new Footnotes();
  const { tenantName, tenant, region, contacts } = production.stack;
  const minutes = production.backup.recoveryTimeMinutes;
  const parts = [
    `# ${tenantName}: failover to ${standby.stack.region} and back`,
    `Written by \`leasehold runbook ${tenant}\` from the tenant's file. Write it again after every change of the file, and keep a copy outside ${region}.`,
    factTable(runbook),
    "## Who decides",
    `${contacts.owner} decides; ${contacts.security} is told before and after. Decide for a failover when ${region} is lost, or not expected back before the promised ${minutes} minutes are over. A zone or a node that is lost is none of this: the cloud replaces it by itself. The clock starts with the decision, not with the failure.`,
    "## Before",
    ...runbook.before.flatMap((step, index) => stepText(step, index + 1, notes)),
    `## Failover: ${minutes} minutes`,
    ...timed(runbook.failover, minutes).flatMap(({ step, time }, index) => stepText(step, index + 1, notes, time)),
    "## Back home",
    "No clock runs. Nothing that was written in the standby region is lost on the way, if the writes are stopped where it says so.",
    ...runbook.failBack.flatMap((step, index) => stepText(step, index + 1, notes)),
    "## What cannot be undone",
    runbook.irreversible.map((text) => `- ${text}`).join("\n"),
    "## Sources",
    `Commands and behaviour as the vendors document them, read ${SOURCES_READ}.`,
    notes.text(),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** Numbers each page once, in the order of its first use. */
class Footnotes {
  readonly #numbers = new Map<string, { readonly number: number; readonly title: string }>();

  mark({ url, title }: Source): string {
    const known = this.#numbers.get(url) ?? { number: this.#numbers.size + 1, title };
    this.#numbers.set(url, known);
    return `[${known.number}]`;
  }

  text(): string {
    return [...this.#numbers].map(([url, { number, title }]) => `${number}. ${title}: <${url}>`).join("\n");
  }
}

function factTable({ scene }: Runbook): string {
  const { production, standby, home, away } = scene;
  const { stack, backup } = production;
  const copies = home.buckets.flatMap(({ name, replica }) => (replica === undefined ? [] : [`${name} → ${replica}`]));
  const rows: [string, string][] = [
    ["tenant", `${stack.tenantName} (\`${stack.tenant}\`), ${stack.tier}`],
    ["production", `stack \`${stack.name}\`, ${stack.cloud} ${stack.region}, account ${stack.account}`],
    ["standby", `stack \`${standby.stack.name}\`, ${standby.stack.region}, account ${standby.stack.account}`],
    [
      "promised",
      `at most ${backup.recoveryPointMinutes} minutes of data lost, back within ${backup.recoveryTimeMinutes} minutes`,
    ],
    ["database", `\`${home.database}\` → \`${away.database}\``],
    ...(home.globalDatabase === undefined
      ? []
      : ([["global database", `\`${home.globalDatabase}\``]] as [string, string][])),
    ["objects", copies.length === 0 ? "no copies" : copies.map((copy) => `\`${copy}\``).join("<br>")],
    ["not copied", "the cache: it is filled again by use"],
    ["support", `first answer within ${tierCatalogue(stack.tier).settings.stack.supportFirstResponseHours} h`],
  ];
  return ["| | |", "|---|---|", ...rows.map(([label, text]) => `| ${label} | ${text} |`)].join("\n");
}

/** Each step with its part of the promised time: `minute 6–24`. Whole minutes, the last one ends with the promise. */
function timed(steps: readonly Step[], minutes: number): { readonly step: Step; readonly time: string }[] {
  let share = 0;
  const at = (percent: number): string => String(Math.round(((minutes * percent) / 100) * 10) / 10);
  return steps.map((step) => {
    const begin = share;
    share += step.sharePercent ?? 0;
    return { step, time: `minute ${at(begin)}–${at(share)}` };
  });
}

function stepText(step: Step, number: number, notes: Footnotes, time?: string): string[] {
  const marks = (step.sources ?? []).map((source) => notes.mark(source)).join(" ");
  const heading = `### ${number}. ${step.title}${time === undefined ? "" : ` (${time})`}`;
  const blocks = (step.blocks ?? []).flatMap((block) => blockText(block));
  return [heading, ...(step.text ?? []), ...blocks, ...(marks === "" ? [] : [`Documented in ${marks}.`])];
}

function blockText({ language, lines, expect }: Block): string[] {
  const fence = ["```" + language, ...lines, "```"].join("\n");
  return expect === undefined ? [fence] : [fence, `Expect: ${expect}.`];
}
