/** Names and retention of CloudWatch log groups. */
import type { StackSpec } from "../../tiers/blueprint.ts";

/** The retentions that CloudWatch Logs offers, days (API `PutRetentionPolicy`). */
const RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/**
 * The shortest retention offered that keeps logs for at least `days`, days.
 * @throws Error when none does: a shorter one would break the promise, and "forever" is not what was asked for.
 */
export function logRetentionDays(days: number): number {
  const offered = RETENTION_DAYS.find((candidate) => candidate >= days);
  if (offered === undefined) {
    throw new Error(
      `got a log retention of ${days} days, expected at most ${RETENTION_DAYS.at(-1)} for CloudWatch Logs`,
    );
  }
  return offered;
}

/** Name of a log group the stack makes, e.g. `/leasehold/acme-production/flow-logs`. */
export function logGroupName(stack: Pick<StackSpec, "name">, purpose: string): string {
  return `/leasehold/${stack.name}/${purpose}`;
}

/** The log groups of a stack: its own, and those to which its databases export under a name AWS dictates. */
export function logGroupPatterns(stack: Pick<StackSpec, "name">): readonly string[] {
  return [
    logGroupName(stack, "*"),
    `/aws/rds/cluster/${stack.name}-*`,
    `/aws/rds/instance/${stack.name}-*`,
    `/aws/rds/proxy/${stack.name}-*`,
    `/aws/vendedlogs/elasticache/${stack.name}-*`,
  ];
}
