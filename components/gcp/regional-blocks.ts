/** The blueprint's zonal blocks as Google Cloud takes them: a subnetwork spans the zones of its region. */
import { addressBlock, partOf } from "../../tiers/address-block.ts";
import type { NetworkSpec } from "../../tiers/blueprint.ts";
import type { SubnetRole } from "../../tiers/vocabulary.ts";

export interface RegionalBlocks {
  /** Block of each role's subnetwork. */
  readonly subnets: Readonly<Record<SubnetRole, string>>;
  /** Where Google's managed services (Cloud SQL) get their addresses: never overlaps, since it lies in the tenant's own block. */
  readonly services: string;
}

/**
 * One block per role: the smallest that holds the role's zonal blocks, and with them the share that the plan reserves for a
 * fourth zone. Managed services need a block of their own beside the subnetworks, so `data` is halved: private endpoints
 * below, managed services above. `public` is halved too; its upper half is kept for the proxies of a load balancer. In a
 * /20: application /21; data, services and public /23.
 * @throws Error when two roles' blocks would overlap: the plan of every dedicated tier keeps them apart.
 */
export function regionalBlocks({ cidr, subnets }: Pick<NetworkSpec, "cidr" | "subnets">): RegionalBlocks {
  const whole = (role: SubnetRole): string => {
    const zonal = subnets.filter((subnet) => subnet.role === role).map((subnet) => subnet.cidr);
    return coveringBlock(cidr, zonal);
  };
  const [application, data, open] = [whole("application"), whole("data"), whole("public")];
  const blocks = [application, data, open].map(addressBlock).toSorted((a, b) => (a.first < b.first ? -1 : 1));
  blocks.forEach((block, index) => {
    const next = blocks[index + 1];
    if (next !== undefined && next.first <= block.last) {
      throw new Error(`${block.cidr} and ${next.cidr} overlap: the plan mixes the blocks of two roles`);
    }
  });
  return {
    subnets: { application, data: half(data, 0), public: half(open, 0) },
    services: half(data, 1),
  };
}

/** The smallest part of a block that holds all of the given ones. */
function coveringBlock(whole: string, parts: readonly string[]): string {
  const [first] = parts;
  if (first === undefined) throw new Error(`the blueprint plans no subnet for some role in ${whole}`);
  const { first: start, prefixLength: shortest } = addressBlock(whole);
  for (let prefixLength = addressBlock(first).prefixLength; prefixLength >= shortest; prefixLength -= 1) {
    const size = 1n << BigInt(32 - prefixLength);
    const index = Number((addressBlock(first).first - start) / size);
    const candidate = partOf(whole, prefixLength, index);
    if (candidate !== undefined && parts.every((part) => isInside(candidate, part))) return candidate;
  }
  throw new Error(`${parts.join(", ")} lie outside of ${whole}`);
}

function isInside(outer: string, inner: string): boolean {
  const [a, b] = [addressBlock(outer), addressBlock(inner)];
  return a.first <= b.first && b.last <= a.last;
}

function half(cidr: string, index: 0 | 1): string {
  const part = partOf(cidr, addressBlock(cidr).prefixLength + 1, index);
  if (part === undefined) throw new Error(`${cidr} cannot be halved`);
  return part;
}
