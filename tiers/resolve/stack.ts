import type { StackLabels, StackSpec } from "../blueprint.ts";
import { labelValue } from "../labels.ts";
import { frameworksOf } from "../frameworks.ts";
import { Leaf } from "../sourced.ts";
import type { Sourced } from "../sourced.ts";
import { stackName } from "../stack-name.ts";
import { fixed, said } from "./scene.ts";
import type { Scene } from "./scene.ts";

/** Source of what the name of the stack says. */
const STACK_NAME = "stack name";
const NO_FRAMEWORKS = fixed([], "the tenant names none");

/** Who and where the stack is, and what is promised for all of it. */
export function resolveStack(scene: Scene): Sourced<StackSpec> {
  const { spec, environment, settings, region, standby } = scene;
  const frameworks = frameworksOf(spec);
  const byName = <T>(value: T) => new Leaf(value, STACK_NAME);
  return {
    name: byName(stackName(spec.tenant, environment)),
    tenant: said(scene, "tenant", spec.tenant),
    tenantName: said(scene, "name", spec.name),
    environment: byName(environment),
    tier: said(scene, "tier", spec.tier),
    cloud: said(scene, "cloud", spec.cloud),
    region: regionLeaf(scene),
    standbyRegion: standby,
    account: resolveAccount(scene),
    jurisdiction: new Leaf(region.jurisdiction, `region ${region.id}`, {
      note: region.place,
      at: region.at,
      basis: "own",
    }),
    securityLevel: settings.stack.securityLevel,
    frameworks: frameworks.length === 0 ? NO_FRAMEWORKS : said(scene, "frameworks", frameworks),
    isolation: resolveIsolation(scene),
    deletionProtection: settings.stack.deletionProtection,
    fipsEndpoints: settings.stack.fipsEndpoints,
    availabilityObjectivePercent: settings.stack.availabilityObjectivePercent,
    contacts: {
      owner: said(scene, "contacts.owner", spec.contacts.owner),
      security: said(scene, "contacts.security", spec.contacts.security),
      billing: said(scene, "contacts.billing", spec.contacts.billing),
    },
  };
}

/** Where the stack lies: in the region that the tenant names, or in the standby of it. */
function regionLeaf(scene: Scene): Leaf<string> {
  return scene.home?.standby ?? said(scene, "region", scene.spec.region);
}

function resolveAccount(scene: Scene): Leaf<string> {
  const { spec } = scene;
  const environment =
    scene.home !== undefined && spec.environments[scene.environment]?.account === undefined
      ? "production"
      : scene.environment;
  const own = spec.environments[environment]?.account;
  const tenants = said(scene, "account", spec.account);
  return own === undefined
    ? tenants
    : tenants.to(own, `tenant ${spec.tenant}`, said(scene, `environments.${environment}.account`, own));
}

/** The account is fixed at the first `up`: an upgrade from a shared account keeps it. */
function resolveIsolation({ settings, floors }: Scene): Leaf<StackSpec["isolation"]> {
  const { isolation } = settings.stack;
  return floors?.isolation === "dedicated" && isolation.value === "dedicated-account"
    ? isolation.to(floors.isolation, "floor", { note: "the account of the first up stays" })
    : isolation;
}

const MANAGED_BY = fixed("leasehold" as const, "the same for everybody");

/** The labels of every resource of the stack. */
export function resolveLabels(scene: Scene): Sourced<StackLabels> {
  const { spec, environment } = scene;
  const label = (leaf: Leaf<string>) => leaf.derive(labelValue(leaf.value), "as a label");
  return {
    tenant: label(said(scene, "tenant", spec.tenant)),
    tier: label(said(scene, "tier", spec.tier)),
    environment: label(new Leaf(environment, STACK_NAME)),
    region: label(regionLeaf(scene)),
    owner: label(said(scene, "contacts.owner", spec.contacts.owner)),
    "managed-by": MANAGED_BY,
  };
}
