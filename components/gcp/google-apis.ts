/** How workloads reach Google's own APIs: through addresses that only private networks know, never over the internet. */
import { ManagedZone } from "@pulumi/gcp/dns/managedZone.js";
import { RecordSet } from "@pulumi/gcp/dns/recordSet.js";
import type { Network } from "@pulumi/gcp/compute/network.js";
import type { NetworkSpec } from "../../tiers/blueprint.ts";
import type { NetworkArgs } from "../contracts.ts";
import type { GcpComponent } from "./gcp-component.ts";
import { resourceName } from "./names.ts";

/** Which APIs are private, and at which addresses. */
export interface GoogleApis {
  /** Stable part of logical and physical names. */
  readonly key: string;
  /** DNS zone whose names lead to the private addresses. */
  readonly domain: string;
  /** Block of the addresses; they are reached through the network's default internet gateway, and never leave Google. */
  readonly cidr: string;
  readonly addresses: readonly string[];
  /** Services reached so, by the first part of their names. */
  readonly services: readonly string[];
}

/**
 * `private.googleapis.com` answers for every API, `restricted.googleapis.com` only for those that VPC Service Controls can
 * guard. Source: https://cloud.google.com/vpc/docs/configure-private-google-access, read 2026-11-21.
 */
const APIS_BY_ENDPOINTS = {
  "object-storage": {
    key: "storage-api",
    domain: "storage.googleapis.com",
    cidr: "199.36.153.8/30",
    addresses: ["199.36.153.8", "199.36.153.9", "199.36.153.10", "199.36.153.11"],
    services: ["storage"],
  },
  all: {
    key: "google-apis",
    domain: "googleapis.com",
    cidr: "199.36.153.4/30",
    addresses: ["199.36.153.4", "199.36.153.5", "199.36.153.6", "199.36.153.7"],
    services: [
      "cloudkms",
      "iamcredentials",
      "logging",
      "memorystore",
      "monitoring",
      "pubsub",
      "secretmanager",
      "sqladmin",
      "storage",
      "sts",
    ],
  },
} as const satisfies Record<NetworkSpec["privateEndpoints"], GoogleApis>;

const TTL_SECONDS = 300;

/** What the blueprint wants private. */
export function googleApis({ privateEndpoints }: Pick<NetworkSpec, "privateEndpoints">): GoogleApis {
  return APIS_BY_ENDPOINTS[privateEndpoints];
}

/** Creates the private zone that leads the APIs' names to the private addresses, and everything below them to the same. */
export function createGoogleApisZone(owner: GcpComponent, { stack, boundary, spec }: NetworkArgs, vpc: Network): void {
  const { key, domain, addresses } = googleApis(spec);
  const project = boundary.boundaryName;
  const dnsName = `${domain}.`;
  const zone = owner.labelledChild(ManagedZone, `${key}-zone`, "none", {
    project,
    name: resourceName(stack, key),
    dnsName,
    // The cloud's own default would be a fact about the tool that made it.
    description: `Private addresses of ${domain}`,
    visibility: "private",
    privateVisibilityConfig: { networks: [{ networkUrl: vpc.id }] },
    forceDestroy: false,
  });
  const record = (name: string, type: "A" | "CNAME", recordKey: string, rrdatas: readonly string[]): RecordSet =>
    owner.child(RecordSet, `${key}-${recordKey}`, {
      project,
      managedZone: zone.name,
      name,
      type,
      ttl: TTL_SECONDS,
      rrdatas: [...rrdatas],
    });
  record(dnsName, "A", "addresses", addresses);
  record(`*.${dnsName}`, "CNAME", "names", [dnsName]);
}
