/** Roles of people that need a second factor, and who may then assume them. */
import type { Problem } from "./problem.ts";
import type { SourcedSettings } from "./settings-draft.ts";
import type { TenantSpec } from "./tenant-spec.ts";
import { HUMAN_WORKLOADS } from "./vocabulary.ts";
import { problemOf } from "./writing.ts";

/** Kinds of trust whose second factor AWS cannot see, and so cannot ask for: it sees that of its own principals only. */
const UNSEEN = [
  { kind: "tokenIssuers", name: "token issuer" },
  { kind: "serviceAccounts", name: "service account" },
] as const;

/** Everyone who is let into a role of people without AWS being able to ask for the second factor that they need. */
export function checkSecondFactor(spec: TenantSpec, { identity }: SourcedSettings): Problem[] {
  const { multiFactorForHumans } = identity;
  if (spec.cloud !== "aws" || !multiFactorForHumans.value) return [];
  return HUMAN_WORKLOADS.flatMap((workload) =>
    UNSEEN.flatMap(({ kind, name }) => {
      const length = spec.workloads?.[workload]?.trust?.[kind]?.length ?? 0;
      if (length === 0) return [];
      const message =
        `got ${length} ${name}${length === 1 ? "" : "s"}, expected principals only: people need a second factor ` +
        `(identity.multiFactorForHumans, ${multiFactorForHumans.source}), and AWS can ask only its own principals for one; ` +
        "remove them, and name a role or user of the account";
      return [problemOf(spec, "constraint", `workloads.${workload}.trust.${kind}`, message)];
    }),
  );
}
