/** Which version of an engine a new store gets. The rows are in `data/versions-aws.yaml`. */
import * as z from "zod";
import { readCatalogueFile } from "./catalogue-file.ts";

const versionSchema = z.strictObject({
  v: z.string(),
  latest: z.string().exactOptional(),
  since: z.iso.date().exactOptional(),
  end: z.iso.date().exactOptional(),
  extendedEnd: z.iso.date().exactOptional(),
  status: z.enum(["current", "extended", "ended", "next"]),
  lts: z.boolean().exactOptional(),
  family: z.string().exactOptional(),
  basisFamily: z.string().exactOptional(),
  note: z.string().exactOptional(),
});
const serviceSchema = z.strictObject({
  path: z.string(),
  source: z.string().min(10),
  choose: z.string(),
  note: z.string().exactOptional(),
  versions: z.array(versionSchema).min(1),
});

/** Services with engine versions: those with a parameter family first. */
const SERVICES_WITH_FAMILY = ["auroraPostgresql", "rdsPostgresql", "elasticacheValkey", "documentdb"] as const;
const SERVICES_WITHOUT_FAMILY = ["opensearch", "eks"] as const;
type ServiceWithFamily = (typeof SERVICES_WITH_FAMILY)[number];
/** A service whose engine has versions. */
export type VersionedService = ServiceWithFamily | (typeof SERVICES_WITHOUT_FAMILY)[number];

const versionsFileSchema = z.strictObject({
  schema: z.literal(1),
  asOf: z.iso.date(),
  legend: z.record(z.string(), z.string()),
  aws: z.record(z.enum([...SERVICES_WITH_FAMILY, ...SERVICES_WITHOUT_FAMILY]), serviceSchema),
});

/** The version of a service that new stores get, frozen. */
export interface ChosenVersion {
  readonly service: VersionedService;
  /** As the service's version input takes it, e.g. `17.9`. */
  readonly version: string;
  /** Parameter family, e.g. `aurora-postgresql17`; absent where the service has none. */
  readonly family?: string;
  /** End of standard support, `YYYY-MM-DD`; absent where the source prints none. */
  readonly endOfSupport?: string;
  /** Where version and dates come from. */
  readonly source: string;
  /** `tiers/data/versions-aws.yaml:17`, worked out when asked. */
  readonly at: () => string;
}

let loaded: ReadonlyMap<VersionedService, ChosenVersion> | undefined;

/**
 * The version that a new store of a service gets; the file is read at the first use.
 * @throws RangeError when the data names a version that has no row, has ended, or lacks its family.
 */
export function chosenVersion(service: ServiceWithFamily): ChosenVersion & { readonly family: string };
export function chosenVersion(service: VersionedService): ChosenVersion;
export function chosenVersion(service: VersionedService): ChosenVersion {
  const version = (loaded ??= readVersions()).get(service);
  if (version === undefined) throw new RangeError(`service ${service} has no versions`);
  return version;
}

function readVersions(): ReadonlyMap<VersionedService, ChosenVersion> {
  const file = readCatalogueFile("data/versions-aws.yaml", versionsFileSchema);
  const chosen = new Map<VersionedService, ChosenVersion>();
  for (const service of [...SERVICES_WITH_FAMILY, ...SERVICES_WITHOUT_FAMILY]) {
    const { choose, source, versions } = file.value.aws[service];
    const index = versions.findIndex(
      ({ v, latest }) => choose === v || choose === latest || choose.startsWith(`${v}.`),
    );
    const row = versions[index];
    const at = () => file.at("aws", service, "choose");
    if (row === undefined || row.status !== "current")
      throw new RangeError(`${at()}: ${choose} is not a version with standard support`);
    if (SERVICES_WITH_FAMILY.some((name) => name === service) && row.family === undefined) {
      throw new RangeError(`${at()}: ${choose} has no parameter family`);
    }
    chosen.set(
      service,
      Object.freeze({
        service,
        version: choose,
        ...(row.family === undefined ? {} : { family: row.family }),
        ...(row.end === undefined ? {} : { endOfSupport: row.end }),
        source,
        at,
      }),
    );
  }
  return chosen;
}
