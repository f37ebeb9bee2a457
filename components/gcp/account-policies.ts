/** What nobody in the project can do, whatever rights they have; and whom Google itself calls. */
import { Contact } from "@pulumi/gcp/essentialcontacts/contact.js";
import { Policy } from "@pulumi/gcp/orgpolicy/policy.js";
import * as pulumi from "@pulumi/pulumi";
import type { AccountBaselineArgs } from "../contracts.ts";
import type { GcpComponent } from "./gcp-component.ts";

/** Constraints that are on or off, by the key of their child (Resource Manager: "Organization policy constraints"). */
const CONSTRAINTS = {
  "bucket-access-by-iam": "storage.uniformBucketLevelAccess",
  "default-agents-without-rights": "iam.automaticIamGrantsForDefaultServiceAccounts",
  "no-default-network": "compute.skipDefaultNetworkCreation",
  "no-public-buckets": "storage.publicAccessPrevention",
  "no-public-databases": "sql.restrictPublicIp",
  "no-serial-console": "compute.disableSerialPortAccess",
  "no-service-account-keys": "iam.disableServiceAccountKeyCreation",
  "no-wide-open-databases": "sql.restrictAuthorizedNetworks",
  "sign-in-by-iam": "compute.requireOsLogin",
} as const;

const LANGUAGE = "en";

/** Creates a policy per constraint, and the contacts. */
export function constrainProject(
  owner: GcpComponent,
  { stack, spec }: AccountBaselineArgs,
  project: pulumi.Output<string>,
): void {
  const parent = pulumi.interpolate`projects/${project}`;
  for (const [key, constraint] of Object.entries(CONSTRAINTS)) {
    owner.child(Policy, `constraint-${key}`, {
      parent,
      name: pulumi.interpolate`${parent}/policies/${constraint}`,
      spec: { rules: [{ enforce: "TRUE" }] },
    });
  }
  owner.child(Contact, "contact-security", {
    parent,
    email: spec.securityContact?.email ?? stack.contacts.security,
    languageTag: LANGUAGE,
    notificationCategorySubscriptions: ["SECURITY"],
  });
  if (stack.contacts.owner === stack.contacts.security) return;
  owner.child(Contact, "contact-owner", {
    parent,
    email: stack.contacts.owner,
    languageTag: LANGUAGE,
    notificationCategorySubscriptions: ["SUSPENSION", "TECHNICAL"],
  });
}
