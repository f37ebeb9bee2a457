/** Every clause of a framework and the rules that look at it. The data are in `controls/<framework>.yaml`. */
import { readFileSync } from "node:fs";
import * as z from "zod";
import { parseCatalogueFile } from "../tiers/catalogue-file.ts";
import { nearest } from "../tiers/nearest.ts";
import { InvalidInput, type Problem } from "../tiers/problem.ts";
import { formatPath } from "../tiers/value-path.ts";
import { FRAMEWORKS, type Framework } from "../tiers/vocabulary.ts";

/** Why a rule counts for a clause, strongest first; the header of each file says what the words mean. */
export const BASES = ["published", "published-part", "published-parent", "crosswalk", "own"] as const;
export type Basis = (typeof BASES)[number];

const clauseSchema = z.strictObject({
  id: z.string().min(1).describe("As the framework numbers it."),
  title: z.string().min(1).describe("In own words where the text is not public."),
  kind: z.enum(["technical", "mixed", "process", "people", "physical"]),
  checkable: z
    .enum(["full", "partial", "no"])
    .describe("How far a rule on declared infrastructure could ever check it."),
  status: z.string().exactOptional().describe("Absent: in force."),
  requirement: z.string().exactOptional(),
  baselines: z.array(z.string()).exactOptional(),
  note: z.string().exactOptional(),
});

const mappingSchema = z.strictObject({
  clause: z.string(),
  basis: z.enum(BASES),
  sources: z.array(z.string()).exactOptional().describe("Short names of the published mappings."),
});

export const controlsFileSchema = z
  .strictObject({
    framework: z.enum(FRAMEWORKS),
    title: z.string(),
    version: z.string(),
    scope: z.string().exactOptional(),
    readingOnly: z.boolean().exactOptional().describe("No public mapping exists: everything is a reading."),
    sources: z.array(z.string()),
    basis: z.record(z.string(), z.string()),
    clauses: z.array(clauseSchema),
    rules: z.record(z.string(), z.array(mappingSchema).min(1)),
  })
  .describe("The clauses of a framework, and which rules look at them.");

export type Controls = z.infer<typeof controlsFileSchema>;
export type Clause = z.infer<typeof clauseSchema>;
export type ControlMapping = z.infer<typeof mappingSchema>;

const loaded = new Map<Framework, Controls>();

/**
 * The clauses of a framework; read at its first use.
 * @param ruleIds all rules there are: a mapping for another one is refused
 * @throws InvalidInput when the file names an unknown rule or clause, or is damaged
 */
export function controlsOf(framework: Framework, ruleIds: readonly string[]): Controls {
  const known = loaded.get(framework);
  if (known !== undefined) return known;
  const file = new URL(`controls/${framework}.yaml`, import.meta.url);
  const controls = parseControls(`policies/controls/${framework}.yaml`, readFileSync(file, "utf8"), ruleIds);
  loaded.set(framework, controls);
  return controls;
}

/** As {@link controlsOf}, for a text already read. */
export function parseControls(name: string, text: string, ruleIds: readonly string[]): Controls {
  const file = parseCatalogueFile(name, text, controlsFileSchema);
  const clauses = new Set(file.value.clauses.map(({ id }) => id));
  const rules = new Set(ruleIds);
  const problems = Object.entries(file.value.rules).flatMap(([rule, mappings]): Problem[] => {
    const strangers = mappings.flatMap(({ clause }, index): Problem[] =>
      clauses.has(clause)
        ? []
        : [
            refused(
              file.placeOf("rules", rule, index, "clause"),
              formatPath(["rules", rule, index, "clause"]),
              clause,
              [...clauses],
              "clause",
            ),
          ],
    );
    return rules.has(rule)
      ? strangers
      : [refused(file.placeOf("rules", rule), formatPath(["rules", rule]), rule, ruleIds, "rule"), ...strangers];
  });
  if (problems.length > 0) throw new InvalidInput(problems);
  return file.value;
}

function refused(
  at: Problem["at"] & object,
  path: string,
  got: string,
  known: readonly string[],
  what: string,
): Problem {
  const near = nearest(got, known);
  const way = near === undefined ? "remove it" : `did you mean ${near}?`;
  return { code: "controls", path, at, message: `got ${got}, expected a ${what} that exists; ${way}` };
}

/** Short names of the clauses that a rule counts for, among some frameworks: `gdpr Art.32(1)(a)`. */
export function clausesOf(rule: string, frameworks: readonly Framework[], ruleIds: readonly string[]): string[] {
  return frameworks.flatMap((framework) =>
    (controlsOf(framework, ruleIds).rules[rule] ?? []).map(({ clause }) => `${framework} ${clause}`),
  );
}
