/** What only the account knows: which physical zones it may use. Asked once, before the first resource, then frozen. */
import { getAvailabilityZones } from "@pulumi/aws/getAvailabilityZones.js";
import { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import * as pulumi from "@pulumi/pulumi";
import type { Blueprint } from "../../tiers/blueprint.ts";
import { ZONES } from "../../tiers/vocabulary.ts";
import type { AccountFacts } from "../contracts.ts";

/**
 * Zones in which Amazon EKS places no control plane (EKS user guide, "Amazon EKS networking requirements for VPC and
 * subnets"); they lack newer instance classes too. Taken only where a region has no other, since a subnet cannot move.
 */
const LAST_RESORT_ZONE_IDS: readonly string[] = ["use1-az3", "usw1-az2", "cac1-az3"];

/**
 * The account's zones behind the keys a, b and c, in the order of their ids, which mean the same in every account.
 * @throws RunError when the account may use fewer zones than the blueprint has.
 */
export async function readAccountFacts(
  { stack, network }: Pick<Blueprint, "stack" | "network">,
  providers: pulumi.ProviderResource[],
): Promise<AccountFacts> {
  const provider = providers.find((candidate) => AwsProvider.isInstance(candidate));
  if (provider === undefined) throw new Error("no AWS provider among the stack's providers");
  const { names, zoneIds } = await getAvailabilityZones(
    {
      state: "available",
      filters: [
        // Local and wavelength zones are opted into and carry none of the services.
        { name: "opt-in-status", values: ["opt-in-not-required"] },
        { name: "zone-type", values: ["availability-zone"] },
      ],
    },
    { provider },
  );
  // The two lists run in parallel: both in the order of the names.
  const [a, b, c] = preferredFirst(zoneIds.map((id, index) => ({ id, name: names[index] ?? "" })));
  if (a === undefined || b === undefined || c === undefined) {
    const found = zoneIds.length === 0 ? "" : ` (${zoneIds.toSorted().join(", ")})`;
    throw new pulumi.RunError(
      `region ${stack.region}: got ${zoneIds.length} availability zones for account ${stack.account}${found},` +
        ` expected at least ${ZONES.length} for the zones ${network.zones.join(", ")};` +
        ` choose a region in which the account may use ${ZONES.length} zones`,
    );
  }
  return {
    account: stack.account,
    zoneIds: { a: a.id, b: b.id, c: c.id },
    zoneNames: { a: a.name, b: b.name, c: c.name },
  };
}

interface AccountZone {
  /** The same zone has the same id in every account. */
  readonly id: string;
  /** Letters are dealt out per account. */
  readonly name: string;
}

function preferredFirst(zones: readonly AccountZone[]): readonly AccountZone[] {
  const isLastResort = ({ id }: AccountZone): boolean => LAST_RESORT_ZONE_IDS.includes(id);
  const sorted = zones.toSorted((one, other) => one.id.localeCompare(other.id, "en"));
  return [...sorted.filter((zone) => !isLastResort(zone)), ...sorted.filter(isLastResort)];
}
