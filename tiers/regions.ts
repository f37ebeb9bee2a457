/** The regions of a cloud: where they lie, under whose law, and where their copies may go. The rows are in `data/regions*.yaml`. */
import * as z from "zod";
import { readDataFile } from "./data-file.ts";
import { isAvailable } from "./vocabulary.ts";
import type { AvailableCloud, Cloud } from "./vocabulary.ts";

const regionSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
  place: z.string().min(2),
  country: z.string().regex(/^[A-Z]{2}$/),
  jurisdiction: z.string().regex(/^([a-z]{2}|us-gov|us-dod)$/),
  eu: z.literal(true).exactOptional(),
  eea: z.literal(true).exactOptional(),
  zones: z.int().min(0).max(10).exactOptional(),
  zoneSuffixes: z.array(z.string().regex(/^[a-z]$/)).exactOptional(),
  optIn: z.boolean().exactOptional(),
  partition: z.enum(["aws-us-gov", "aws-eusc", "azure-us-gov"]).exactOptional(),
  standby: z.string().exactOptional(),
  standbyNone: z.string().exactOptional(),
  backupPair: z.string().exactOptional(),
  standbyOnly: z.string().exactOptional(),
  note: z.string().exactOptional(),
  notOffered: z.string().exactOptional(),
});
/** One region, frozen. */
export interface Region {
  readonly cloud: Cloud;
  readonly id: string;
  /** City or state. */
  readonly place: string;
  /** ISO 3166 code in capitals. */
  readonly country: string;
  /** Law group: `eu` for EU member states, otherwise the country in lower case (`uk` for Great Britain), `us-gov` and `us-dod` for government partitions. */
  readonly jurisdiction: string;
  /** In an EU member state. */
  readonly eu: boolean;
  /** In the EU, Norway, Iceland or Liechtenstein. */
  readonly eea: boolean;
  /** Number of availability zones, 0: none; absent: not established. */
  readonly zoneCount?: number;
  /** Must be enabled on the account first. */
  readonly optIn: boolean;
  /** Set of regions that shares accounts and identities: the cloud's name, or `aws-us-gov`, `aws-eusc`, `azure-us-gov`. */
  readonly partition: string;
  /** Region to fail over to: same jurisdiction, same partition. */
  readonly standby?: string;
  /** Why there is no standby. */
  readonly standbyNone?: string;
  /** The only region to which the cloud itself copies the database's backups; absent: nowhere, or wherever one says. */
  readonly backupPair?: string;
  /** Why a tenant cannot live there, though its copies can; absent: it can. */
  readonly standbyOnly?: string;
  /** Why a tenant cannot choose it, and what to choose instead; absent: it can. */
  readonly notOffered?: string;
  /** `tiers/data/regions.yaml:31`, worked out when asked. */
  readonly at: () => string;
}

interface Regions {
  readonly all: readonly Region[];
  readonly byId: ReadonlyMap<string, Region>;
}

const NONE: Regions = { all: Object.freeze([]), byId: new Map() };
const loaded = new Map<AvailableCloud, Regions>();

/** Every known region of a cloud in the order of the data, also those that are not offered; none for clouds that are not available yet. */
export function regionsOf(cloud: Cloud): readonly Region[] {
  return regions(cloud).all;
}

/** A region by its id; undefined when the cloud has none of that name. */
export function regionOf(cloud: Cloud, id: string): Region | undefined {
  return regions(cloud).byId.get(id);
}

/** Whether a tenant may live in a region; where not, at most its copies may. */
export function isHome(region: Region): boolean {
  return region.notOffered === undefined && region.standbyOnly === undefined;
}

/**
 * Whether data that may lie in the given jurisdictions may lie in a region.
 * - `eu` means the EU member states and the EEA.
 * - `us` means every region of the country, its government partitions too; `us-gov` that partition alone.
 * - everything else is a country (`uk` or `gb`, `ch`, `de`, …); a member state's code means that state alone.
 * @param residency jurisdictions as a tenant writes them; an empty list allows nothing.
 */
export function jurisdictionAllows(residency: readonly string[], region: Region): boolean {
  return residency.some((code) => {
    if (code === "eu") return region.eu || region.eea;
    return code === region.jurisdiction || code === region.country.toLowerCase();
  });
}

function regions(cloud: Cloud): Regions {
  if (!isAvailable(cloud)) return NONE;
  let found = loaded.get(cloud);
  if (found === undefined) loaded.set(cloud, (found = readRegions(cloud)));
  return found;
}

const FILES: Readonly<Record<AvailableCloud, string>> = {
  aws: "data/regions.yaml",
  azure: "data/regions-azure.yaml",
  gcp: "data/regions-gcp.yaml",
};

function readRegions(cloud: AvailableCloud): Regions {
  const { entries, at } = readDataFile(FILES[cloud], cloud, z.array(regionSchema).min(1));
  const all = entries.map((row, index): Region => {
    const { id, place, country, jurisdiction, zones, standby, standbyNone, backupPair, standbyOnly, notOffered } = row;
    return Object.freeze({
      cloud,
      id,
      place,
      country,
      jurisdiction,
      eu: row.eu ?? false,
      eea: row.eea ?? false,
      optIn: row.optIn ?? false,
      partition: row.partition ?? cloud,
      ...(zones === undefined ? {} : { zoneCount: zones }),
      ...(standby === undefined ? {} : { standby }),
      ...(standbyNone === undefined ? {} : { standbyNone }),
      ...(backupPair === undefined ? {} : { backupPair }),
      ...(standbyOnly === undefined ? {} : { standbyOnly }),
      ...(notOffered === undefined ? {} : { notOffered }),
      at: () => at(index),
    });
  });
  return { all: Object.freeze(all), byId: new Map(all.map((region) => [region.id, region])) };
}
