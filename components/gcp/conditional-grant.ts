/** How a store grants a workload its rights: one member of one role on the project, bound to the exact store by a condition. */
import type { IAMMemberArgs } from "@pulumi/gcp/projects/iammember.js";
import * as pulumi from "@pulumi/pulumi";
import type { Boundary, Principal } from "../contracts.ts";

/** A right on some resources and no others. */
export interface ConditionalRight {
  /** Predefined role, e.g. `roles/cloudsql.client`. */
  readonly role: string;
  /** Title of the condition, for people: at most 100 characters. */
  readonly title: string;
  /** Full names of the resources, as IAM sees them: `projects/acme-prod/instances/acme-production-database`. */
  readonly resourceNames: readonly pulumi.Input<string>[];
}

/**
 * Arguments of the `IAMMember` that gives a workload a role on the named resources only. Cloud SQL and Memorystore have no
 * policy of their own, so the right lies on the project; it adds one member and touches nobody else's. Every part of it
 * replaces: the new right comes before the old one goes.
 */
export function conditionalGrant(
  { boundaryName }: Boundary,
  principal: Principal,
  { role, title, resourceNames }: ConditionalRight,
): IAMMemberArgs {
  return {
    project: boundaryName,
    role,
    member: memberOf(principal),
    condition: { title, expression: anyOf(resourceNames) },
  };
}

/** A principal as members of a role name it. */
export function memberOf({ principalName }: Principal): pulumi.Output<string> {
  return pulumi.interpolate`serviceAccount:${principalName}`;
}

function anyOf(names: readonly pulumi.Input<string>[]): pulumi.Output<string> {
  return pulumi.all([...names]).apply((known) => known.map((name) => `resource.name == "${name}"`).join(" || "));
}
