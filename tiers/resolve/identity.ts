import type { IdentitySpec, TrustSpec, WorkloadSpec } from "../blueprint.ts";
import { cloudServices } from "../cloud-services.ts";
import { fact } from "../feasibility.ts";
import { Keyed } from "../sourced.ts";
import type { Leaf, Sourced } from "../sourced.ts";
import { HUMAN_WORKLOADS, WORKLOADS } from "../vocabulary.ts";
import type { Workload } from "../vocabulary.ts";
import { fixed, said } from "./scene.ts";
import type { Scene } from "./scene.ts";

const NAMES: readonly (readonly [Workload, Leaf<Workload>, Leaf<boolean>])[] = WORKLOADS.map((workload) => {
  const isHuman = HUMAN_WORKLOADS.some((human) => human === workload);
  return [
    workload,
    fixed<Workload>(workload, "every tenant has the same workloads"),
    fixed(isHuman, isHuman ? "a person's role" : "a program's role"),
  ];
});

/** `[]`, with the reason that nobody is named: default deny. */
const NOBODY = fixed([], "default deny: the tenant names nobody");

/** Who may assume which role. */
export function resolveIdentity(scene: Scene): Sourced<IdentitySpec> {
  const { permissionsBoundary, sessionMinutes } = scene.settings.identity;
  return {
    workloads: new Keyed<WorkloadSpec>(
      NAMES.map(([key, name, human]) => [key, { name, human, trust: resolveTrust(scene, key) }]),
    ),
    permissionsBoundary,
    multiFactorForHumans: resolveSecondFactor(scene),
    sessionMinutes,
  };
}

/** Where no role can ask for a second factor, the leaf says who does. */
function resolveSecondFactor({ settings, cloud }: Scene): Leaf<boolean> {
  const { multiFactorForHumans } = settings.identity;
  const { directory } = cloudServices(cloud).people;
  if (directory === undefined || !multiFactorForHumans.value) return multiFactorForHumans;
  const { asks, fact: id } = directory;
  return multiFactorForHumans.to(true, `fact ${id}`, {
    note: `${asks} asks for it, not the stack`,
    at: fact(id).at,
  });
}

function resolveTrust(scene: Scene, workload: Workload): Sourced<TrustSpec> {
  const trust = scene.spec.workloads?.[workload]?.trust;
  const path = `workloads.${workload}.trust`;
  return {
    principals: trust?.principals === undefined ? NOBODY : said(scene, `${path}.principals`, trust.principals),
    tokenIssuers: trust?.tokenIssuers === undefined ? NOBODY : said(scene, `${path}.tokenIssuers`, trust.tokenIssuers),
    serviceAccounts:
      trust?.serviceAccounts === undefined ? NOBODY : said(scene, `${path}.serviceAccounts`, trust.serviceAccounts),
  };
}
