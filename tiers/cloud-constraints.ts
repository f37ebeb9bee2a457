/** What the services of a cloud can keep at all, as constraints on the settings: facts with their source. */
import type { Constraint } from "./constraint.ts";
import { fact, factNumber } from "./feasibility.ts";
import type { Fact } from "./feasibility.ts";
import type { SettingPath } from "./settings.ts";
import type { Cloud } from "./vocabulary.ts";

/** Beginning of the source of every constraint that is a fact of the cloud. */
export const FACT_SOURCE = "fact ";

let aws: readonly Constraint[] | undefined;

/** Constraints by the services of a cloud; none for clouds that are not available yet. */
export function cloudConstraints(cloud: Cloud): readonly Constraint[] {
  return cloud === "aws" ? (aws ??= awsConstraints()) : [];
}

function awsConstraints(): readonly Constraint[] {
  return [
    atLeast("keys.rotationDays", "kms.rotation.min", factNumber("kms.rotation.min")),
    atMost("keys.rotationDays", "kms.rotation.max", factNumber("kms.rotation.max")),
    atMost("backup.retentionDays", "aurora.backup.retention", rangeOf("aurora.backup.retention").most),
    atMost("backup.pointInTimeDays", "aurora.backup.retention", rangeOf("aurora.backup.retention").most),
    atLeast("backup.recoveryPointMinutes", "aurora.backup.rpo", factNumber("aurora.backup.rpo")),
    atMost("database.readers", "aurora.replica.count", factNumber("aurora.replica.count")),
    atMost("cache.snapshotRetentionDays", "ec.backup.retention", rangeOf("ec.backup.retention").most),
  ];
}

function atLeast(setting: SettingPath, id: string, min: number): Constraint {
  return { setting, min, ...originOf(fact(id)) };
}

function atMost(setting: SettingPath, id: string, max: number): Constraint {
  return { setting, max, ...originOf(fact(id)) };
}

function originOf(found: Fact): Pick<Constraint, "source" | "note" | "at"> {
  return { source: `${FACT_SOURCE}${found.id}`, note: found.fact, at: found.at };
}

/**
 * The ends of a fact that is printed as a range, such as `1-35`.
 * @throws TypeError when the fact is printed otherwise.
 */
function rangeOf(id: string): { readonly least: number; readonly most: number } {
  const { value } = fact(id);
  const [, least, most] = /^(\d+)-(\d+)$/.exec(String(value)) ?? [];
  if (least === undefined || most === undefined) throw new TypeError(`feasibility fact ${id} is not a range: ${value}`);
  return { least: Number(least), most: Number(most) };
}
