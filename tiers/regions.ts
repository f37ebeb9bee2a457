/** The regions of a cloud: where they lie, under whose law, and where their copies may go. The rows are in `data/regions.yaml`. */
import * as z from "zod";
import { readCatalogueFile } from "./catalogue-file.ts";
import type { Cloud } from "./vocabulary.ts";

const regionSchema = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)+-\d$/),
  place: z.string().min(2),
  country: z.string().regex(/^[A-Z]{2}$/),
  jurisdiction: z.string().regex(/^([a-z]{2}|us-gov)$/),
  eu: z.literal(true).exactOptional(),
  eea: z.literal(true).exactOptional(),
  zones: z.int().min(1).max(10).exactOptional(),
  zoneSuffixes: z.array(z.string().regex(/^[a-z]$/)).exactOptional(),
  optIn: z.boolean(),
  partition: z.enum(["aws-us-gov", "aws-eusc"]).exactOptional(),
  standby: z.string().exactOptional(),
  standbyNone: z.string().exactOptional(),
  note: z.string().exactOptional(),
  notOffered: z.string().exactOptional(),
});
const regionsFileSchema = z.strictObject({
  schema: z.literal(1),
  asOf: z.iso.date(),
  legend: z.record(z.string(), z.string()),
  sources: z.record(z.string(), z.array(z.string())),
  aws: z.array(regionSchema).min(1),
});

/** One region, frozen. */
export interface Region {
  readonly cloud: Cloud;
  readonly id: string;
  /** City or state. */
  readonly place: string;
  /** ISO 3166 code in capitals. */
  readonly country: string;
  /** Law group: `eu` for EU member states, otherwise the country in lower case (`uk` for Great Britain), `us-gov` for a government partition. */
  readonly jurisdiction: string;
  /** In an EU member state. */
  readonly eu: boolean;
  /** In the EU, Norway, Iceland or Liechtenstein. */
  readonly eea: boolean;
  /** Number of availability zones; absent: not established. */
  readonly zoneCount?: number;
  /** Must be enabled on the account first. */
  readonly optIn: boolean;
  /** Set of regions that shares accounts and identities: `aws`, `aws-us-gov`, `aws-eusc`. */
  readonly partition: string;
  /** Region to fail over to: same jurisdiction, same partition. */
  readonly standby?: string;
  /** Why there is no standby. */
  readonly standbyNone?: string;
  /** Why a tenant cannot choose it, and what to choose instead; absent: it can. */
  readonly notOffered?: string;
  /** `tiers/data/regions.yaml:31`, worked out when asked. */
  readonly at: () => string;
}

let loaded: ReadonlyMap<string, Region> | undefined;

/** Every known region of a cloud in the order of the data, also those that are not offered; none for clouds that are not available yet. */
export function regionsOf(cloud: Cloud): readonly Region[] {
  return cloud === "aws" ? [...(loaded ??= readRegions()).values()] : [];
}

/** A region by its id; undefined when the cloud has none of that name. */
export function regionOf(cloud: Cloud, id: string): Region | undefined {
  return cloud === "aws" ? (loaded ??= readRegions()).get(id) : undefined;
}

/**
 * Whether data that may lie in the given jurisdictions may lie in a region.
 * - `eu` means the EU member states and the EEA.
 * - `us` means every region of the country, its government partition too; `us-gov` that partition alone.
 * - everything else is a country (`uk` or `gb`, `ch`, `de`, …); a member state's code means that state alone.
 * @param residency jurisdictions as a tenant writes them; an empty list allows nothing.
 */
export function jurisdictionAllows(residency: readonly string[], region: Region): boolean {
  return residency.some((code) => {
    if (code === "eu") return region.eu || region.eea;
    return code === region.jurisdiction || code === region.country.toLowerCase();
  });
}

function readRegions(): ReadonlyMap<string, Region> {
  const file = readCatalogueFile("data/regions.yaml", regionsFileSchema);
  return new Map(
    file.value.aws.map((row, index): [string, Region] => {
      const region: Region = {
        cloud: "aws",
        id: row.id,
        place: row.place,
        country: row.country,
        jurisdiction: row.jurisdiction,
        eu: row.eu ?? false,
        eea: row.eea ?? false,
        ...(row.zones === undefined ? {} : { zoneCount: row.zones }),
        optIn: row.optIn,
        partition: row.partition ?? "aws",
        ...(row.standby === undefined ? {} : { standby: row.standby }),
        ...(row.standbyNone === undefined ? {} : { standbyNone: row.standbyNone }),
        ...(row.notOffered === undefined ? {} : { notOffered: row.notOffered }),
        at: () => file.at("aws", index),
      };
      return [row.id, Object.freeze(region)];
    }),
  );
}
