/** The text of a new tenant's file, and which flag of the command line stands behind each of its keys. */
import { dump } from "js-yaml";
import type { Problem } from "../tiers/problem.ts";

/** What is said on the command line, each value as it was typed. */
export interface NewTenantOptions {
  readonly name?: string;
  readonly tier: string;
  readonly cloud: string;
  readonly region: string;
  readonly standbyRegion?: string;
  readonly account: string;
  readonly owner: string;
  readonly security?: string;
  readonly securityTelephone?: string;
  readonly billing?: string;
  readonly channel: Readonly<Record<string, string>>;
  readonly framework: readonly string[];
  readonly residency: readonly string[];
  readonly environment: readonly string[];
  readonly pool: string;
  readonly prefixLength: number;
}

/**
 * The file of a new tenant.
 * @param block its address block; undefined for a tenant of a cell
 */
export function tenantText(id: string, options: NewTenantOptions, block: string | undefined): string {
  const environments = options.environment.length === 0 ? ["production"] : options.environment;
  const channels = Object.entries(options.channel);
  const file = {
    tenant: id,
    name: options.name ?? id,
    tier: options.tier,
    cloud: options.cloud,
    region: options.region,
    ...(options.standbyRegion === undefined ? {} : { standbyRegion: options.standbyRegion }),
    account: options.account,
    ...(options.framework.length === 0 ? {} : { frameworks: options.framework }),
    ...(options.residency.length === 0 ? {} : { residency: options.residency }),
    contacts: {
      owner: options.owner,
      security: options.security ?? options.owner,
      billing: options.billing ?? options.owner,
      ...(channels.length === 0
        ? {}
        : { channels: Object.fromEntries(channels.map(([name, secretRef]) => [name, { secretRef }])) }),
    },
    ...(block === undefined ? {} : { network: { cidr: block } }),
    environments: Object.fromEntries(environments.map((environment) => [environment, {}])),
  };
  const schema = "# yaml-language-server: $schema=../../tiers/schema/tenant.schema.json";
  return `${schema}\n${dump(file, { lineWidth: 120 })}`;
}

/** Flags by the key that they write; `contacts.channels` before `contacts`, since the first that fits counts. */
const FLAGS: readonly (readonly [key: string, flag: string])[] = [
  ["tier", "--tier"],
  ["name", "--name"],
  ["cloud", "--cloud"],
  ["region", "--region"],
  ["standbyRegion", "--standby-region"],
  ["account", "--account"],
  ["frameworks", "--framework"],
  ["residency", "--residency"],
  ["contacts.owner", "--owner"],
  ["contacts.security", "--security"],
  ["contacts.securityTelephone", "--security-telephone"],
  ["contacts.billing", "--billing"],
  ["contacts.channels", "--channel <name>=<scope/name>"],
  ["network", "--pool or --prefix-length"],
  ["environments", "--environment"],
];

/** A problem of a file that is not written yet: without a place in it, with the flag that mends it. */
export function withFlag({ code, path, message }: Problem): Problem {
  const channel = code === "unknown-key" ? undefined : /^contacts\.channels\.(\w+)/.exec(path)?.[1];
  const flag =
    channel === undefined
      ? FLAGS.find(([key]) => path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[`))?.[1]
      : `--channel ${channel}=<scope/name>`;
  return { code, path, message: flag === undefined ? message : `${message}; here: ${flag}` };
}
