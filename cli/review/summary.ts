/** A review as one page of Markdown: what a pull request shows. Data at risk first, then what is forbidden, then what changes. */
import { causeText } from "../../policies/causes.ts";
import { counted } from "../counted.ts";
import type { AffectedStack } from "./compare.ts";
import { failuresOf, risksOf, type ReviewOutcome } from "./outcome.ts";
import type { ResourceChange } from "./resource-changes.ts";
import { verdictLines } from "./verdict-text.ts";

/** By this a pipeline finds the comment that it wrote before. */
export const MARKER = "<!-- leasehold preview -->";

/** The longest comment that GitHub takes, in characters. */
export const MOST_CHARACTERS = 65_536;
/** What is said where the rest does not fit. */
const CUT =
  "\n\n… the rest does not fit into a comment: see the whole summary among the files of this run, or run the command above.\n";

/** Resources that one group lists. */
const MOST_RESOURCES = 20;

/** Stacks that change alike: for the same reasons, in the same resources. */
export interface ChangeGroup {
  readonly first: AffectedStack;
  readonly stacks: readonly string[];
}

/** Groups by identical change; the largest first. */
export function groupChanges(affected: readonly AffectedStack[]): ChangeGroup[] {
  const groups = Map.groupBy(affected, ({ kind, reasons, resources, problem }) =>
    JSON.stringify([kind, reasons, resources, problem]),
  );
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      return first === undefined ? [] : [{ first, stacks: group.map(({ stack }) => stack) }];
    })
    .toSorted((a, b) => b.stacks.length - a.stacks.length);
}

/** The whole page. */
export function summaryText(outcome: ReviewOutcome): string {
  const sections = [
    headline(outcome),
    listSection(
      "Data at risk",
      risksOf(outcome).map(({ stack, text }) => `\`${stack}\`: ${text}`),
    ),
    listSection("Forbidden by the policies", violations(outcome)),
    listSection(
      "Failed",
      failuresOf(outcome).map(({ stack, message }) => `\`${stack}\`: ${indented(message)}`),
    ),
    listSection("Verdicts", verdictLines(outcome.review)),
    ...changesSection(outcome),
    listSection("Not previewed", skipped(outcome)),
  ];
  return `${[MARKER, ...sections.filter((section) => section !== "")].join("\n\n")}\n`;
}

/** The page as a comment: cut at the end of a line where it is too long, with a word about the rest. */
export function commentText(text: string, most = MOST_CHARACTERS): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most - CUT.length);
  return `${kept.slice(0, Math.max(kept.lastIndexOf("\n"), 0))}${CUT}`;
}

function headline(outcome: ReviewOutcome): string {
  const { review, previews } = outcome;
  const { base, total, affected, everything, policies } = review;
  const risks = new Set(risksOf(outcome).map(({ stack }) => stack)).size;
  const forbidden = (previews ?? []).filter((each) => each.violations.length > 0).length;
  const failed = new Set(failuresOf(outcome).map(({ stack }) => stack)).size;
  const counts = [
    ...(risks > 0 ? [`**data at risk in ${risks}**`] : []),
    ...(forbidden > 0 ? [`**${forbidden} forbidden by the policies**`] : []),
    ...(failed > 0 ? [`**${failed} failed**`] : []),
  ];
  const many = total === undefined ? fewText(affected.length) : manyText(affected.length, total);
  const lines = [
    "## What this change does to the tenants",
    "",
    `**${many}**${counts.length === 0 ? "" : `: ${counts.join(", ")}`}.`,
    ...(everything === undefined ? [] : ["", `Every stack counts as affected: ${everything}.`]),
    ...(policies.length === 0
      ? []
      : ["", `The policy pack changed (${names(policies)}): that changes verdicts, no infrastructure.`]),
    "",
    `Compared with \`${base.ref}\` at ${base.commit.slice(0, 12)} by \`leasehold preview --changed ${base.ref}\`.`,
  ];
  return lines.join("\n");
}

function manyText(count: number, total: number): string {
  const stacks = counted(total, "stack");
  return count === 0 ? `None of ${stacks} changes` : `${count} of ${stacks} ${count === 1 ? "changes" : "change"}`;
}

/** Where the others were not even counted. */
function fewText(count: number): string {
  return count === 0 ? "No stack changes" : `${counted(count, "stack")} ${count === 1 ? "changes" : "change"}`;
}

const MOST_NAMES = 5;

