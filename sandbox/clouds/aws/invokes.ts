/** Functions of the AWS provider that the program asks. */
import { globalArn } from "./arn.ts";
import { genericApiError } from "./api-error.ts";
import { DNS_SUFFIX, zonesOf } from "./regions.ts";
import type { AvailabilityZone } from "./regions.ts";
import { blocksAt, textAt, textsAt } from "../properties.ts";
import { CloudRefusal } from "../resource-type.ts";
import type { Invoke, Properties, TypeContext } from "../resource-type.ts";

/** What every ordinary zone of an enabled region answers to the filters of `DescribeAvailabilityZones`. */
function filterValue(name: string, zone: AvailabilityZone, region: string): string {
  switch (name) {
    case "zone-name":
      return zone.name;
    case "zone-id":
      return zone.zoneId;
    case "region-name":
    case "group-name":
      return region;
    case "state":
      return "available";
    case "opt-in-status":
      return "opt-in-not-required";
    case "zone-type":
      return "availability-zone";
    default:
      throw new CloudRefusal(
        genericApiError(
          "reading EC2 Availability Zones",
          "EC2: DescribeAvailabilityZones",
          "400 InvalidParameterValue",
          `The filter '${name}' is invalid`,
        ),
      );
  }
}

const getAvailabilityZones: Invoke = {
  token: "aws:index/getAvailabilityZones:getAvailabilityZones",
  answer(args, context) {
    const region = regionOf(args, context);
    const [noNames, noIds] = [textsAt(args, "excludeNames"), textsAt(args, "excludeZoneIds")];
    const filters = blocksAt(args, "filters");
    const wanted = zonesOf(context.account, region).filter(
      (zone) =>
        !noNames.includes(zone.name) &&
        !noIds.includes(zone.zoneId) &&
        (textAt(args, "state") ?? "available") === "available" &&
        filters.every((filter) =>
          textsAt(filter, "values").includes(filterValue(textAt(filter, "name") ?? "", zone, region)),
        ),
    );
    return {
      ...args,
      id: region,
      region,
      groupNames: wanted.length === 0 ? [] : [region],
      names: wanted.map((zone) => zone.name),
      zoneIds: wanted.map((zone) => zone.zoneId),
    };
  },
};

const getCallerIdentity: Invoke = {
  token: "aws:index/getCallerIdentity:getCallerIdentity",
  answer: (_args, context) => ({
    accountId: context.account,
    arn: globalArn(context, "iam", "user/sandbox"),
    id: context.account,
    userId: `AIDA${context.alphanumeric(17)}`,
  }),
};

const getPartition: Invoke = {
  token: "aws:index/getPartition:getPartition",
  answer: (_args, { partition }) => ({
    dnsSuffix: DNS_SUFFIX,
    id: partition,
    partition,
    reverseDnsPrefix: DNS_SUFFIX.split(".").reverse().join("."),
  }),
};

const getRegion: Invoke = {
  token: "aws:index/getRegion:getRegion",
  answer(args, context) {
    const region = regionOf(args, context);
    // Asks for the zones so that an unknown region is refused.
    zonesOf(context.account, region);
    return { description: region, endpoint: `ec2.${region}.${DNS_SUFFIX}`, id: region, name: region, region };
  },
};

/** By token. */
export const invokes: ReadonlyMap<string, Invoke> = new Map(
  [getAvailabilityZones, getCallerIdentity, getPartition, getRegion].map((invoke) => [invoke.token, invoke]),
);

function regionOf(args: Properties, context: TypeContext): string {
  return textAt(args, "region") ?? context.region;
}
