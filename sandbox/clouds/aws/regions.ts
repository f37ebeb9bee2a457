/** Regions and availability zones as AWS names them. Zone letters are shuffled per account, zone ids are not. */
import { createHash } from "node:crypto";
import { CloudRefusal } from "../resource-type.ts";

/** `[prefix of the zone ids, zone numbers an account sees, zone letters an account sees]`. */
type RegionZones = readonly [prefix: string, numbers: readonly number[], letters: string];

const THREE = [1, 2, 3] as const;

/**
 * Source: AWS Regions page (counts), AWS RAM "Availability Zone IDs" (ids), the zone offerings in moto 5.2.5 (letters).
 * Tokyo's az3, Montreal's az3 and N. California's az2 exist but are closed to new accounts.
 */
const REGIONS: Readonly<Record<string, RegionZones>> = {
  "af-south-1": ["afs1", THREE, "abc"],
  "ap-east-1": ["ape1", THREE, "abc"],
  "ap-east-2": ["ape2", THREE, "abc"],
  "ap-northeast-1": ["apne1", [1, 2, 4], "acd"],
  "ap-northeast-2": ["apne2", [1, 2, 3, 4], "abcd"],
  "ap-northeast-3": ["apne3", THREE, "abc"],
  "ap-south-1": ["aps1", THREE, "abc"],
  "ap-south-2": ["aps2", THREE, "abc"],
  "ap-southeast-1": ["apse1", THREE, "abc"],
  "ap-southeast-2": ["apse2", THREE, "abc"],
  "ap-southeast-3": ["apse3", THREE, "abc"],
  "ap-southeast-4": ["apse4", THREE, "abc"],
  "ap-southeast-5": ["apse5", THREE, "abc"],
  "ap-southeast-6": ["apse6", THREE, "abc"],
  "ap-southeast-7": ["apse7", THREE, "abc"],
  "ca-central-1": ["cac1", [1, 2, 4], "abd"],
  "ca-west-1": ["caw1", THREE, "abc"],
  "eu-central-1": ["euc1", THREE, "abc"],
  "eu-central-2": ["euc2", THREE, "abc"],
  "eu-north-1": ["eun1", THREE, "abc"],
  "eu-south-1": ["eus1", THREE, "abc"],
  "eu-south-2": ["eus2", THREE, "abc"],
  "eu-west-1": ["euw1", THREE, "abc"],
  "eu-west-2": ["euw2", THREE, "abc"],
  "eu-west-3": ["euw3", THREE, "abc"],
  "il-central-1": ["ilc1", THREE, "abc"],
  "me-central-1": ["mec1", THREE, "abc"],
  "me-south-1": ["mes1", THREE, "abc"],
  "mx-central-1": ["mxc1", THREE, "abc"],
  "sa-east-1": ["sae1", THREE, "abc"],
  "us-east-1": ["use1", [1, 2, 3, 4, 5, 6], "abcdef"],
  "us-east-2": ["use2", THREE, "abc"],
  "us-gov-east-1": ["usge1", THREE, "abc"],
  "us-gov-west-1": ["usgw1", THREE, "abc"],
  "us-west-1": ["usw1", [1, 3], "ab"],
  "us-west-2": ["usw2", [1, 2, 3, 4], "abcd"],
};

/** Domain of every endpoint: the simulated AWS plays no partition (China, sovereign Europe) with another one. */
export const DNS_SUFFIX = "amazonaws.com";

/** Every region in which the simulated cloud has zones. */
export const REGION_NAMES: readonly string[] = Object.keys(REGIONS);

export interface AvailabilityZone {
  /** The account's own letter: `eu-west-1a`. */
  readonly name: string;
  /** The same place for every account: `euw1-az2`. */
  readonly zoneId: string;
}

/**
 * Zones of a region as one account sees them, by letter. The same account always sees the same mapping.
 * Throws: `CloudRefusal` for a region the simulated cloud does not have.
 */
export function zonesOf(account: string, region: string): readonly AvailabilityZone[] {
  const [prefix, numbers, letters] = requireRegion(region);
  const shuffled = shuffle([...numbers], `${account}/${region}`);
  return Array.from(letters, (letter, index) => ({
    name: `${region}${letter}`,
    zoneId: `${prefix}-az${shuffled[index] ?? index + 1}`,
  }));
}

/** Short prefix of a region in zone ids and ElastiCache host names: `euw1`. Throws: `CloudRefusal` for an unknown region. */
export function regionPrefix(region: string): string {
  return requireRegion(region)[0];
}

function requireRegion(region: string): RegionZones {
  const zones = REGIONS[region];
  if (zones === undefined)
    throw new CloudRefusal(`the simulated AWS has no region ${region}; it has ${REGION_NAMES.join(", ")}`);
  return zones;
}

/** Fisher–Yates with a hash as its dice. */
function shuffle<Item>(items: Item[], seed: string): Item[] {
  const dice = createHash("sha256").update(seed).digest();
  for (let index = items.length - 1; index > 0; index--) {
    const other = (dice[index] ?? 0) % (index + 1);
    const [kept, swapped] = [items[index], items[other]];
    if (kept !== undefined && swapped !== undefined) [items[index], items[other]] = [swapped, kept];
  }
  return items;
}
