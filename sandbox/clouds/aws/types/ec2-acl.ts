/** Network access control lists: a VPC's default one, others, their rules and the subnets they guard. */
import { crc32 } from "node:zlib";
import { refuseBlock } from "../../address-block.ts";
import { regionalArn } from "../arn.ts";
import { each, failures, range, unless } from "../../checks.ts";
import { DEFAULT_NETWORK_ACL, ec2Error, findNetworkAcl, findSubnet, findVpc, NETWORK_ACL } from "../network-lookup.ts";
import { here, textOf } from "../../record-values.ts";
import { blocksAt, flagAt, numberAt, textAt, textsAt } from "../../properties.ts";
import type { CheckFailure, Properties, ResourceType, TypeContext } from "../../resource-type.ts";

const ASSOCIATION = "aws:ec2/networkAclAssociation:NetworkAclAssociation";
const RULE = "aws:ec2/networkAclRule:NetworkAclRule";

const networkAcl: ResourceType = {
  token: NETWORK_ACL,
  sets: ["ingress", "egress", "subnetIds"],
  check: checkRules,
  refuseCreate(inputs, context) {
    const vpcId = textAt(inputs, "vpcId") ?? "";
    const refuse = (code: string, message: string): string =>
      ec2Error("creating EC2 Network ACL", "CreateNetworkAcl", code, message);
    if (findVpc(vpcId, context) === undefined)
      return refuse("InvalidVpcID.NotFound", `The vpc ID '${vpcId}' does not exist`);
    return refuseSubnets(inputs, context, vpcId, refuse);
  },
  create(_inputs, context) {
    const id = `acl-0${context.hex(16)}`;
    const arn = regionalArn(context, "ec2", `network-acl/${id}`);
    return { id, outputs: { arn, ownerId: context.account, egress: [], ingress: [], subnetIds: [] } };
  },
  refuseUpdate: (old, inputs, context) =>
    refuseSubnets(inputs, context, textOf(old, "vpcId") ?? "", (code, message) =>
      ec2Error(`updating EC2 Network ACL (${old.id})`, "ReplaceNetworkAclAssociation", code, message),
    ),
  // The provider gives the subnets back to the default list, also those that another resource associated.
  afterDelete(record, context, writer) {
    for (const type of [ASSOCIATION, RULE]) {
      for (const part of here(context, type)) {
        if (textOf(part, "networkAclId") === record.id) writer.remove({ type, id: part.id });
      }
    }
  },
};

const defaultNetworkAcl: ResourceType = {
  token: DEFAULT_NETWORK_ACL,
  sets: ["ingress", "egress", "subnetIds"],
  check: checkRules,
  adopts: (inputs, context) => context.cloud.byId(DEFAULT_NETWORK_ACL, textAt(inputs, "defaultNetworkAclId") ?? ""),
  refuseCreate(inputs, context) {
    const id = textAt(inputs, "defaultNetworkAclId") ?? "";
    if (context.cloud.byId(DEFAULT_NETWORK_ACL, id) !== undefined) return undefined;
    return `reading EC2 Default Network ACL (${id}): couldn't find resource`;
  },
  create(inputs, context) {
    const id = textAt(inputs, "defaultNetworkAclId") ?? "";
    const vpcId = textOf(context.cloud.byId(DEFAULT_NETWORK_ACL, id), "vpcId");
    const arn = regionalArn(context, "ec2", `network-acl/${id}`);
    return { id, outputs: { arn, ownerId: context.account, egress: [], ingress: [], vpcId } };
  },
  leaves: (record) => record,
};

