/** Groups that databases name: parameters of clusters and of nodes, subnets. */
import { regionalArn } from "../arn.ts";
import { checkParameterGroupName, checkSubnetGroupName } from "../names.ts";
import { CLUSTER, CLUSTER_INSTANCE, DATABASE_SUBNET_GROUP, groupSubnets } from "../network-lookup.ts";
import { CLUSTER_PARAMETER_GROUP, invalidValue, nodesOf, PARAMETER_GROUP, refusal } from "../rds-cluster-rules.ts";
import type { RdsFlaw } from "../rds-cluster-rules.ts";
import { isFamily } from "../rds-engine.ts";
import { parameterFlaw } from "../rds-parameters.ts";
import { here, isOn, textOf, textsOf } from "../../record-values.ts";
import { textAt, textsAt } from "../../properties.ts";
import type { CloudRecord, Properties, ResourceType, TypeContext } from "../../resource-type.ts";

const NAMES = { property: "name", maxLength: 255, lowerCase: true } as const;
/** A subnet group covers at least two zones. */
const ZONES_MIN = 2;

const clusterParameterGroup = parameterGroup({
  token: CLUSTER_PARAMETER_GROUP,
  words: "RDS Cluster Parameter Group",
  operation: "DBClusterParameterGroup",
  resource: "cluster-pg",
  userType: CLUSTER,
  userProperty: "dbClusterParameterGroupName",
});

const nodeParameterGroup = parameterGroup({
  token: PARAMETER_GROUP,
  words: "RDS DB Parameter Group",
  operation: "DBParameterGroup",
  resource: "pg",
  userType: CLUSTER_INSTANCE,
  userProperty: "dbParameterGroupName",
});

const subnetGroup: ResourceType = {
  token: DATABASE_SUBNET_GROUP,
  autoName: NAMES,
  sets: ["subnetIds"],
  check: checkSubnetGroupName,
  refuseCreate(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    const refuse = (flaw: RdsFlaw): string =>
      refusal(`creating RDS DB Subnet Group (${name})`, "CreateDBSubnetGroup", flaw);
    if (context.cloud.byId(DATABASE_SUBNET_GROUP, name) !== undefined) {
      return refuse({
        code: "400 DBSubnetGroupAlreadyExists",
        message: `The DB subnet group '${name}' already exists.`,
      });
    }
    const flaw = subnetsFlaw(inputs, context);
    return flaw && refuse(flaw);
  },
  create(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    return {
      id: name,
      name,
      outputs: {
        arn: regionalArn(context, "rds", `subgrp:${name}`),
        supportedNetworkTypes: ["IPV4"],
        vpcId: vpcOf(inputs, context),
      },
    };
  },
  refuseUpdate(old, inputs, context) {
    const flaw = subnetsFlaw(inputs, context) ?? removalFlaw(old, inputs, context);
    return flaw && refusal(`updating RDS DB Subnet Group (${old.id})`, "ModifyDBSubnetGroup", flaw);
  },
  refuseDelete(record, context) {
    const user = here(context, CLUSTER).find((cluster) => textOf(cluster, "dbSubnetGroupName") === record.id);
    if (user === undefined) return undefined;
    const message = `Cannot delete the subnet group '${record.id}' because at least one database instance: ${nodesOf(context, user.id)[0]?.id ?? user.id} is still using it.`;
    return refusal(`deleting RDS Subnet Group (${record.id})`, "DeleteDBSubnetGroup", {
      code: "400 InvalidDBSubnetGroupStateFault",
      message,
    });
  },
};

export const databaseGroupTypes: readonly ResourceType[] = [clusterParameterGroup, nodeParameterGroup, subnetGroup];

interface ParameterGroupKind {
  readonly token: string;
  /** As the provider names it in its errors. */
  readonly words: string;
  /** Noun of the API's operations. */
  readonly operation: string;
  /** Word in the ARN. */
  readonly resource: string;
  readonly userType: string;
  readonly userProperty: string;
}

