import { Trail } from "@pulumi/aws/cloudtrail/trail.js";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import type { input } from "@pulumi/aws/types/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { AuditSpec, StackSpec } from "../../tiers/blueprint.ts";
import { TenantComponent } from "../component.ts";
import type { Audit, AuditArgs, Objects } from "../contracts.ts";
import { stackArn } from "./arn.ts";
import { logGroupName, logRetentionDays } from "./log-groups.ts";
import { policyDocument } from "./policy-document.ts";
import { roleName, rolePath } from "./role-names.ts";
import { serviceTrust } from "./service-trust.ts";

/** Folder of the audit bucket in which the trail's records lie; CloudTrail adds `AWSLogs/<account>/…`. */
const TRAIL_PREFIX = "trail";

/** Bucket that takes the record; recording what is written into it would never end. */
const EVIDENCE = "audit";

/** Name of the stack's trail, 3 to 128 characters, and the end of its ARN, which the key's policy names. */
export function trailName(stack: StackSpec): string {
  return stack.name;
}

/**
 * The record of what was done: AWS CloudTrail in an account of the tenant's own.
 *
 * Creates: 1. a log group under the audit key, in every tier, so that no change of tier replaces it · 2. with a trail of
 * its own: the trail of the whole account and all its regions into the audit bucket, signed, under the audit key, with
 * every read and write of the stack's objects; a copy into the log group, where alerts read it; the role for that.
 * Use of keys and reading of secrets are management events, which the trail has without more.
 * Does not: make a trail in a shared account, which takes five per region; there the account baseline's organisation
 * trail records, and the stack's access logs and flow logs tell what was its own.
 * Cost: per 100,000 data events, per GiB in the log group.
 */
export class AwsAudit extends TenantComponent implements Audit {
  readonly logId: pulumi.Output<string>;
  readonly logName: string;
  readonly trailId?: pulumi.Output<string>;

  constructor(name: string, args: AuditArgs, options?: pulumi.ComponentResourceOptions) {
    super("aws:Audit", name, args, options);
    const group = this.createLogGroup(args);
    const trail = args.spec.trail === "own" ? this.createTrail(args, group) : undefined;

    this.logId = group.arn;
    this.logName = logGroupName(args.stack, "audit");
    if (trail !== undefined) this.trailId = trail.arn;
    this.registerOutputs({ logId: this.logId });
  }

  private createLogGroup({ stack, spec, keys }: AuditArgs): LogGroup {
    return this.taggedChild(LogGroup, "log-group", "internal", {
      name: logGroupName(stack, "audit"),
      kmsKeyId: keys.keys.audit.keyId,
      retentionInDays: logRetentionDays(spec.searchableDays),
      logGroupClass: "STANDARD",
      deletionProtectionEnabled: this.rules.deletionProtection,
    });
  }

  /** @throws Error when there is no bucket for evidence: blueprint and buckets disagree. */
  private createTrail({ stack, spec, keys, objects, after }: AuditArgs, group: LogGroup): Trail {
    const evidence = objects.buckets[EVIDENCE];
    if (evidence === undefined) throw new Error("the stack has no audit bucket, into which its own trail writes");
    const { role, rights } = this.createDeliveryRole(stack, group);
    return this.taggedChild(
      Trail,
      "trail",
      "internal",
      {
        name: trailName(stack),
        s3BucketName: evidence.bucketName,
        s3KeyPrefix: TRAIL_PREFIX,
        kmsKeyId: keys.keys.audit.keyId,
        enableLogging: true,
        enableLogFileValidation: spec.integrityValidation,
        isMultiRegionTrail: true,
        includeGlobalServiceEvents: true,
        isOrganizationTrail: false,
        cloudWatchLogsGroupArn: pulumi.interpolate`${group.arn}:*`,
        cloudWatchLogsRoleArn: role.arn,
        advancedEventSelectors: selectors(spec, objects),
      },
      // CloudTrail tries both, the bucket and the log group, before it takes the trail.
      { dependsOn: [rights, ...after] },
    );
  }

  private createDeliveryRole(stack: StackSpec, group: LogGroup): { role: Role; rights: RolePolicy } {
    const role = this.taggedChild(Role, "trail-role", "none", {
      name: roleName(stack, "trail"),
      path: rolePath(stack),
      description: "Delivers the trail's records to the log group",
      assumeRolePolicy: serviceTrust("cloudtrail.amazonaws.com", {
        StringEquals: { "aws:SourceArn": stackArn(stack, "cloudtrail", `trail/${trailName(stack)}`) },
      }),
    });
    const rights = this.child(RolePolicy, "trail-role-policy", {
      role: role.name,
      policy: policyDocument([
        {
          Sid: "WriteRecords",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: pulumi.interpolate`${group.arn}:log-stream:*`,
        },
      ]),
    });
    return { role, rights };
  }
}

/** Every management event, reads among them; of data events those of the stack's own objects. */
function selectors({ dataEvents }: AuditSpec, objects: Objects): input.cloudtrail.TrailAdvancedEventSelector[] {
  const management = {
    name: "Management events",
    fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }],
  };
  const buckets = Object.entries(objects.buckets).filter(([name]) => name !== EVIDENCE);
  if (!dataEvents.includes("objects") || buckets.length === 0) return [management];
  return [
    management,
    {
      name: "Objects of the tenant",
      fieldSelectors: [
        { field: "eventCategory", equals: ["Data"] },
        { field: "resources.type", equals: ["AWS::S3::Object"] },
        { field: "resources.ARN", startsWiths: buckets.map(([, { bucketId }]) => pulumi.interpolate`${bucketId}/`) },
      ],
    },
  ];
}
