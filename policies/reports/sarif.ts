/** Failures for code scanning: SARIF 2.1.0. */
import { posix } from "node:path";
import { ACCOUNTS_BESIDE_TENANTS, TENANTS_FOLDER } from "../../tiers/input-folders.ts";
import type { Ledger } from "../ledger.ts";
import { clausesOf } from "../controls.ts";
import { whyOf } from "../message.ts";
import type { Rule, Severity } from "../rule.ts";
import { RULE_IDS } from "../rules.ts";
import { parseUrn } from "../subject.ts";
import type { Verdict } from "../verdict.ts";
import { evaluationGap } from "./evaluation.ts";

/** GitHub sorts by this number, 0 to 10 (its code scanning documentation, property `security-severity`); the values are the bounds of its bands. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: "9.0",
  high: "7.0",
  medium: "4.0",
  low: "0.1",
};

const LEVEL: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
};

/** Where a reader of the results is sent: the file that decides the stack. */
function artifactOf({ head }: Ledger): string {
  if (head.tenant !== undefined) return `${TENANTS_FOLDER}/${head.tenant}.yaml`;
  return head.kind === "account"
    ? posix.join(TENANTS_FOLDER, ACCOUNTS_BESIDE_TENANTS, `${head.stack.replace(/^account-/, "")}.yaml`)
    : "Pulumi.yaml";
}

/** Failures, broken rules, what is waived (suppressed) and what cannot be judged yet (open); what passes is in the ledger. */
export function sarifText(ledger: Ledger, rules: readonly Rule[]): string {
  const shown = ledger.verdicts.filter(({ outcome }) => outcome !== "pass" && outcome !== "not-applicable");
  const run = {
    tool: {
      driver: {
        name: ledger.head.pack,
        version: ledger.head.version,
        semanticVersion: ledger.head.version,
        rules: rules.map((rule) => descriptor(rule, ledger)),
      },
    },
    automationDetails: { id: `leasehold/${ledger.head.stack}/` },
    invocations: [invocationOf(ledger)],
    results: shown.map((verdict) => resultOf(verdict, rules, artifactOf(ledger))),
    properties: { catalogueHash: ledger.head.catalogueHash, frameworks: ledger.head.frameworks },
  };
  const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function invocationOf(ledger: Ledger): object {
  const broken = [...new Set(ledger.verdicts.filter(({ outcome }) => outcome === "error").map(({ rule }) => rule))];
  const gap = evaluationGap(ledger);
  const texts = [...broken.map((rule) => `the rule ${rule} itself broke`), ...(gap === undefined ? [] : [gap])];
  if (texts.length === 0) return { executionSuccessful: true };
  return {
    executionSuccessful: false,
    toolExecutionNotifications: texts.map((text) => ({ level: "error", message: { text } })),
  };
}

function descriptor({ id, name, title, severity }: Rule, { head }: Ledger): object {
  return {
    id,
    name,
    shortDescription: { text: title },
    defaultConfiguration: { level: LEVEL[severity] },
    properties: {
      "security-severity": SECURITY_SEVERITY[severity],
      tags: ["security", ...clausesOf(id, head.frameworks, RULE_IDS)],
    },
  };
}

/** What a waiver covers keeps the kind that it would have: a suppressed pass is no failure. */
function kindOf({ outcome, waiver, severity }: Verdict): object {
  const said = waiver?.would ?? outcome;
  if (said === "unknown") return { kind: "open", level: "none" };
  if (said === "error") return { kind: "fail", level: "error" };
  return said === "pass" ? { kind: "pass", level: "none" } : { kind: "fail", level: LEVEL[severity] };
}

function resultOf(verdict: Verdict, rules: readonly Rule[], artifact: string): object {
  const { rule, urn, type, waiver } = verdict;
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    ...kindOf(verdict),
    message: { text: `${parseUrn(urn).name} (${type}): ${whyOf(verdict)}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: artifact }, region: { startLine: 1 } },
        logicalLocations: [{ fullyQualifiedName: urn, name: parseUrn(urn).name, kind: "resource" }],
      },
    ],
    // The same finding keeps its identity from run to run.
    partialFingerprints: { "leasehold/v1": `${rule} ${urn}` },
    ...(waiver === undefined
      ? {}
      : {
          suppressions: [
            {
              kind: "external",
              status: "accepted",
              justification: `${waiver.reason} (${waiver.ticket}, approved by ${waiver.approver}, until ${waiver.expires})`,
            },
          ],
        }),
  };
}
