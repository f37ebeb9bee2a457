/** Security groups, NAT gateways with their addresses, and flow logs. */
import { blocksAt, numberAt, textAt } from "../../properties.ts";
import type { CheckFailure, Properties, ResourceType } from "../../resource-type.ts";
import { armError } from "../arm-error.ts";
import { armType } from "../arm-type.ts";
import { NETWORK, SUBNET, WATCHER } from "./network-vnet.ts";

export const APPLICATION_GROUP = "azure-native:network:ApplicationSecurityGroup";
export const SECURITY_GROUP = "azure-native:network:NetworkSecurityGroup";
export const NAT_GATEWAY = "azure-native:network:NatGateway";
export const PUBLIC_ADDRESS = "azure-native:network:PublicIPAddress";

const succeeded = { provisioningState: "Succeeded" };

const applicationGroup = armType({
  token: APPLICATION_GROUP,
  armType: "Microsoft.Network/applicationSecurityGroups",
  names: ["applicationSecurityGroupName"],
  outputs: () => succeeded,
  usedBy: {
    [SECURITY_GROUP]: [
      "securityRules.sourceApplicationSecurityGroups.id",
      "securityRules.destinationApplicationSecurityGroups.id",
    ],
  },
  inUse: ({ id }, users) =>
    armError(
      "400 InUseApplicationSecurityGroupCannotBeDeleted",
      `Application security group ${id} cannot be deleted because it is in use by the following resources: ${users.join(", ")}.`,
    ),
});

const securityGroup = armType({
  token: SECURITY_GROUP,
  armType: "Microsoft.Network/networkSecurityGroups",
  names: ["networkSecurityGroupName"],
  references: {
    "securityRules.sourceApplicationSecurityGroups.id": APPLICATION_GROUP,
    "securityRules.destinationApplicationSecurityGroups.id": APPLICATION_GROUP,
  },
  enums: {
    "securityRules.access": ["Allow", "Deny"],
    "securityRules.direction": ["Inbound", "Outbound"],
    "securityRules.protocol": ["Tcp", "Udp", "Icmp", "Esp", "Ah", "*"],
  },
  check: priorityFailures,
  refuseCreate: refuseTwinRules,
  refuseUpdate: (_old, inputs) => refuseTwinRules(inputs),
  outputs: () => succeeded,
  usedBy: { [SUBNET]: ["networkSecurityGroup.id"] },
  inUse: ({ id }, users) =>
    armError(
      "400 InUseNetworkSecurityGroupCannotBeDeleted",
      `Network security group ${id} cannot be deleted because it is in use by the following resources: ${users.join(", ")}. In order to delete the Network security group, remove the association with the resource(s). To learn how to do this, see aka.ms/deletensg.`,
    ),
});

const publicAddress = armType({
  token: PUBLIC_ADDRESS,
  armType: "Microsoft.Network/publicIPAddresses",
  names: ["publicIpAddressName"],
  enums: { "sku.name": ["Basic", "Standard"], publicIPAllocationMethod: ["Static", "Dynamic"] },
  refuseCreate(inputs) {
    if (textAt(inputs, "sku.name") !== "Standard" || textAt(inputs, "publicIPAllocationMethod") === "Static")
      return undefined;
    return armError(
      "400 PublicIPAddressWithStandardSkuMustHaveStaticAllocationMethod",
      "Standard sku publicIp must have AllocationMethod set to Static.",
    );
  },
  outputs: (_inputs, { hex }) => ({
    ...succeeded,
    ipAddress: `20.${octet(hex(2, "b"))}.${octet(hex(2, "c"))}.${octet(hex(2, "d"))}`,
  }),
  usedBy: { [NAT_GATEWAY]: ["publicIpAddresses.id"] },
  inUse: ({ id }, users) =>
    armError(
      "400 PublicIPAddressCannotBeDeleted",
      `Public IP address ${id} can not be deleted since it is still allocated to resource ${users.join(", ")}. In order to delete the public IP, disassociate/detach the Public IP address from the resource.`,
    ),
});

const natGateway = armType({
  token: NAT_GATEWAY,
  armType: "Microsoft.Network/natGateways",
  names: ["natGatewayName"],
  references: { "publicIpAddresses.id": PUBLIC_ADDRESS },
  enums: { "sku.name": ["Standard"] },
  outputs: () => succeeded,
  usedBy: { [SUBNET]: ["natGateway.id"] },
  inUse: ({ id }, users) =>
    armError(
      "400 InUseNatGatewayCannotBeDeleted",
      `Nat Gateway ${id} cannot be deleted because it is in use by the following resources: ${users.join(", ")}.`,
    ),
});

const flowLog = armType({
  token: "azure-native:network:FlowLog",
  armType: "Microsoft.Network/networkWatchers/flowLogs",
  names: ["networkWatcherName", "flowLogName"],
  parent: WATCHER,
  references: {
    targetResourceId: NETWORK,
    storageId: "azure-native:storage:StorageAccount",
    "identity.userAssignedIdentities": "azure-native:managedidentity:UserAssignedIdentity",
  },
  outputs: () => succeeded,
});

export const securityTypes: readonly ResourceType[] = [
  applicationGroup,
  securityGroup,
  publicAddress,
  natGateway,
  flowLog,
];

function priorityFailures(inputs: Properties): readonly CheckFailure[] {
  return blocksAt(inputs, "securityRules").flatMap((rule, index) => {
    const priority = numberAt(rule, "priority");
    if (priority === undefined || (priority >= 100 && priority <= 4096)) return [];
    const property = `securityRules[${index}].priority`;
    return [
      { property, reason: `Security rule has invalid Priority. Value provided: ${priority} Allowed range 100-4096` },
    ];
  });
}

function refuseTwinRules(inputs: Properties): string | undefined {
  const seen = new Map<string, string>();
  for (const rule of blocksAt(inputs, "securityRules")) {
    const place = `${textAt(rule, "direction")} ${numberAt(rule, "priority")}`;
    const name = textAt(rule, "name") ?? "";
    const twin = seen.get(place);
    if (twin !== undefined) {
      return armError(
        "400 SecurityRuleConflict",
        `Security rule ${twin} conflicts with rule ${name}. Rules cannot have the same Priority and Direction.`,
      );
    }
    seen.set(place, name);
  }
  return undefined;
}

function octet(hex: string): number {
  return Number.parseInt(hex, 16);
}
