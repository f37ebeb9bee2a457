/** EventBridge rules: alerts for what happens, rather than for a number. */
import { EventRule } from "@pulumi/aws/cloudwatch/eventRule.js";
import { EventTarget } from "@pulumi/aws/cloudwatch/eventTarget.js";
import * as pulumi from "@pulumi/pulumi";
import type { AlertSpec, SignalSpec } from "../../tiers/blueprint.ts";
import { physicalName } from "../../tiers/names.ts";
import { KEY_PURPOSES } from "../../tiers/vocabulary.ts";
import type { TenantComponent } from "../component.ts";
import type { MonitoringArgs } from "../contracts.ts";
import { trailName } from "./audit.ts";
import { vaultName } from "./backup-vault.ts";
import { bucketName } from "./bucket.ts";
import { present } from "../present.ts";
import { stackArn } from "./arn.ts";

/** Names of rules: 1 to 64 characters (API `PutRule`). */
const MAX_RULE_NAME_LENGTH = 64;

type Pattern = Readonly<Record<string, unknown>>;

/** What narrows an event to the stack's own resources: conditions on `detail`, or on the whole event. */
interface Narrowing {
  readonly event?: Pattern;
  readonly detail?: Pattern;
}

const NARROW: Readonly<Record<string, (args: MonitoringArgs) => Narrowing>> = {
  "database-cluster-event": ({ database }) => ({ event: { resources: [database.databaseId] } }),
  "bucket-calls": ({ stack, watched }) => ({
    detail: {
      requestParameters: {
        bucketName: present(watched.objects, "buckets").buckets.map(({ name }) =>
          bucketName(stack, name, stack.region),
        ),
      },
    },
  }),
  "key-calls": ({ keys }) => ({
    detail: { resources: { ARN: KEY_PURPOSES.map((purpose) => keys.keys[purpose].keyId) } },
  }),
  // A backup names its vault, a copy the one it comes from.
  "vault-events": ({ stack, backup }) => ({
    detail: {
      $or: [{ backupVaultName: [vaultName(stack)] }, { sourceBackupVaultArn: [present(backup, "backups").vaultId] }],
    },
  }),
  "trail-calls": ({ stack }) => ({
    detail: {
      requestParameters: { name: [trailName(stack), stackArn(stack, "cloudtrail", `trail/${trailName(stack)}`)] },
    },
  }),
  // The account is the tenant's own.
  "account-events": () => ({}),
};

/**
 * Creates the rule of one signal and sends what it finds to the alert's topic.
 * Events of a call (`… via CloudTrail`) reach EventBridge only where a trail of the account records management events.
 */
export function createEventRule(
  owner: TenantComponent,
  args: MonitoringArgs,
  alert: AlertSpec,
  signal: SignalSpec,
  topicArn: pulumi.Output<string>,
): void {
  const { aws, target } = signal;
  if (aws?.type !== "event") return;
  const narrow = target === undefined ? undefined : NARROW[target];
  if (narrow === undefined) throw new Error(`no resource of AWS stands behind the alert target ${target}`);
  const rule = owner.taggedChild(EventRule, `event-${alert.id}-${signal.key}`, "none", {
    name: physicalName([args.stack.name, alert.id, signal.key], MAX_RULE_NAME_LENGTH),
    description: alert.meaning.slice(0, 512),
    eventPattern: pulumi.jsonStringify(narrowed(aws.pattern, narrow(args))),
    state: "ENABLED",
  });
  owner.child(EventTarget, `event-target-${alert.id}-${signal.key}`, {
    rule: rule.name,
    targetId: alert.route,
    arn: topicArn,
  });
}

function narrowed(pattern: Pattern, { event, detail }: Narrowing): Pattern {
  const own = { ...(pattern["detail"] as Pattern | undefined), ...detail };
  return { ...pattern, ...event, ...(Object.keys(own).length === 0 ? {} : { detail: own }) };
}
