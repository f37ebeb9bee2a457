/** Aurora PostgreSQL as RDS offers it: versions, node classes, parameter families, and the names of its endpoints. */
import { createHash } from "node:crypto";
import { DNS_SUFFIX } from "./regions.ts";
import type { TypeContext } from "../resource-type.ts";

/** The engine that the simulated RDS plays. */
export const AURORA_POSTGRESQL = "aurora-postgresql";
export const POSTGRESQL_PORT = 5432;

/**
 * Minor versions per major version, first and last. Source: endoflife.date amazon-aurora-postgresql, 2026-06-14 (last
 * ones); Aurora PostgreSQL release notes (first ones still offered).
 */
const MINORS: Readonly<Record<string, readonly [first: number, last: number]>> = {
  "13": [9, 23],
  "14": [6, 22],
  "15": [2, 17],
  "16": [1, 13],
  "17": [4, 9],
  "18": [1, 3],
};

/** The version behind what was asked for: `17` and nothing mean the newest of them; undefined where RDS has none such. */
export function actualVersion(asked: string | undefined): string | undefined {
  const [major = "17", minor] = (asked ?? "17").split(".");
  const minors = MINORS[major];
  if (minors === undefined) return undefined;
  if (minor === undefined) return `${major}.${minors[1]}`;
  const isOffered = /^\d+$/.test(minor) && Number(minor) >= minors[0] && Number(minor) <= minors[1];
  return isOffered ? `${major}.${minor}` : undefined;
}

/** `17.9` → `17`. */
export function majorOf(version: string): string {
  return version.split(".")[0] ?? version;
}

/** Below 0 where `one` is older than `other`. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [one, other].map((version) => version.split(".").map(Number));
  const length = Math.max(left?.length ?? 0, right?.length ?? 0);
  for (let index = 0; index < length; index++) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Parameter family of a version: `aurora-postgresql17`. */
export function familyOf(version: string): string {
  return `${AURORA_POSTGRESQL}${majorOf(version)}`;
}

/** Whether RDS knows the parameter family. */
export function isFamily(family: string): boolean {
  return Object.keys(MINORS).some((major) => family === `${AURORA_POSTGRESQL}${major}`);
}

const MEMORY_SIZES = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"];

/**
 * Node classes by family: sizes, and from which minor version of a major one they run (absent: from its first).
 * Source: Aurora user guide, "Supported DB engines for DB instance classes".
 */
const CLASSES: Readonly<
  Record<string, { readonly sizes: readonly string[]; readonly from?: Readonly<Record<string, number>> }>
> = {
  t3: { sizes: ["medium", "large"] },
  t4g: { sizes: ["medium", "large"] },
  r5: { sizes: ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge"] },
  r6g: { sizes: MEMORY_SIZES },
  r6i: { sizes: [...MEMORY_SIZES, "24xlarge", "32xlarge"] },
  r7g: { sizes: MEMORY_SIZES, from: { "14": 7 } },
  r7i: { sizes: [...MEMORY_SIZES, "24xlarge", "48xlarge"], from: { "14": 8 } },
  r8g: { sizes: [...MEMORY_SIZES, "24xlarge", "48xlarge"], from: { "13": 99, "14": 12, "15": 7, "16": 3 } },
};

/** The class whose capacity follows the load; the cluster says between which bounds. */
export const SERVERLESS_CLASS = "db.serverless";

/** Whether a node class exists for a version. */
export function classRuns(instanceClass: string, version: string): boolean {
  if (instanceClass === SERVERLESS_CLASS) return true;
  const [, family, size] = /^db\.([a-z0-9]+)\.([a-z0-9]+)$/.exec(instanceClass) ?? [];
  const known = CLASSES[family ?? ""];
  if (known === undefined || !known.sizes.includes(size ?? "")) return false;
  return Number(version.split(".")[1] ?? 0) >= (known.from?.[majorOf(version)] ?? 0);
}

/** Retentions of Performance Insights, days: a week, 1 to 23 months of 31 days, two years. */
export function isInsightsRetention(days: number): boolean {
  return days === 7 || days === 731 || (days % 31 === 0 && days >= 31 && days <= 713);
}

/** Host name of something in RDS: `<first>.<kind->c1ab…0.<region>.rds.amazonaws.com`. The middle is the account's in the region. */
export function rdsHost(first: string, kind: "" | "cluster-" | "cluster-ro-" | "proxy-", context: TypeContext): string {
  return `${first}.${kind}${accountLabel(context.account, context.region)}.${context.region}.rds.${DNS_SUFFIX}`;
}

/** Host name of the writer of a global cluster. */
export function globalHost(identifier: string, context: TypeContext): string {
  return `${identifier}.global-${accountLabel(context.account, "global")}.global.rds.${DNS_SUFFIX}`;
}

/** Id of the zone in which RDS keeps the host names of a region. */
export function rdsHostedZone(region: string): string {
  return `Z${createHash("sha256").update(`rds/${region}`).digest("hex").toUpperCase().slice(0, 13)}`;
}

/** Twelve characters, a `c` first, the same for all of an account's databases in a region. */
function accountLabel(account: string, region: string): string {
  const digits = createHash("sha256").update(`${account}/${region}/rds`).digest("hex");
  return `c${BigInt(`0x${digits}`).toString(36).slice(0, 11)}`;
}
