/** Roles of people that need a second factor, and who may then assume them. */
import { cloudServices } from "./cloud-services.ts";
import type { Problem } from "./problem.ts";
import type { SourcedSettings } from "./settings-draft.ts";
import type { TenantSpec } from "./tenant-spec.ts";
import { HUMAN_WORKLOADS } from "./vocabulary.ts";
import type { Workload } from "./vocabulary.ts";
import { problemOf } from "./writing.ts";

/** Kinds of trust behind which there is no person of the cloud's own, whom it could ask for a second factor. */
const UNSEEN = [
  { kind: "tokenIssuers", name: "token issuer" },
  { kind: "serviceAccounts", name: "service account" },
] as const;

/** Principals that are programs; only Google Cloud's ids tell. */
const PROGRAM = /^serviceAccount:/;

/** Everyone who is let into a role of people without the cloud being able to ask for the second factor that they need. */
export function checkSecondFactor(spec: TenantSpec, { identity }: SourcedSettings): Problem[] {
  const { multiFactorForHumans } = identity;
  if (!multiFactorForHumans.value) return [];
  const { people } = cloudServices(spec.cloud);
  const refuse = (workload: Workload, kind: string, got: string): Problem => {
    const message =
      `got ${got}, expected ${people.instead} only: people need a second factor ` +
      `(identity.multiFactorForHumans, ${multiFactorForHumans.source}), and ${people.reason}; ` +
      `remove them, and name ${people.example}`;
    return problemOf(spec, "constraint", `workloads.${workload}.trust.${kind}`, message);
  };
  return HUMAN_WORKLOADS.flatMap((workload) => {
    const trust = spec.workloads?.[workload]?.trust;
    const unseen = UNSEEN.flatMap(({ kind, name }) => {
      const length = trust?.[kind]?.length ?? 0;
      return length === 0 ? [] : [refuse(workload, kind, counted(length, name))];
    });
    const programs = trust?.principals?.flatMap((id, index) => (PROGRAM.test(id) ? [[id, index] as const] : [])) ?? [];
    return [...unseen, ...programs.map(([id, index]) => refuse(workload, `principals[${index}]`, id))];
  });
}

/** People whose second factor nobody here asks for, since the cloud leaves it to the directory: said, never assumed. */
export function unaskedSecondFactors(spec: TenantSpec, { identity }: SourcedSettings): Problem[] {
  const { people } = cloudServices(spec.cloud);
  if (!identity.multiFactorForHumans.value || people.directory === undefined) return [];
  const { asks, fact } = people.directory;
  return HUMAN_WORKLOADS.flatMap((workload) => {
    const length = spec.workloads?.[workload]?.trust?.principals?.length ?? 0;
    if (length === 0) return [];
    const message = `got ${counted(length, "principal")}, whose second factor no stack can ask for on ${spec.cloud} (fact ${fact}): ${asks} asks for it; see that it does`;
    return [problemOf(spec, "not-kept", `workloads.${workload}.trust.principals`, message)];
  });
}

function counted(length: number, name: string): string {
  return `${length} ${name}${length === 1 ? "" : "s"}`;
}
