/** What RDS refuses of a cluster that follows one in another region. */
import { textAt, valueAt } from "../properties.ts";
import { isOn, textOf } from "../record-values.ts";
import type { CloudRecord, Properties } from "../resource-type.ts";
import { invalidCombination } from "./rds-cluster-rules.ts";
import type { RdsFlaw } from "./rds-cluster-rules.ts";

/** What comes with the data, so that nobody may give it. */
const REPLICATED: readonly (readonly [word: string, properties: readonly string[]])[] = [
  ["user name", ["masterUsername"]],
  ["password", ["masterPassword", "masterPasswordWoVersion"]],
  ["database name", ["databaseName"]],
];

/**
 * The first flaw of a new secondary cluster. Sources of the words: cloudposse/terraform-aws-rds-cluster#157,
 * crossplane-contrib/provider-aws#2072; aws-cloudformation/cloudformation-coverage-roadmap#719.
 * @param members clusters of the global cluster that is joined
 */
export function followerFlaw(inputs: Properties, members: readonly CloudRecord[]): RdsFlaw | undefined {
  const given = REPLICATED.find(([, properties]) =>
    properties.some((property) => valueAt(inputs, property) !== undefined),
  );
  if (given !== undefined) return invalidCombination(`Cannot specify ${given[0]} for cross region replication cluster`);
  const source = members.find((member) => isOn(member, "storageEncrypted"));
  if (source === undefined || textAt(inputs, "sourceRegion") !== undefined) return undefined;
  return invalidCombination(`Source cluster ${textOf(source, "arn")} is encrypted; pre-signed URL has to be specified`);
}
