/** What works as written but a person should know. */
import type { Problem } from "./problem.ts";
import { securityLevelDefinition } from "./security-levels.ts";
import type { SourcedSettings } from "./settings-draft.ts";
import type { TenantSpec } from "./tenant-spec.ts";
import type { Environment } from "./vocabulary.ts";
import { problemOf } from "./writing.ts";

/** Warnings about one stack, each with code and path like a problem. */
export function warningsOf(spec: TenantSpec, environment: Environment, settings: SourcedSettings): readonly Problem[] {
  return [...unkeptClauses(spec, settings), ...unusedChannels(spec, environment, settings)];
}

/** Clauses of the security level that nothing keeps yet: said, never passed over in silence. */
function unkeptClauses(spec: TenantSpec, { stack }: SourcedSettings): Problem[] {
  const { clauses } = securityLevelDefinition(stack.securityLevel.value);
  return clauses
    .filter(({ keptBy }) => keptBy === "gap")
    .map(({ level, clause }) =>
      problemOf(
        spec,
        "not-kept",
        "securityLevel",
        `security level ${level} asks for ${clause}, which nothing here keeps yet; keep it by other means`,
      ),
    );
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
