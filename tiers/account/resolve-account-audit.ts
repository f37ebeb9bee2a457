/** How long the record of an account is kept, and how firmly. */
import { frameworkDefinition } from "../frameworks.ts";
import type { Leaf, Sourced } from "../sourced.ts";
import type { Framework } from "../vocabulary.ts";
import type { AccountAuditSpec } from "./account-blueprint.ts";
import type { AccountFloors } from "./account-floors.ts";
import { fixed, placeText, said } from "./account-leaves.ts";
import type { Refuse } from "./account-leaves.ts";
import { AUDIT_RETENTION_DAYS } from "./account-schema.ts";
import type { AccountSpec } from "./account-spec.ts";

/** What can be searched at once; PCI DSS 4.0.1, 10.5.1, asks for three months. */
const SEARCHABLE_DAYS = 90;

/** The strictest framework counts; a wish may lengthen, and what an earlier `up` locked stays. */
export function resolveAudit(
  spec: AccountSpec,
  frameworks: readonly Framework[],
  floors: AccountFloors | undefined,
  refuse: Refuse,
): Sourced<AccountAuditSpec> {
  let retention: Leaf<number> = fixed(AUDIT_RETENTION_DAYS.min, "a year, whoever asks");
  for (const framework of frameworks) {
    const days = leastRetention(framework);
    if (days !== undefined && days > retention.value) retention = retention.to(days, `framework ${framework}`);
  }
  const wish = spec.audit?.retentionDays;
  if (wish !== undefined && wish < retention.value) {
    refuse(
      "constraint",
      "audit.retentionDays",
      `got ${wish}, expected at least ${retention.value} days for ${retention.source}; raise it, or remove what asks for more`,
    );
  } else if (wish !== undefined)
    retention = retention.to(wish, `account ${spec.account}`, { at: () => placeText(spec, "audit.retentionDays") });
  if (floors !== undefined && floors.auditRetentionDays > retention.value)
    retention = retention.to(floors.auditRetentionDays, "floor", { note: "a locked retention can be lengthened only" });
  if (spec.cloud === "gcp" && floors?.lockMode === "compliance" && retention.value !== floors.auditRetentionDays) {
    refuse(
      "floor",
      "audit.retentionDays",
      `got ${retention.value}, expected ${floors.auditRetentionDays} days as at an earlier up: Google Cloud lets nobody change the retention of a locked log bucket; write ${floors.auditRetentionDays}, or use another project`,
    );
  }
  return {
    retentionDays: retention,
    lockMode: resolveLockMode(spec, floors),
    searchableDays: fixed(SEARCHABLE_DAYS, "PCI DSS 4.0.1, 10.5.1: three months at once"),
  };
}

function leastRetention(framework: Framework): number | undefined {
  const days = frameworkDefinition(framework).constraints.flatMap((constraint) =>
    constraint.setting === "audit.retentionDays" && "min" in constraint ? [constraint.min] : [],
  );
  return days.length === 0 ? undefined : Math.max(...days);
}

function resolveLockMode(spec: AccountSpec, floors: AccountFloors | undefined): Leaf<AccountAuditSpec["lockMode"]> {
  const wish: Leaf<AccountAuditSpec["lockMode"]> =
    spec.audit?.lockMode === undefined
      ? fixed("governance", "compliance mode only by explicit choice, nobody can undo it")
      : said(spec, "audit.lockMode", spec.audit.lockMode);
  return floors?.lockMode === "compliance" && wish.value !== "compliance"
    ? wish.to("compliance", "floor", { note: "compliance mode cannot be left" })
    : wish;
}
