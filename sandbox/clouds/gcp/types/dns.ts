/** Cloud DNS: zones, their records, and how a network resolves names. */
import { failures, pattern, range } from "../../checks.ts";
import { blocksAt, flagAt, textAt } from "../../properties.ts";
import type { Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { googleError } from "../api-error.ts";
import { computeName, type Flaw, namedType, notFound } from "../named-type.ts";
import { NETWORK } from "../network-lookup.ts";
import { idOf, projectOf } from "../self-link.ts";

const ZONE = "gcp:dns/managedZone:ManagedZone";
const RECORD_SET = "gcp:dns/recordSet:RecordSet";

const zone = namedType({
  token: ZONE,
  scope: "global",
  doing: "Error creating ManagedZone",
  autoName: { property: "name", maxLength: 63 },
  enums: { visibility: ["private", "public"] },
  idOf: (inputs, context) => zoneId(textAt(inputs, "name") ?? "", inputs, context),
  taken: (id) => `The resource 'entity.managedZone' named '${id.split("/").at(-1)}' already exists`,
  check: (inputs) => failures(computeName(inputs), pattern(inputs, "dnsName", /\.$/, "must end with a dot")),
  flaw: (inputs, context) => networksFlaw(blocksAt(inputs, "privateVisibilityConfig.networks"), context),
  outputs: (_inputs, context) => ({
    managedZoneId: String(Number.parseInt(context.hex(13), 16)),
    nameServers: ["ns-gcp-private.googledomains.com."],
    creationTime: "2026-01-01T00:00:00.000Z",
  }),
  held(record, { cloud }) {
    const content = cloud.find(RECORD_SET, ({ inputs }) => textAt(inputs, "managedZone") === record.name);
    if (content === undefined || flagAt(record.inputs, "forceDestroy") === true) return undefined;
    return googleError(
      "Error when reading or editing ManagedZone",
      "400",
      `The resource named '${record.name}' cannot be deleted because it contains one or more resource records., containerNotEmpty`,
    );
  },
});

const recordSet = namedType({
  token: RECORD_SET,
  scope: "global",
  autoName: "none",
  doing: "Error creating DNS RecordSet",
  idOf: (inputs, context) =>
    `${zoneId(textAt(inputs, "managedZone") ?? "", inputs, context)}/rrsets/${textAt(inputs, "name")}/${textAt(inputs, "type")}`,
  taken: (id) =>
    `The resource 'entity.change.additions[0]' named '${id.split("/").slice(-2).join(" (")})' already exists`,
  check: (inputs) =>
    failures(pattern(inputs, "name", /\.$/, "must end with a dot"), range(inputs, "ttl", 0, 2_147_483_647)),
  flaw(inputs, context) {
    const id = zoneId(textAt(inputs, "managedZone") ?? "", inputs, context);
    const parent = context.cloud.byId(ZONE, id);
    if (parent === undefined) return notFound(id);
    const [name, domain] = [textAt(inputs, "name") ?? "", textAt(parent.inputs, "dnsName") ?? ""];
    if (name === domain || name.endsWith(`.${domain}`)) return undefined;
    return { status: "400 invalid", message: `Invalid value for 'entity.change.additions[0].name': '${name}'` };
  },
});

const policy = namedType({
  token: "gcp:dns/policy:Policy",
  scope: "global",
  doing: "Error creating Policy",
  autoName: { property: "name", maxLength: 63 },
  sets: ["networks"],
  idOf: (inputs, context) => `projects/${projectOf(inputs, context)}/policies/${textAt(inputs, "name")}`,
  check: (inputs) => computeName(inputs),
  flaw: (inputs, context) => networksFlaw(blocksAt(inputs, "networks"), context),
});

export const dnsTypes: readonly ResourceType[] = [zone, recordSet, policy];

function zoneId(name: string, inputs: Properties, context: TypeContext): string {
  return `projects/${projectOf(inputs, context)}/managedZones/${name}`;
}

function networksFlaw(networks: readonly Properties[], { cloud }: TypeContext): Flaw | undefined {
  const missing = networks
    .map((block) => idOf(textAt(block, "networkUrl") ?? ""))
    .find((network) => cloud.byId(NETWORK, network) === undefined);
  return missing === undefined ? undefined : notFound(missing);
}
