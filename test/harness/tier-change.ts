/** What a change of tier did to a stack's resources, told from `leasehold up --json`. */
import * as z from "zod";
import { changeCounts, changes, type Change } from "../../cli/operation-events.ts";
import { standingOf } from "../../tiers/standing.ts";
import { type Cloud, DEDICATED_TIERS, type DedicatedTier } from "../../tiers/vocabulary.ts";
import type { EngineSandbox, TenantEdit } from "./engine-sandbox.ts";

/** The tenant whose tier changes, and its stack. */
export const CHANGING_TENANT = "globex";
export const CHANGING_STACK = "globex-production";

/** Enterprise and above wake people: with a channel in every tier, a change of tier changes nothing else in the file. */
export const CONTACTS = {
  owner: "platform@globex.example",
  security: "security@globex.example",
  billing: "billing@globex.example",
  channels: { pagerduty: { secretRef: "globex/pagerduty-key" } },
};

/** Who is told of an account. */
export const ACCOUNT_CONTACTS = {
  owner: "platform@globex.example",
  security: "security@globex.example",
  securityTelephone: "+1 212 555 0102",
};

/** Where the tenant lives on each cloud; on AWS it is the example's. */
const HOMES = {
  aws: { cloud: "aws", region: "us-east-1", account: "222233334444" },
  azure: {
    cloud: "azure",
    region: "westeurope",
    account: "22222222-3333-4444-5555-666666666666",
    residency: ["eu"],
    workloads: undefined,
  },
  gcp: {
    cloud: "gcp",
    region: "europe-west1",
    account: "globex-production",
    residency: ["eu"],
    workloads: undefined,
  },
} as const satisfies Partial<Record<Cloud, TenantEdit & Readonly<Record<"cloud" | "region" | "account", string>>>>;

/** Clouds on which every pair of tiers is tried. */
export type ChangingCloud = keyof typeof HOMES;
export const CHANGING_CLOUDS = Object.keys(HOMES) as ChangingCloud[];

/** The engine's names for steps after which a resource is no longer the one it was. */
const LOSING_STEPS = [
  "delete",
  "replace",
  "create-replacement",
  "delete-replaced",
  "discard",
  "discard-replaced",
  "remove-pending-replace",
];
/** A cache is a copy, and yet no tier change may empty it. */
const CACHES = [
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "azure-native:redisenterprise:RedisEnterprise",
  "azure-native:redisenterprise:Database",
  "gcp:memorystore/instance:Instance",
];

const upResult = z.object({
  counts: z.record(z.string(), z.number()),
  changes: z.array(z.object({ op: z.string(), urn: z.string(), type: z.string(), inputs: z.array(z.string()) })),
  outputs: z.record(z.string(), z.unknown()),
});

/** What a change of tier did to the resources. */
export interface Moved {
  readonly counts: Readonly<Record<string, number>>;
  /** Stores, what supports them, and the cache, that were deleted or replaced: `<step> <logical name>: <inputs>`. */
  readonly lost: readonly string[];
}

/** A change of tier that went through. */
export interface TierChange extends Moved {
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Ordered pairs of different dedicated tiers. */
export const TIER_PAIRS: readonly (readonly [from: DedicatedTier, to: DedicatedTier])[] = DEDICATED_TIERS.flatMap(
  (from) => DEDICATED_TIERS.filter((to) => to !== from).map((to) => [from, to] as const),
);

/** The add-on that white label cannot be without. */
export function addOnsOf(tier: DedicatedTier): TenantEdit {
  return tier === "white-label" ? { addOns: { whiteLabel: { domain: "studio.globex.example" } } } : {};
}

/**
 * Writes the tenant's file with another tier, and with the add-on that white label cannot be without. The account it lies
 * in has a baseline: the record of who did what is kept there.
 * @param edit what else differs from the example
 */
export function giveTier(
  sandbox: EngineSandbox,
  tier: DedicatedTier,
  cloud: ChangingCloud = "aws",
  edit: TenantEdit = {},
): void {
  const { account: id, region } = HOMES[cloud];
  sandbox.giveAccount(CHANGING_TENANT, { cloud, id, region, contacts: ACCOUNT_CONTACTS });
  sandbox.giveTenant(CHANGING_TENANT, {
    ...HOMES[cloud],
    contacts: CONTACTS,
    tier,
    addOns: undefined,
    ...addOnsOf(tier),
    ...edit,
  });
}

/**
 * Brings the stack to a tier.
 * @param more options of `leasehold up`
 * @throws Error with what the command said when it failed
 */
export async function changeTier(
  sandbox: EngineSandbox,
  tier: DedicatedTier,
  cloud: ChangingCloud = "aws",
  ...more: readonly string[]
): Promise<TierChange> {
  giveTier(sandbox, tier, cloud);
  return bringUp(sandbox, ...more);
}

/**
 * Brings a stack that is up to a tier by the engine alone, without plan, guard and policy pack: what happens to the resources
 * is the same, for half the time.
 * @throws Error with what the engine said when it failed
 */
export async function moveToTier(sandbox: EngineSandbox, tier: DedicatedTier, cloud: ChangingCloud): Promise<Moved> {
  giveTier(sandbox, tier, cloud);
  const events = await sandbox.events(["up", "--yes", "--skip-preview"], CHANGING_STACK);
  return { counts: changeCounts(events), lost: lostBy(changes(events)) };
}

/**
 * Brings the stack to what its file says.
 * @param more options of `leasehold up`
 * @throws Error with what the command said when it failed
 */
export async function bringUp(sandbox: EngineSandbox, ...more: readonly string[]): Promise<TierChange> {
  const { exitCode, stdout, stderr } = await sandbox.leasehold(["up", CHANGING_STACK, "--sandbox", "--json", ...more]);
  if (exitCode !== 0) throw new Error(`exit code ${exitCode}\n${stderr}`);
  const { counts, outputs, changes: done } = upResult.parse(JSON.parse(stdout));
  return { counts, outputs, lost: lostBy(done) };
}

function lostBy(done: readonly Pick<Change, "op" | "urn" | "type" | "inputs">[]): readonly string[] {
  return done
    .filter(({ op, urn, type }) => LOSING_STEPS.includes(op) && matters(urn, type))
    .map(({ op, urn, inputs }) => `${op} ${nameOf(urn)}: ${inputs.join(", ")}`);
}

/** A reader may go with the tier that had it; every other copy that a tier change touches is the cache. */
function matters(urn: string, type: string): boolean {
  return CACHES.includes(type) || ["authoritative", "support"].includes(standingOf(type, nameOf(urn)));
}

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}
