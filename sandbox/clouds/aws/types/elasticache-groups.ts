/** What replication groups name: parameters, subnets, users and groups of users. */
import { regionalArn } from "../arn.ts";
import { cacheParameterFlaw, isCacheFamily } from "../cache-engine.ts";
import { CACHE_PARAMETER_GROUP, cacheRefusal, invalidCacheValue } from "../cache-rules.ts";
import type { CacheFlaw } from "../cache-rules.ts";
import { checkParameterGroupName, checkSubnetGroupName } from "../names.ts";
import { CACHE_SUBNET_GROUP, findSubnet, REPLICATION_GROUP } from "../network-lookup.ts";
import { here, textOf } from "../../record-values.ts";
import { textAt, textsAt } from "../../properties.ts";
import type { Properties, ResourceType, TypeContext } from "../../resource-type.ts";

const NAMES = { property: "name", maxLength: 255, lowerCase: true } as const;

const parameterGroup: ResourceType = {
  token: CACHE_PARAMETER_GROUP,
  autoName: NAMES,
  sets: ["parameters"],
  check: checkParameterGroupName,
  refuseCreate(inputs, context) {
    const [name, family] = [textAt(inputs, "name") ?? "", textAt(inputs, "family") ?? ""];
    const refuse = (flaw: CacheFlaw): string =>
      cacheRefusal(`creating ElastiCache Parameter Group (${name})`, "CreateCacheParameterGroup", flaw);
    if (context.cloud.byId(CACHE_PARAMETER_GROUP, name) !== undefined) {
      return refuse({
        code: "400 CacheParameterGroupAlreadyExists",
        message: `Parameter group ${name} already exists`,
      });
    }
    if (!isCacheFamily(family))
      return refuse(invalidCacheValue(`CacheParameterGroupFamily ${family} is not a valid parameter group family.`));
    return refuseParameters(name, inputs);
  },
  create(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    return { id: name, name, outputs: { arn: regionalArn(context, "elasticache", `parametergroup:${name}`) } };
  },
  refuseUpdate: (old, inputs) => refuseParameters(old.id, inputs),
  refuseDelete(record, context) {
    if (!here(context, REPLICATION_GROUP).some((group) => textOf(group, "parameterGroupName") === record.id))
      return undefined;
    const message = `One or more cache clusters are still members of this parameter group ${record.id}, so the group cannot be deleted.`;
    return cacheRefusal(`deleting ElastiCache Parameter Group (${record.id})`, "DeleteCacheParameterGroup", {
      code: "400 InvalidCacheParameterGroupState",
      message,
    });
  },
};

const subnetGroup: ResourceType = {
  token: CACHE_SUBNET_GROUP,
  autoName: NAMES,
  sets: ["subnetIds"],
  check: checkSubnetGroupName,
  refuseCreate(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    const doing = `creating ElastiCache Subnet Group (${name})`;
    if (context.cloud.byId(CACHE_SUBNET_GROUP, name) !== undefined) {
      const message = `Cache subnet group ${name} already exists.`;
      return cacheRefusal(doing, "CreateCacheSubnetGroup", { code: "400 CacheSubnetGroupAlreadyExists", message });
    }
    const flaw = subnetsFlaw(inputs, context);
    return flaw && cacheRefusal(doing, "CreateCacheSubnetGroup", flaw);
  },
  create(inputs, context) {
    const name = textAt(inputs, "name") ?? "";
    const vpcId = textOf(findSubnet(textsAt(inputs, "subnetIds")[0], context), "vpcId");
    return { id: name, name, outputs: { arn: regionalArn(context, "elasticache", `subnetgroup:${name}`), vpcId } };
  },
  refuseUpdate(old, inputs, context) {
    const flaw = subnetsFlaw(inputs, context);
    return flaw && cacheRefusal(`updating ElastiCache Subnet Group (${old.id})`, "ModifyCacheSubnetGroup", flaw);
  },
  refuseDelete(record, context) {
    if (!here(context, REPLICATION_GROUP).some((group) => textOf(group, "subnetGroupName") === record.id))
      return undefined;
    const message = `Cache subnet group ${record.id} is currently in use by a cache cluster.`;
    return cacheRefusal(`deleting ElastiCache Subnet Group (${record.id})`, "DeleteCacheSubnetGroup", {
      code: "400 CacheSubnetGroupInUse",
      message,
    });
  },
};

export const cacheGroupTypes: readonly ResourceType[] = [parameterGroup, subnetGroup];

function refuseParameters(name: string, inputs: Properties): string | undefined {
  const flaw = cacheParameterFlaw(inputs);
  if (flaw === undefined) return undefined;
  return cacheRefusal(
    `modifying ElastiCache Parameter Group (${name})`,
    "ModifyCacheParameterGroup",
    invalidCacheValue(flaw),
  );
}

function subnetsFlaw(inputs: Properties, context: TypeContext): CacheFlaw | undefined {
  const ids = textsAt(inputs, "subnetIds");
  const missing = ids.find((id) => findSubnet(id, context) === undefined);
  if (missing !== undefined) return { code: "400 InvalidSubnet", message: `The subnet ID '${missing}' does not exist` };
  const vpcs = new Set(ids.map((id) => textOf(findSubnet(id, context), "vpcId")));
  return vpcs.size > 1
    ? { code: "400 InvalidSubnet", message: "All the subnets of a cache subnet group must be in the same VPC." }
    : undefined;
}
