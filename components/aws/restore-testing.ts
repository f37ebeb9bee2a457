/** A regular proof that the database's backups can be restored. */
import { RestoreTestingPlan } from "@pulumi/aws/backup/restoreTestingPlan.js";
import { RestoreTestingSelection } from "@pulumi/aws/backup/restoreTestingSelection.js";
import type { Vault } from "@pulumi/aws/backup/vault.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import type { StackSpec } from "../../tiers/blueprint.ts";
import { physicalName } from "../../tiers/names.ts";
import type { TenantComponent } from "../component.ts";
import type { BackupArgs } from "../contracts.ts";
import { awsManagedPolicyArn } from "./arn.ts";
import { roleName, rolePath } from "./role-names.ts";
import { serviceTrust } from "./service-trust.ts";

/** Names take 1 to 50 letters, digits and underscores (SDK docstring: backup.RestoreTestingPlan.name). */
const MAX_NAME_LENGTH = 50;

/** At five in the morning UTC of each month's first day: the nightly copies are made. */
const MONTHLY = "cron(0 5 1 * ? *)";
const START_WINDOW_HOURS = 8;

/** Days back from which the newest copy is taken: the last one that succeeded may be some days old. */
const SELECTION_WINDOW_DAYS = 7;

/** Nobody looks into what was restored: it goes as soon as it can. */
const VALIDATION_WINDOW_HOURS = 1;

/**
 * Creates a role, the plan, and the selection of the stack's cluster. AWS restores the volume without nodes, in the stack's
 * own data subnets, says how long it took, and deletes it. Buckets are left out: a test would copy all that they hold.
 * Cost: the restored volume's size for about an hour, once a month.
 * @throws Error when the database has no subnet group to be restored into
 */
export function createRestoreTesting(
  owner: TenantComponent,
  { stack, database: { databaseId, subnetGroupName } }: BackupArgs,
  vault: Vault,
): void {
  if (subnetGroupName === undefined) throw new Error("the database has no subnet group to restore into");
  const role = owner.taggedChild(Role, "restore-role", "none", {
    name: roleName(stack, "restore-test"),
    path: rolePath(stack),
    description: "Restores a copy of the database, to prove that it can be restored",
    assumeRolePolicy: serviceTrust("backup.amazonaws.com", { StringEquals: { "aws:SourceAccount": stack.account } }),
  });
  const attachment = owner.child(RolePolicyAttachment, "restore-role-policy", {
    role: role.name,
    policyArn: awsManagedPolicyArn(stack, "service-role/AWSBackupServiceRolePolicyForRestores"),
  });
  const plan = owner.taggedChild(RestoreTestingPlan, "restore-plan", "none", {
    name: testingName(stack),
    scheduleExpression: MONTHLY,
    scheduleExpressionTimezone: "Etc/UTC",
    startWindowHours: START_WINDOW_HOURS,
    recoveryPointSelection: {
      algorithm: "LATEST_WITHIN_WINDOW",
      includeVaults: [vault.arn],
      recoveryPointTypes: ["SNAPSHOT"],
      selectionWindowDays: SELECTION_WINDOW_DAYS,
    },
  });
  owner.child(
    RestoreTestingSelection,
    "restore-selection",
    {
      name: "database",
      restoreTestingPlanName: plan.name,
      iamRoleArn: role.arn,
      protectedResourceType: "Aurora",
      protectedResourceArns: [databaseId],
      // Else it would be restored into the account's default network, which there should not be.
      restoreMetadataOverrides: { dbsubnetgroupname: subnetGroupName },
      validationWindowHours: VALIDATION_WINDOW_HOURS,
    },
    // The provider updates everything but these, and says that it did (hashicorp/terraform-provider-aws, restore_testing_selection.go).
    { dependsOn: [attachment], replaceOnChanges: ["protectedResourceArns"], deleteBeforeReplace: true },
  );
}

function testingName(stack: StackSpec): string {
  return physicalName([stack.tenant, stack.environment, "restore"], MAX_NAME_LENGTH).replaceAll("-", "_");
}
