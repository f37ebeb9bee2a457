/** Network security groups, one per use of subnets, and the application security group that workloads wear. */
import { ApplicationSecurityGroup } from "@pulumi/azure-native/network/applicationSecurityGroup.js";
import { NetworkSecurityGroup } from "@pulumi/azure-native/network/networkSecurityGroup.js";
import type { input } from "@pulumi/azure-native/types/index.js";
import type { NetworkArgs } from "../contracts.ts";
import type { AzureComponent } from "./azure-component.ts";
import { NAME_MAX, stackResourceName } from "./names.ts";
import { securityRules } from "./security-rules.ts";
import type { SecurityRule } from "./security-rules.ts";
import type { SubnetUse } from "./subnets.ts";

/** Azure takes priorities of 100–4096 and lower ones first; steps leave room for a rule in between. */
const PRIORITY = { first: 100, step: 10, last: 4096 } as const;

export function createWorkloadGroup(owner: AzureComponent, { stack, boundary }: NetworkArgs): ApplicationSecurityGroup {
  return owner.taggedChild(ApplicationSecurityGroup, "workloads", "none", {
    resourceGroupName: boundary.boundaryName,
    applicationSecurityGroupName: stackResourceName(stack, "workloads", NAME_MAX.network),
    location: stack.region,
  });
}

export function createSecurityGroups(
  owner: AzureComponent,
  { stack, spec, boundary }: NetworkArgs,
  workloads: ApplicationSecurityGroup,
): Readonly<Record<SubnetUse, NetworkSecurityGroup>> {
  const create = (use: SubnetUse): NetworkSecurityGroup =>
    owner.taggedChild(NetworkSecurityGroup, `security-group-${use}`, "none", {
      resourceGroupName: boundary.boundaryName,
      networkSecurityGroupName: stackResourceName(stack, use, NAME_MAX.network),
      location: stack.region,
      securityRules: ruleArgs(securityRules(spec, use), workloads),
    });
  return {
    public: create("public"),
    application: create("application"),
    data: create("data"),
    database: create("database"),
  };
}

function ruleArgs(
  rules: readonly SecurityRule[],
  workloads: ApplicationSecurityGroup,
): input.network.SecurityRuleArgs[] {
  return (["Inbound", "Outbound"] as const).flatMap((direction) =>
    rules
      .filter((rule) => rule.direction === direction)
      .map(({ name, access, protocol, from, to, ports }, index) => ({
        name,
        direction,
        access,
        protocol,
        priority: access === "Deny" ? PRIORITY.last : PRIORITY.first + index * PRIORITY.step,
        sourcePortRange: "*",
        ...(from === "workloads"
          ? { sourceApplicationSecurityGroups: [{ id: workloads.id }] }
          : addresses("source", from)),
        ...addresses("destination", to),
        ...portsArgs(ports),
      })),
  );
}

/** A single value, among them every service tag, goes into a property of its own. */
function addresses(side: "source" | "destination", values: readonly string[]) {
  return values.length === 1 ? { [`${side}AddressPrefix`]: values[0] } : { [`${side}AddressPrefixes`]: [...values] };
}

function portsArgs(ports: readonly string[]) {
  return ports.length === 1 ? { destinationPortRange: ports[0] } : { destinationPortRanges: [...ports] };
}
