/** The two policies that the engine calls: one for each resource, one for the stack. */
import type {
  PolicyConfigSchema,
  PolicyResource,
  ReportViolation,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import * as z from "zod";
import { InvalidInput } from "../tiers/problem.ts";
import { messageOf } from "./message.ts";
import { PackRun } from "./pack-run.ts";
import { subjectOfResource, subjectOfStack } from "./pack-subject.ts";
import { RULE_IDS, RULES } from "./rules.ts";
import { SETTINGS_POLICY, settingsSchema } from "./settings.ts";
import type { Verdict } from "./verdict.ts";

/** What the SDK takes at run time beside a text. */
interface Violation {
  readonly name: string;
  readonly message: string;
  readonly description: string;
  readonly urn: string;
  readonly severity: Verdict["severity"];
  readonly enforcementLevel: Verdict["level"];
}

/** The callback as it is at run time (@pulumi/policy 1.21.0, server.js); the SDK's type knows only the text. */
type ReportAtRunTime = ReportViolation & ((violation: Violation) => void);

let run: PackRun | undefined;

/** The engine analyses resources before the stack, and starts one process per run: the first call has the settings. */
function runOf(urn: string, settings: unknown): PackRun {
  try {
    return (run ??= new PackRun(urn, settings));
  } catch (error) {
    // The SDK prints the trace of an error; of settings and files only the text matters.
    if (error instanceof RangeError || error instanceof InvalidInput) error.stack = error.message;
    throw error;
  }
}

const { properties } = z.toJSONSchema(settingsSchema, { io: "input" });

export const resourcePolicy: ResourceValidationPolicy = {
  name: SETTINGS_POLICY,
  description: "Judges every resource by the rules that name its type; carries the settings of the pack",
  enforcementLevel: "mandatory",
  configSchema: { properties: (properties ?? {}) as PolicyConfigSchema["properties"] },
  validateResource: (args, report) => {
    const current = runOf(args.urn, args.getConfig());
    reportAll(current, current.resource(subjectOfResource(args)), report);
  },
};

export const stackPolicy: StackValidationPolicy = {
  name: `${SETTINGS_POLICY}-stack`,
  description: "Judges the resources of the stack together: what belongs to what, and what is missing",
  enforcementLevel: "mandatory",
  validateStack: ({ resources }, report) => {
    const [first] = resources;
    if (first === undefined) return;
    const current = runOf(first.urn, {});
    const judged = resources.filter(({ type }: PolicyResource) => !type.startsWith("pulumi:providers:"));
    reportAll(current, current.stack(judged.map(subjectOfStack)), report);
  },
};

/** Failures, and rules that broke. What is not known yet, waived or passed is in the ledger. */
function reportAll({ judgement }: PackRun, verdicts: readonly Verdict[], report: ReportViolation): void {
  for (const verdict of verdicts) {
    if (verdict.outcome !== "fail" && verdict.outcome !== "error") continue;
    const rule = RULES.find(({ id }) => id === verdict.rule);
    if (rule === undefined) continue;
    const violation: Violation = {
      name: rule.name,
      message: messageOf(rule, verdict, judgement.context.frameworks, RULE_IDS),
      description: rule.title,
      urn: verdict.urn,
      severity: verdict.severity,
      enforcementLevel: verdict.level,
    };
    (report as ReportAtRunTime)(violation);
  }
}
