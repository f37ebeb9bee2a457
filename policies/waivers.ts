/** Dated exceptions: reads `waivers.yaml`, and decides, in one function, whether one holds for a verdict. */
import { readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import * as z from "zod";
import { parseCatalogueFile } from "../tiers/catalogue-file.ts";
import { nearest } from "../tiers/nearest.ts";
import { InvalidInput, type Problem } from "../tiers/problem.ts";
import { formatPath } from "../tiers/value-path.ts";
import type { Reason } from "./finding.ts";
import type { Rule } from "./rule.ts";
import type { Verdict } from "./verdict.ts";

/** Longest time that a waiver may hold, in days; critical rules have a shorter one. */
const MAX_DAYS = 180;
const MAX_DAYS_CRITICAL = 30;
const DAY_MS = 86_400_000;

/** Says what is there instead: of a waiver that is not complete, each part that is missing. */
const wrong = (what: string) => ({
  error: ({ input }: { readonly input?: unknown }) =>
    `got ${input === undefined ? "nothing" : JSON.stringify(input)}, expected ${what}`,
});
const text = (what: string, minimum = 1) => z.string(wrong(what)).trim().min(minimum, wrong(what));
const URN = wrong("a URN such as urn:pulumi:acme-production::leasehold::*, with * for any text");
const DAY = wrong("a day such as 2026-01-31");

const waiverSchema = z.strictObject({
  rule: text("the id of a rule, such as ENC-04").describe("Id of the rule."),
  urn: z
    .string(URN)
    .regex(/^urn:pulumi:[^:]+::/, URN)
    .describe("The resources it holds for: a URN in which `*` stands for any text."),
  reason: text("a reason of at least 20 characters", 20).describe("Why the failure is acceptable."),
  ticket: text("a ticket").describe("Where it was discussed."),
  approver: text("who approved it").describe("Who answers for it: a role or an address."),
  created: z.iso.date(DAY).describe("First day, UTC."),
  expires: z.iso.date(DAY).describe("Last day, UTC; at most 180 days later, 30 for critical rules."),
});

export const waiversFileSchema = z
  .strictObject({ waivers: z.array(waiverSchema) })
  .describe("Dated exceptions from rules of the policy pack.");

export type Waiver = z.infer<typeof waiverSchema>;

const DEFAULT_FILE = join(import.meta.dirname, "waivers.yaml");

/**
 * Reads the waivers.
 * @param file absolute; default: the pack's own
 * @throws InvalidInput with every problem at once: unknown rule, missing reason, longer than allowed
 */
export function readWaivers(rules: readonly Rule[], file = DEFAULT_FILE): readonly Waiver[] {
  const name = file === DEFAULT_FILE || !isAbsolute(file) ? "policies/waivers.yaml" : file;
  const parsed = parseCatalogueFile(name, readFileSync(file, "utf8"), waiversFileSchema);
  const { waivers } = parsed.value;
  const problems = waivers.flatMap((waiver, index): Problem[] =>
    problemsOf(waiver, rules).map(([key, message]) => ({
      code: "waiver",
      path: formatPath(["waivers", index, key]),
      at: parsed.placeOf("waivers", index, key),
      message,
    })),
  );
  if (problems.length > 0) throw new InvalidInput(problems);
  return waivers;
}

function problemsOf({ rule: id, created, expires }: Waiver, rules: readonly Rule[]): [keyof Waiver, string][] {
  const rule = rules.find((one) => one.id === id);
  if (rule === undefined) {
    const near = nearest(
      id,
      rules.map((one) => one.id),
    );
    return [
      ["rule", `got ${id}, expected the id of a rule; ${near === undefined ? "correct it" : `did you mean ${near}?`}`],
    ];
  }
  const days = (Date.parse(expires) - Date.parse(created)) / DAY_MS;
  const most = rule.severity === "critical" ? MAX_DAYS_CRITICAL : MAX_DAYS;
  if (days < 0) return [["expires", `got ${expires}, expected a day from ${created} on; correct one of them`]];
  if (days <= most) return [];
  const latest = new Date(Date.parse(created) + most * DAY_MS).toISOString().slice(0, 10);
  const kind = rule.severity === "critical" ? "a critical rule" : "a rule";
  return [
    [
      "expires",
      `got ${expires}, ${days} days after ${created}, expected at most ${most} days for ${kind}; choose ${latest} or earlier`,
    ],
  ];
}

/** Whether a waiver holds for a verdict on a day, and if not, why. */
export type WaiverDecision = "holds" | "expired" | "not-yet" | "other";

/** The one place where this is decided. */
export function decideWaiver(
  waiver: Waiver,
  { rule, urn }: Pick<Verdict, "rule" | "urn">,
  today: string,
): WaiverDecision {
  if (waiver.rule !== rule || !matches(waiver.urn, urn)) return "other";
  if (today < waiver.created) return "not-yet";
  return today > waiver.expires ? "expired" : "holds";
}

function matches(pattern: string, urn: string): boolean {
  return new RegExp(`^${pattern.split("*").map(escaped).join(".*")}$`, "s").test(urn);
}

function escaped(text: string): string {
  return text.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&");
}

/** The verdict under the waivers of a day: `waived` with what it would be, or as it was. */
export function waive(verdict: Verdict, waivers: readonly Waiver[], today: string): Verdict {
  const { outcome } = verdict;
  if (outcome === "not-applicable" || outcome === "waived") return verdict;
  const waiver = waivers.find((one) => decideWaiver(one, verdict, today) === "holds");
  if (waiver === undefined) return verdict;
  const { ticket, approver, reason, expires } = waiver;
  return { ...verdict, outcome: "waived", waiver: { ticket, approver, reason, expires, would: outcome } };
}

/** May fit nothing in one of its stacks: whether it fits anywhere is for those to say who judge all of them. */
function isForManyStacks({ urn }: Waiver): boolean {
  return urn.slice(0, urn.indexOf("::")).includes("*");
}

/**
 * What is wrong with the waivers of one stack: those that expired, and those for it alone that fit no verdict.
 * @param verdicts of the whole stack
 * @param stack its name: waivers of other stacks are theirs to judge
 */
export function waiverFindings(
  waivers: readonly Waiver[],
  verdicts: readonly Verdict[],
  stack: string,
  today: string,
): Reason[] {
  return waivers
    .filter(({ urn }) => matches(urn.slice(0, urn.indexOf("::")), `urn:pulumi:${stack}`))
    .flatMap((waiver): Reason[] => {
      const property = `waivers.${waiver.rule}`;
      if (today > waiver.expires) {
        return [
          {
            property,
            message: `got a waiver that expired on ${waiver.expires} (${waiver.ticket}); mend the cause or have it approved anew`,
          },
        ];
      }
      if (isForManyStacks(waiver)) return [];
      const used = verdicts.some(
        (verdict) => verdict.outcome !== "not-applicable" && decideWaiver(waiver, verdict, today) !== "other",
      );
      return used ? [] : [{ property, message: `got a waiver that fits no verdict (${waiver.ticket}); remove it` }];
    });
}
