/** What works as written but a person should know. */
import type { Problem } from "./problem.ts";
import { regionOf } from "./regions.ts";
import { unaskedSecondFactors } from "./second-factor.ts";
import { securityLevelDefinition } from "./security-levels.ts";
import type { SourcedSettings } from "./settings-draft.ts";
import type { TenantSpec } from "./tenant-spec.ts";
import type { Environment } from "./vocabulary.ts";
import { problemOf } from "./writing.ts";

/** Warnings about one stack, each with code and path like a problem. */
export function warningsOf(spec: TenantSpec, environment: Environment, settings: SourcedSettings): readonly Problem[] {
  return [
    ...unkeptClauses(spec, settings),
    ...unusedChannels(spec, environment, settings),
    ...unzonedStandby(spec, settings),
    ...unaskedSecondFactors(spec, settings),
  ];
}

/** Clauses of the security level that nothing keeps yet: said, never passed over in silence. */
function unkeptClauses(spec: TenantSpec, { stack }: SourcedSettings): Problem[] {
  const { clauses } = securityLevelDefinition(stack.securityLevel.value);
  // Where the tenant names no level, the tier it chose is what brings it.
  const path = spec.securityLevel === undefined ? "tier" : "securityLevel";
  return clauses
    .filter(({ keptBy }) => keptBy === "gap")
    .map(({ level, clause }) =>
      problemOf(
        spec,
        "not-kept",
        path,
        `security level ${level} asks for ${clause}, which nothing here keeps yet; keep it by other means`,
      ),
    );
}

/** A standby region without zones takes over, but cannot lose one. */
function unzonedStandby(spec: TenantSpec, { backup }: SourcedSettings): Problem[] {
  const id = spec.standbyRegion ?? regionOf(spec.cloud, spec.region)?.standby;
  if (!backup.disasterRecovery.value || id === undefined || regionOf(spec.cloud, id)?.zoneCount !== 0) return [];
  const message = `standby region ${id} has no availability zones: after a failover the stack runs in one place until the home region is back; name another standbyRegion to avoid it`;
  return [problemOf(spec, "not-kept", spec.standbyRegion === undefined ? "region" : "standbyRegion", message)];
}

/** Alert channels that the tenant gives and the stack does not use. */
function unusedChannels(spec: TenantSpec, environment: Environment, { monitoring }: SourcedSettings): Problem[] {
  const given = spec.contacts.channels;
  if (given === undefined || environment !== "production") return [];
  const unused = (["slack", "webhook", "pagerduty", "sms"] as const).filter(
    (channel) => given[channel] !== undefined && !monitoring.channels.value.includes(channel),
  );
  const used = monitoring.channels.value.join(", ") || "none";
  return unused.map((channel) =>
    problemOf(
      spec,
      "not-overridable",
      `contacts.channels.${channel}`,
      `got ${channel}, expected ${used} for tier ${spec.tier}; it is not used until the tier or monitoring.channels allows it`,
    ),
  );
}