const association: ResourceType = {
  token: ASSOCIATION,
  refuseCreate(inputs, context) {
    const [aclId, subnetId] = [textAt(inputs, "networkAclId") ?? "", textAt(inputs, "subnetId") ?? ""];
    const refuse = (code: string, message: string): string =>
      ec2Error("creating EC2 Network ACL Association", "ReplaceNetworkAclAssociation", code, message);
    const [acl, subnet] = [findNetworkAcl(aclId, context), findSubnet(subnetId, context)];
    if (acl === undefined) return refuse("InvalidNetworkAclID.NotFound", `The networkAcl ID '${aclId}' does not exist`);
    if (subnet === undefined) return refuse("InvalidSubnetID.NotFound", `The subnet ID '${subnetId}' does not exist`);
    if (textOf(acl, "vpcId") === textOf(subnet, "vpcId")) return undefined;
    return refuse("InvalidParameterValue", `network acl ${aclId} and subnet ${subnetId} belong to different networks`);
  },
  create: (_inputs, context) => ({ id: `aclassoc-0${context.hex(16)}`, outputs: {} }),
};

const rule: ResourceType = {
  token: RULE,
  enums: { ruleAction: ["allow", "deny"] },
  check: (inputs) => failures(each(inputs, "cidrBlock", refuseBlock), range(inputs, "ruleNumber", 1, 32_766)),
  refuseCreate(inputs, context) {
    const aclId = textAt(inputs, "networkAclId") ?? "";
    const refuse = (code: string, message: string): string =>
      ec2Error("creating EC2 Network ACL Rule", "CreateNetworkAclEntry", code, message);
    if (findNetworkAcl(aclId, context) === undefined) {
      return refuse("InvalidNetworkAclID.NotFound", `The networkAcl ID '${aclId}' does not exist`);
    }
    const taken = here(context, RULE).some(
      (other) => textOf(other, "networkAclId") === aclId && slotOf(other.inputs) === slotOf(inputs),
    );
    if (!taken) return undefined;
    return refuse(
      "NetworkAclEntryAlreadyExists",
      `The network acl entry identified by ${numberAt(inputs, "ruleNumber")} already exists.`,
    );
  },
  create: (inputs) => ({
    id: `nacl-${crc32(`${textAt(inputs, "networkAclId")}-${slotOf(inputs)}-${textAt(inputs, "protocol")}-`)}`,
    outputs: {},
  }),
};

export const aclTypes: readonly ResourceType[] = [networkAcl, defaultNetworkAcl, association, rule];

/** A number counts once per direction. */
function slotOf(inputs: Properties): string {
  return `${numberAt(inputs, "ruleNumber")}-${flagAt(inputs, "egress") ?? false}`;
}

function checkRules(inputs: Properties): readonly CheckFailure[] {
  return ["ingress", "egress"].flatMap((direction) => {
    const rules = blocksAt(inputs, direction);
    const numbers = rules.map((entry) => numberAt(entry, "ruleNo"));
    const found = rules.flatMap((entry, index) =>
      failures(
        each(entry, "cidrBlock", refuseBlock),
        range(entry, "ruleNo", 1, 32_766),
        each(entry, "action", (action) =>
          action === "allow" || action === "deny"
            ? undefined
            : `expected action to be one of ["allow" "deny"], got ${String(action)}`,
        ),
      ).map(({ property, reason }) => ({ property: `${direction}.${index}.${property}`, reason })),
    );
    const repeated = unless(
      new Set(numbers).size === numbers.length,
      direction,
      `two ${direction} rules have the same rule_no`,
    );
    return [...found, ...failures(repeated)];
  });
}

function refuseSubnets(
  inputs: Properties,
  context: TypeContext,
  vpcId: string,
  refuse: (code: string, message: string) => string,
): string | undefined {
  for (const id of textsAt(inputs, "subnetIds")) {
    const subnet = findSubnet(id, context);
    if (subnet === undefined) return refuse("InvalidSubnetID.NotFound", `The subnet ID '${id}' does not exist`);
    if (textOf(subnet, "vpcId") !== vpcId) {
      return refuse("InvalidParameterValue", `network acl and subnet ${id} belong to different networks`);
    }
  }
  return undefined;
}
