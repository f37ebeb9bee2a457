/** Security groups: a VPC's default one, others, and their rules as resources of their own. */
import { refuseBlock } from "../../address-block.ts";
import { regionalArn } from "../arn.ts";
import { each, failure, failures, pattern, range, textLength, unless } from "../../checks.ts";
import {
  DEFAULT_SECURITY_GROUP,
  defaultSecurityGroup,
  EGRESS_RULE,
  ec2Error,
  findSecurityGroup,
  findVpc,
  INGRESS_RULE,
  inVpc,
  SECURITY_GROUP,
  usersOfSecurityGroup,
} from "../network-lookup.ts";
import { isPrefixList } from "../endpoint-services.ts";
import { here, textOf } from "../../record-values.ts";
import { numberAt, textAt } from "../../properties.ts";
import type { CheckFailure, CloudRecord, Properties, ResourceType, TypeContext } from "../../resource-type.ts";

/** What EC2 takes in the description of a group or rule. */
const DESCRIPTION = /^[0-9A-Za-z_ .:/()#,@[\]+=&;{}!$*-]*$/;
const DESCRIPTION_WORDS = "must match [0-9A-Za-z_ .:/()#,@\\[\\]+=&;\\{\\}!$*-]";
/** A rule has exactly one of these; another kind makes another rule. */
const PEERS = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"] as const;
/** Protocols with ports. */
const PORTED = ["tcp", "udp", "6", "17"];

const securityGroup: ResourceType = {
  token: SECURITY_GROUP,
  sets: ["ingress", "egress"],
  check: (inputs) =>
    failures(
      textLength(inputs, "name", 1, 255),
      pattern(inputs, "name", /^(?!sg-)/, "cannot begin with sg-"),
      textLength(inputs, "description", 0, 255),
      pattern(inputs, "description", DESCRIPTION, DESCRIPTION_WORDS),
    ),
  refuseCreate(inputs, context) {
    const [name, vpcId] = [textAt(inputs, "name") ?? "", textAt(inputs, "vpcId")];
    const refuse = (code: string, message: string): string =>
      ec2Error(`creating Security Group (${name})`, "CreateSecurityGroup", code, message);
    // An account made for a tenant has no default VPC.
    if (vpcId === undefined) return refuse("VPCIdNotSpecified", "No default VPC for this user");
    if (findVpc(vpcId, context) === undefined)
      return refuse("InvalidVpcID.NotFound", `The vpc ID '${vpcId}' does not exist`);
    if (name === "default") return refuse("InvalidParameterValue", "Cannot use reserved security group name: default");
    if (!inVpc(context, SECURITY_GROUP, vpcId).some((other) => other.name === name)) return undefined;
    return refuse("InvalidGroup.Duplicate", `The security group '${name}' already exists for VPC '${vpcId}'`);
  },
  create(_inputs, context) {
    const id = `sg-0${context.hex(16)}`;
    const arn = regionalArn(context, "ec2", `security-group/${id}`);
    return { id, outputs: { arn, ownerId: context.account, egress: [], ingress: [] } };
  },
  refuseDelete(record, context) {
    if (usersOfSecurityGroup(context, record.id).length === 0) return undefined;
    const message = `resource ${record.id} has a dependent object`;
    return ec2Error(`deleting Security Group (${record.id})`, "DeleteSecurityGroup", "DependencyViolation", message);
  },
  afterDelete(record, context, writer) {
    for (const type of [INGRESS_RULE, EGRESS_RULE]) {
      for (const rule of here(context, type)) {
        if (textOf(rule, "securityGroupId") === record.id) writer.remove({ type, id: rule.id });
      }
    }
  },
};

const defaultGroup: ResourceType = {
  token: DEFAULT_SECURITY_GROUP,
  autoName: "none",
  sets: ["ingress", "egress"],
  adopts: (inputs, context) => defaultSecurityGroup(context, textAt(inputs, "vpcId") ?? ""),
  refuseCreate(inputs, context) {
    const vpcId = textAt(inputs, "vpcId") ?? "";
    if (defaultSecurityGroup(context, vpcId) !== undefined) return undefined;
    return `reading EC2 Default Security Group (${vpcId}): couldn't find resource`;
  },
  // Taking a group over takes away the rules it came with, unless the program states them.
  create(inputs, context) {
    const id = defaultSecurityGroup(context, textAt(inputs, "vpcId") ?? "")?.id ?? "";
    return {
      id,
      name: "default",
      outputs: {
        arn: regionalArn(context, "ec2", `security-group/${id}`),
        description: "default VPC security group",
        egress: [],
        ingress: [],
        name: "default",
        namePrefix: "",
        ownerId: context.account,
      },
    };
  },
  leaves: (record) => record,
};

const ingressRule = ruleType(INGRESS_RULE, "AuthorizeSecurityGroupIngress", "Ingress");
const egressRule = ruleType(EGRESS_RULE, "AuthorizeSecurityGroupEgress", "Egress");

export const securityTypes: readonly ResourceType[] = [securityGroup, defaultGroup, ingressRule, egressRule];

function ruleType(token: string, operation: string, direction: "Ingress" | "Egress"): ResourceType {
  return {
    token,
    check: checkRule,
    refuseCreate(inputs, context) {
      const refuse = (code: string, message: string): string =>
        ec2Error(`creating VPC Security Group Rule (${direction})`, operation, code, message);
      return refuseRule(inputs, context, refuse) ?? refuseTwin(inputs, context, token, refuse);
    },
    create(_inputs, context) {
      const id = `sgr-0${context.hex(16)}`;
      return {
        id,
        outputs: { arn: regionalArn(context, "ec2", `security-group-rule/${id}`), securityGroupRuleId: id },
      };
    },
    refuseUpdate: (old, inputs, context) =>
      refuseRule(inputs, context, (code, message) =>
        ec2Error(`updating VPC Security Group Rule (${old.id})`, "ModifySecurityGroupRules", code, message),
      ),
    replaces(old, news) {
      const kindOf = (rule: Properties): string | undefined => PEERS.find((peer) => rule[peer] !== undefined);
      const [before, after] = [kindOf(old), kindOf(news)];
      return before === after || before === undefined || after === undefined ? [] : [before, after];
    },
  };
}

function checkRule(inputs: Properties): readonly CheckFailure[] {
  const [from, to] = [numberAt(inputs, "fromPort"), numberAt(inputs, "toPort")];
  const everything = textAt(inputs, "ipProtocol") === "-1";
  return failures(
    each(inputs, "cidrIpv4", refuseBlock),
    range(inputs, "fromPort", -1, 65_535),
    range(inputs, "toPort", -1, 65_535),
    textLength(inputs, "description", 0, 255),
    pattern(inputs, "description", DESCRIPTION, DESCRIPTION_WORDS),
    from !== undefined && to !== undefined
      ? unless(from <= to, "fromPort", `from_port (${from}) must not be above to_port (${to})`)
      : undefined,
    everything && (from !== undefined || to !== undefined)
      ? failure(
          "fromPort",
          "You may not specify all protocols and specific ports. Please specify each protocol and port range combination individually, or all protocols and no port range",
        )
      : undefined,
  );
}

type Refuse = (code: string, message: string) => string;

function refuseRule(inputs: Properties, context: TypeContext, refuse: Refuse): string | undefined {
  const group = findSecurityGroup(textAt(inputs, "securityGroupId"), context);
  const missing = (id: string | undefined): string =>
    refuse("InvalidGroup.NotFound", `The security group '${id}' does not exist`);
  if (group === undefined) return missing(textAt(inputs, "securityGroupId"));
  const peerId = textAt(inputs, "referencedSecurityGroupId");
  if (peerId !== undefined) {
    const peer = findSecurityGroup(peerId, context);
    if (peer === undefined) return missing(peerId);
    if (textOf(peer, "vpcId") !== textOf(group, "vpcId")) {
      return refuse("InvalidGroup.NotFound", `You have specified two resources that belong to different networks.`);
    }
  }
  const list = textAt(inputs, "prefixListId");
  if (list !== undefined && !isPrefixList(list, context.region)) {
    return refuse("InvalidPrefixListID.NotFound", `The prefix list ID '${list}' does not exist`);
  }
  const ports = [numberAt(inputs, "fromPort"), numberAt(inputs, "toPort")];
  if (PORTED.includes(textAt(inputs, "ipProtocol") ?? "") && ports.includes(undefined)) {
    return refuse(
      "InvalidParameterValue",
      "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.",
    );
  }
  return undefined;
}

/** EC2 keeps each rule of a group once. */
function refuseTwin(inputs: Properties, context: TypeContext, token: string, refuse: Refuse): string | undefined {
  const isTwin = (other: CloudRecord): boolean =>
    ["securityGroupId", "ipProtocol", "fromPort", "toPort", ...PEERS].every(
      (property) => other.inputs[property] === inputs[property],
    );
  if (!here(context, token).some(isTwin)) return undefined;
  const peer = PEERS.map((property) => textAt(inputs, property)).find((value) => value !== undefined);
  const protocol = textAt(inputs, "ipProtocol") ?? "-1";
  const ports = `from port: ${numberAt(inputs, "fromPort")}, to port: ${numberAt(inputs, "toPort")}`;
  const words = protocol === "-1" ? "ALL" : `${protocol.toUpperCase()}, ${ports}`;
  return refuse("InvalidPermission.Duplicate", `the specified rule "peer: ${peer}, ${words}, ALLOW" already exists`);
}