function parameterGroup(kind: ParameterGroupKind): ResourceType {
  const { token, words, operation, resource, userType, userProperty } = kind;
  return {
    token,
    autoName: NAMES,
    sets: ["parameters"],
    enums: { "parameters.applyMethod": ["immediate", "pending-reboot"] },
    check: checkParameterGroupName,
    refuseCreate(inputs, context) {
      const name = textAt(inputs, "name") ?? "";
      const refuse = (flaw: RdsFlaw): string => refusal(`creating ${words} (${name})`, `Create${operation}`, flaw);
      if (context.cloud.byId(token, name) !== undefined) {
        return refuse({ code: "400 DBParameterGroupAlreadyExists", message: `Parameter group ${name} already exists` });
      }
      const family = textAt(inputs, "family") ?? "";
      if (!isFamily(family))
        return refuse(invalidValue(`ParameterGroupFamily ${family} is not a valid parameter group family`));
      return refuseParameters(`modifying ${words} (${name})`, inputs);
    },
    create(inputs, context) {
      const name = textAt(inputs, "name") ?? "";
      return { id: name, name, outputs: { arn: regionalArn(context, "rds", `${resource}:${name}`) } };
    },
    refuseUpdate: (old, inputs) => refuseParameters(`modifying ${words} (${old.id})`, inputs),
    refuseDelete(record, context) {
      if (isOn(record, "skipDestroy")) return undefined;
      if (!here(context, userType).some((user) => textOf(user, userProperty) === record.id)) return undefined;
      const message = `One or more database instances are still members of this parameter group ${record.id}, so the group cannot be deleted`;
      return refusal(`deleting ${words} (${record.id})`, `Delete${operation}`, {
        code: "400 InvalidDBParameterGroupState",
        message,
      });
    },
    leaves: (record) => (isOn(record, "skipDestroy") ? record : undefined),
  };

  function refuseParameters(doing: string, inputs: Properties): string | undefined {
    const flaw = parameterFlaw(inputs, "immediate");
    return flaw && refusal(doing, `Modify${operation}`, { code: `400 ${flaw.code}`, message: flaw.message });
  }
}

function vpcOf(inputs: Properties, context: TypeContext): string | undefined {
  return textOf(subnetsOf(inputs, context)[0], "vpcId");
}

function subnetsOf(inputs: Properties, context: TypeContext): readonly CloudRecord[] {
  return textsAt(inputs, "subnetIds").flatMap((id) => context.cloud.byId("aws:ec2/subnet:Subnet", id) ?? []);
}

function subnetsFlaw(inputs: Properties, context: TypeContext): RdsFlaw | undefined {
  const subnets = subnetsOf(inputs, context);
  const missing = textsAt(inputs, "subnetIds").find((id) => !subnets.some((subnet) => subnet.id === id));
  if (missing !== undefined)
    return { code: "400 InvalidSubnet", message: `Some input subnets in :[${missing}] are invalid.` };
  if (new Set(subnets.map((subnet) => textOf(subnet, "vpcId"))).size > 1) {
    return { code: "400 InvalidSubnet", message: "The DB subnet group's subnets must all be in the same VPC." };
  }
  const zones = [...new Set(subnets.map((subnet) => textOf(subnet, "availabilityZone")))];
  if (zones.length >= ZONES_MIN) return undefined;
  return {
    code: "400 DBSubnetGroupDoesNotCoverEnoughAZs",
    message: `The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: ${zones.join(", ")}. Add subnets to cover at least 2 AZs.`,
  };
}

/** A subnet in whose zone a node of the group lies cannot leave it. */
function removalFlaw(old: CloudRecord, inputs: Properties, context: TypeContext): RdsFlaw | undefined {
  const kept = textsAt(inputs, "subnetIds");
  const zones = here(context, CLUSTER_INSTANCE)
    .filter((node) => textOf(node, "dbSubnetGroupName") === old.id)
    .map((node) => textOf(node, "availabilityZone"));
  const used = groupSubnets(context, old).find(
    (subnet) => !kept.includes(subnet.id) && zones.includes(textOf(subnet, "availabilityZone")),
  );
  if (used === undefined || textsOf(old, "subnetIds").length === 0) return undefined;
  return {
    code: "400 SubnetAlreadyInUse",
    message: `Some of the subnets to be deleted are currently in use: ${used.id}`,
  };
}