function names(all: readonly string[]): string {
  const more = all.length > MOST_NAMES ? `, and ${all.length - MOST_NAMES} more` : "";
  return `${all
    .slice(0, MOST_NAMES)
    .map((name) => `\`${name}\``)
    .join(", ")}${more}`;
}

function listSection(title: string, items: readonly string[]): string {
  return items.length === 0 ? "" : [`### ${title}`, "", ...items.map((item) => `- ${item}`)].join("\n");
}

/** The same cause in several stacks is one line, which names resources without their stack's name. */
function violations({ previews = [] }: ReviewOutcome): string[] {
  const found = previews.flatMap(({ stack, violations: causes }) => causes.map((cause) => ({ stack, cause })));
  const alike = Map.groupBy(found, ({ cause: { rule, level, outcome, why, type } }) =>
    JSON.stringify([rule, level, outcome, why, type]),
  );
  return [...alike.values()].flatMap((each) => {
    const [first] = each;
    if (first === undefined) return [];
    const stacks = [...new Set(each.map(({ stack }) => stack))];
    const whole = causeText({ ...first.cause, urns: each.flatMap(({ cause }) => cause.urns) });
    return [`${stacks.reduce((text, stack) => text.replaceAll(`${stack}-`, ""), whole)} (${names(stacks)})`];
  });
}

function skipped({ previews = [] }: ReviewOutcome): string[] {
  return previews.flatMap((each) => (each.skipped === undefined ? [] : [`\`${each.stack}\`: ${each.skipped}`]));
}

function changesSection({ review }: ReviewOutcome): string[] {
  const { affected, total, everything } = review;
  // One reason for all is said above; what each would register was not compared.
  if (everything !== undefined) return [];
  const groups = groupChanges(affected);
  const alike = total === undefined ? 0 : total - affected.filter(({ kind }) => kind !== "gone").length;
  const rest =
    alike === 0
      ? []
      : [
          `${counted(alike, "stack")} ${alike === 1 ? "registers" : "register"} exactly what ${alike === 1 ? "it" : "they"} did before.`,
        ];
  return groups.length === 0 ? [] : ["### Changes", ...groups.map(groupText), ...rest];
}

function groupText({ first, stacks }: ChangeGroup): string {
  const { kind, reasons, resources } = first;
  const title = kind === "changed" ? counted(stacks.length, "stack") : `${counted(stacks.length, "stack")}, ${kind}`;
  const lines = [`#### ${title}: ${resources === undefined ? "resources not compared" : countsText(resources)}`, ""];
  lines.push(
    ...reasons.map((reason) => `- ${reason}`),
    "",
    `<details><summary>${stacks.slice(0, MOST_NAMES).join(", ")}${stacks.length > MOST_NAMES ? ", …" : ""}</summary>`,
    "",
  );
  if (stacks.length > MOST_NAMES) lines.push(stacks.map((stack) => `\`${stack}\``).join(", "), "");
  lines.push(...resourceLines(resources ?? [], kind), "", "</details>");
  return lines.join("\n");
}

const WORDS = { delete: "removed", create: "added", update: "changed" } as const;
const ORDER = ["delete", "create", "update"] as const;

function countsText(resources: readonly ResourceChange[]): string {
  const counts = ORDER.flatMap((op) => {
    const count = resources.filter((each) => each.op === op).length;
    return count === 0 ? [] : [`${count} ${WORDS[op]}`];
  });
  return counts.length === 0 ? "no resources" : counts.join(", ");
}

/** What goes first; a new stack is read by its bill of materials. */
function resourceLines(resources: readonly ResourceChange[], kind: AffectedStack["kind"]): string[] {
  if (kind === "new") {
    const types = [...Map.groupBy(resources, ({ type }) => type)].sort(([a], [b]) => (a < b ? -1 : 1));
    return types.map(([type, each]) => `- ${each.length} × ${type}`);
  }
  const sorted = resources.toSorted((a, b) => ORDER.indexOf(a.op) - ORDER.indexOf(b.op));
  const lines = sorted.slice(0, MOST_RESOURCES).map(({ op, name, type, properties }) => {
    const what = properties.length === 0 ? "" : `: ${properties.join(", ")}`;
    return `- ${WORDS[op]} \`${name}\` ${type}${what}`;
  });
  return resources.length > MOST_RESOURCES ? [...lines, `- and ${resources.length - MOST_RESOURCES} more`] : lines;
}

function indented(message: string): string {
  return message.replaceAll("\n", "\n  ");
}
