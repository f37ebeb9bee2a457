/** What may cross the border of each subnet: lists of what is allowed, and one rule behind each that denies the rest. */
import { planSubnets } from "../../tiers/address-plan.ts";
import type { NetworkSpec } from "../../tiers/blueprint.ts";
import { blocksOf } from "./subnets.ts";
import type { SubnetUse } from "./subnets.ts";

/** One rule; connections are tracked, so answers need none. */
export interface SecurityRule {
  readonly name: string;
  readonly direction: "Inbound" | "Outbound";
  readonly access: "Allow" | "Deny";
  readonly protocol: "Tcp" | "*";
  /** Blocks, or `workloads`: whoever wears the workloads' application security group. */
  readonly from: readonly string[] | "workloads";
  /** Blocks, or one service tag. */
  readonly to: readonly string[];
  readonly ports: readonly string[];
}

/** PostgreSQL and its connection pooler. */
const DATABASE_PORTS = ["5432", "6432"];
const HTTPS = ["443"];
/** Managed Redis, and HTTPS for blobs and the vault. */
const ENDPOINT_PORTS = ["443", "10000"];
const ALL_PORTS = ["*"];

/**
 * The rules of one use's subnets, inbound and outbound, first match counts.
 * Public and application: everything inside the network, HTTPS out; by allow-list only to the listed blocks and to Entra,
 * which hands out the tokens and has no private address. Data and database: their own ports, from workloads only.
 */
export function securityRules(spec: NetworkSpec, use: SubnetUse): readonly SecurityRule[] {
  switch (use) {
    case "public":
    case "application":
      return [
        allow("from-network", "Inbound", "*", [spec.cidr], [spec.cidr], ALL_PORTS),
        allow("from-load-balancer", "Inbound", "*", ["AzureLoadBalancer"], [spec.cidr], ALL_PORTS),
        deny("Inbound"),
        allow("to-network", "Outbound", "*", [spec.cidr], [spec.cidr], ALL_PORTS),
        ...toInternet(spec),
        deny("Outbound"),
      ];
    case "data":
      return [
        allow("from-workloads", "Inbound", "Tcp", "workloads", blocksOf(spec, "data"), ENDPOINT_PORTS),
        deny("Inbound"),
        deny("Outbound"),
      ];
    case "database": {
      const own = blocksOf(spec, "database");
      const peer = peerBlocks(spec);
      const both = [...own, ...peer];
      return [
        allow("from-workloads", "Inbound", "Tcp", "workloads", own, DATABASE_PORTS),
        // A standby is fed from inside the subnet, a replica in another region from its own; after a failover the other way.
        allow("from-servers", "Inbound", "Tcp", both, own, DATABASE_PORTS),
        deny("Inbound"),
        allow("to-servers", "Outbound", "Tcp", own, both, DATABASE_PORTS),
        allow("to-storage", "Outbound", "Tcp", own, ["Storage"], HTTPS),
        allow("to-directory", "Outbound", "Tcp", own, ["AzureActiveDirectory"], HTTPS),
        allow("to-vaults", "Outbound", "Tcp", own, ["AzureKeyVault"], HTTPS),
        deny("Outbound"),
      ];
    }
    default:
      return use satisfies never;
  }
}

/** The database's subnet in the other region: the plan puts it at the same place of every block. */
function peerBlocks({ peerCidr }: NetworkSpec): readonly string[] {
  return peerCidr === undefined ? [] : blocksOf({ subnets: planSubnets(peerCidr) }, "database");
}

function toInternet({ cidr, egress, egressAllowList }: NetworkSpec): readonly SecurityRule[] {
  switch (egress) {
    case "open":
      return [allow("to-internet", "Outbound", "Tcp", [cidr], ["Internet"], HTTPS)];
    case "allow-list":
      return [
        allow("to-directory", "Outbound", "Tcp", [cidr], ["AzureActiveDirectory"], HTTPS),
        ...(egressAllowList.length === 0
          ? []
          : [allow("to-allow-list", "Outbound", "Tcp", [cidr], egressAllowList, HTTPS)]),
      ];
    default:
      return egress satisfies never;
  }
}

function allow(
  name: string,
  direction: SecurityRule["direction"],
  protocol: SecurityRule["protocol"],
  from: SecurityRule["from"],
  to: readonly string[],
  ports: readonly string[],
): SecurityRule {
  return { name: `allow-${name}`, direction, access: "Allow", protocol, from, to, ports };
}

/** Azure's own rules behind it would let the whole network in and everything out. */
function deny(direction: SecurityRule["direction"]): SecurityRule {
  const name = `deny-all-${direction.toLowerCase()}`;
  return { name, direction, access: "Deny", protocol: "*", from: ["*"], to: ["*"], ports: ALL_PORTS };
}
