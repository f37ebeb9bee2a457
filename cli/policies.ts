/** The policy pack around a run of the engine: its settings, its verdicts, and the end of the command where a rule forbids the change. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { causesOf, causeText, isBlocking, outcomeCounts, type Cause } from "../policies/causes.ts";
import { judgedDay } from "../policies/judged-day.ts";
import { readLedger, type Ledger } from "../policies/ledger.ts";
import { RULES } from "../policies/rules.ts";
import { SETTINGS_POLICY } from "../policies/settings.ts";
import type { Outcome } from "../policies/verdict.ts";
import { CommandFailed, EXIT } from "./exit-codes.ts";
import { runOperation, type Operation, type OperationOptions, type OperationResult } from "./operation.ts";

/** Folder of the pack, in the project. */
export const PACK_FOLDER = "policies";

/** What the pack said of one run. */
export interface Judged {
  readonly frameworks: readonly string[];
  readonly counts: Readonly<Record<Outcome, number>>;
  /** What does not pass, worst first. */
  readonly causes: readonly Cause[];
  /** False: the run was stopped before every rule had spoken. */
  readonly complete: boolean;
}

/** The option of every command that judges. */
export const WITHOUT_POLICIES = "--no-policies";

/** What a run of the engine did, and what the pack said of it. */
export interface JudgedResult extends OperationResult {
  /** Undefined where the pack was left out, or never spoke. */
  readonly judged: Judged | undefined;
}

/** Runs the engine, with the policy pack where the operation asks for it; the caller decides what a failure means. */
export async function runJudged(
  operation: Operation,
  args: readonly string[],
  options: OperationOptions,
): Promise<JudgedResult> {
  if (!operation.policies) return { ...(await runOperation(operation, args, options)), judged: undefined };
  const folder = await mkdtemp(join(tmpdir(), "leasehold-policies-"));
  try {
    const ledger = join(folder, "ledger.jsonl");
    const settings = join(folder, "settings.json");
    await writeFile(settings, JSON.stringify({ [SETTINGS_POLICY]: { ledger, today: judgedDay() } }));
    const flags = ["--policy-pack", join(operation.target.root, PACK_FOLDER), "--policy-pack-config", settings];
    const done = await runOperation(operation, [...args, ...flags], options);
    return { ...done, judged: existsSync(ledger) ? judgedOf(readLedger(ledger)) : undefined };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The verdicts of a ledger, told by cause. */
export function judgedOf({ head, verdicts, complete }: Ledger): Judged {
  return { frameworks: head.frameworks, counts: outcomeCounts(verdicts), causes: causesOf(verdicts, RULES), complete };
}

/**
 * Ends a command whose change a mandatory rule forbids.
 * @throws CommandFailed (exit code 6) with one line per cause, worst first
 */
export function refuseViolations({ stack, policies }: Operation, { judged, result }: JudgedResult): void {
  if (policies && judged === undefined && result.outcome.kind === "succeeded") {
    throw new CommandFailed(EXIT.violation, `${stack}: the policy pack did not speak, which is no pass; run it again`);
  }
  const blocking = judged?.causes.filter(isBlocking) ?? [];
  if (blocking.length === 0) return;
  const lines = blocking.map((cause) => `  ${causeText(cause)}`);
  const way = "mend the cause, or have a dated exception approved in policies/waivers.yaml";
  throw new CommandFailed(EXIT.violation, [`${stack} violates its policies:`, ...lines, way].join("\n"));
}

/** `gdpr, soc-2: 312 hold, 2 do not, 1 waived`: verdicts, one per rule and resource. */
export function judgedText({ frameworks, counts, complete }: Judged): string {
  const asked = frameworks.length === 0 ? "no framework" : frameworks.join(", ");
  const failed = counts.fail + counts.error;
  const parts = [
    `${counts.pass} hold`,
    ...(failed > 0 ? [`${failed} ${failed === 1 ? "does" : "do"} not`] : []),
    ...(counts.waived > 0 ? [`${counts.waived} waived`] : []),
    ...(counts.unknown > 0 ? [`${counts.unknown} not known before the resources exist`] : []),
  ];
  return `${asked}: ${parts.join(", ")}${complete ? "" : "; stopped before every rule had spoken"}`;
}
