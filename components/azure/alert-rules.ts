/** What all rules have in common: names, severity, words for whoever is woken, and whom they tell. */
import type * as pulumi from "@pulumi/pulumi";
import type { AlertRoute, AlertSeverity, AlertSpec, SignalSpec, StackSpec } from "../../tiers/blueprint.ts";
import { physicalName } from "../../tiers/names.ts";
import { NAME_MAX } from "./names.ts";

/** Ids of the action groups, by route. */
export type ActionGroups = Readonly<Partial<Record<AlertRoute, pulumi.Output<string>>>>;

/** Azure counts from 0, the worst, to 4. */
export const SEVERITY = { critical: 0, warning: 2 } as const satisfies Record<AlertSeverity, number>;

/** Longest description, in characters. */
const MAX_DESCRIPTION_LENGTH = 1024;

/** Name of a rule, unique in the resource group: `acme-production-cpu-high-database`. */
export function ruleName(stack: Pick<StackSpec, "name">, ...parts: readonly string[]): string {
  return physicalName([stack.name, ...parts], NAME_MAX.alertRule);
}

/** What it means and what to do. */
export function describe({ meaning, runbook }: AlertSpec, { key }: SignalSpec): string {
  const steps = runbook.map((step, index) => `${index + 1}. ${step}`);
  return [`${meaning} (${key})`, ...steps].join("\n").slice(0, MAX_DESCRIPTION_LENGTH);
}

/** Whom an alert tells: nobody where its route has nobody. */
export function toldOf(groups: ActionGroups, { route }: AlertSpec): pulumi.Output<string>[] {
  const group = groups[route];
  return group === undefined ? [] : [group];
}
