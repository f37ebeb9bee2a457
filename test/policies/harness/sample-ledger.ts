/** Ledgers for tests of reports: every outcome once, on rules and clauses that are there. */
import { ledgerHead, type Ledger, type LedgerHead } from "../../../policies/ledger.ts";
import type { Rule } from "../../../policies/rule.ts";
import { RULES } from "../../../policies/rules.ts";
import type { Verdict } from "../../../policies/verdict.ts";
import { contextOf, STACK_URN, urnOf } from "./subjects.ts";

export const DAY = "2026-11-21";
export const BUCKET = urnOf("aws:s3/bucket:Bucket", "acme-data");
export const SECRET = urnOf("aws:secretsmanager/secret:Secret", "acme-secret");
const STACK = "pulumi:pulumi:Stack";

export function ruleOf(id: string): Rule {
  const rule = RULES.find((one) => one.id === id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  return rule;
}

/** A verdict of a rule that exists; severity and level as the rule has them for a regulated tenant. */
export function verdict(id: string, change: Partial<Verdict> = {}): Verdict {
  const { id: rule, severity } = ruleOf(id);
  const level = severity === "low" ? "advisory" : "mandatory";
  return { rule, severity, level, urn: BUCKET, type: "aws:s3/bucket:Bucket", outcome: "pass", ...change };
}

export const WAIVER = {
  ticket: "LH-101",
  approver: "security@leasehold.example",
  reason: "rotation waits for the new client library",
  expires: "2027-02-28",
  would: "fail",
} as const;

/** One of each outcome, in no order. */
export const VERDICTS: readonly Verdict[] = [
  verdict("TLS-04"),
  verdict("ENC-08", {
    urn: SECRET,
    type: "aws:secretsmanager/secret:Secret",
    outcome: "fail",
    reasons: [{ property: "kmsKeyId", message: "got nothing; set kmsKeyId", askedBy: ["fedramp"] }],
  }),
  verdict("BCK-06", { outcome: "unknown", properties: ["status"] }),
  verdict("GOV-01", { outcome: "error", note: "TypeError" }),
  verdict("SEC-01", {
    urn: SECRET,
    type: "aws:secretsmanager/secret:Secret",
    outcome: "waived",
    reasons: [{ property: "", message: "got no rotation; add it" }],
    waiver: WAIVER,
  }),
  verdict("MON-02", { urn: STACK_URN, type: STACK, outcome: "not-applicable", note: "account baseline" }),
];

/** These verdicts and nothing else: a tenant's production that FedRAMP, GDPR and SOX apply to. */
export function bareLedger(verdicts: readonly Verdict[] = VERDICTS, change: Partial<Ledger> = {}): Ledger {
  const context = contextOf({ frameworks: ["fedramp", "gdpr", "sox"] });
  return { head: ledgerHead(context, "leasehold", DAY), verdicts, complete: true, ...change };
}

/** As a run to its end leaves it: every other rule found nothing to judge. */
export function ledger(verdicts: readonly Verdict[] = VERDICTS, change: Partial<Ledger> = {}): Ledger {
  const spoken = new Set<string>(verdicts.map(({ rule }) => rule));
  const others = RULES.filter(({ id }) => !spoken.has(id)).map(({ id }) =>
    verdict(id, {
      urn: STACK_URN,
      type: STACK,
      outcome: "not-applicable",
      note: "no resource of its types in this stack",
    }),
  );
  return bareLedger([...verdicts, ...others], change);
}

/** The same with another head. */
export function ledgerWithHead(change: Partial<LedgerHead>, verdicts = VERDICTS): Ledger {
  const base = ledger(verdicts);
  return { ...base, head: { ...base.head, ...change } };
}
