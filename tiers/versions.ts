/** Which version of an engine a new store gets. The rows are in `data/versions-*.yaml`. */
import * as z from "zod";
import { readDataFile } from "./data-file.ts";

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
  basis: z.literal("own").exactOptional(),
});
const serviceSchema = z.strictObject({
  path: z.string(),
  source: z.string().min(10),
  choose: z.string(),
  note: z.string().exactOptional(),
  versions: z.array(versionSchema).min(1),
});

/** Services with engine versions, by the file that has them; `open` is what runs on the tenant's own cluster. */
const SERVICES = {
  aws: ["auroraPostgresql", "rdsPostgresql", "elasticacheValkey", "documentdb", "opensearch", "eks"],
  azure: ["postgresqlFlexible", "managedRedis", "mongocluster", "aks"],
  gcp: ["cloudSqlPostgresql", "memorystoreValkey", "firestore", "gke"],
  open: ["elasticsearch"],
} as const;
type VersionScope = keyof typeof SERVICES;
/** A service whose engine has versions. */
export type VersionedService = (typeof SERVICES)[VersionScope][number];

/** Services whose versions have a parameter family. */
const SERVICES_WITH_FAMILY = ["auroraPostgresql", "rdsPostgresql", "elasticacheValkey", "documentdb"] as const;

const SCOPE_BY_SERVICE: ReadonlyMap<string, VersionScope> = new Map(
  Object.entries(SERVICES).flatMap(([scope, services]) => services.map((service) => [service, scope as VersionScope])),
);

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

const chosen = new Map<VersionedService, ChosenVersion>();

/**
 * The version that a new store of a service gets; its file is read at the first use.
 * @throws RangeError when the data names a version that has no row, has ended, or lacks its family.
 */
export function chosenVersion(service: VersionedService): ChosenVersion {
  const known = chosen.get(service);
  if (known !== undefined) return known;
  const scope = SCOPE_BY_SERVICE.get(service);
  if (scope !== undefined) readVersions(scope);
  const version = chosen.get(service);
  if (version === undefined) throw new RangeError(`service ${service} has no versions`);
  return version;
}

function readVersions(scope: VersionScope): void {
  const services: readonly VersionedService[] = SERVICES[scope];
  const schema = z.record(z.enum(services), serviceSchema);
  const file = readDataFile(`data/versions-${scope}.yaml`, scope, schema);
  for (const service of services) {
    const { choose, source, versions } = file.entries[service];
    const row = versions.find(({ v, latest }) => choose === v || choose === latest || choose.startsWith(`${v}.`));
    const at = () => file.at(service, "choose");
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
}
