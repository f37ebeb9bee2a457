/** Amazon resource names: of things that are named before they exist, and of principals. */
import type { StackSpec } from "../../tiers/blueprint.ts";

/** The group of regions that a region belongs to; no name, role or network crosses it. China is not offered. */
export function partitionOf(region: string): "aws" | "aws-us-gov" | "aws-eusc" {
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return region.startsWith("eusc-") ? "aws-eusc" : "aws";
}

/** Name of an AWS service behind a private endpoint, e.g. `com.amazonaws.eu-west-1.kms`. */
export function endpointServiceName(region: string, service: string): string {
  const domain = partitionOf(region) === "aws-eusc" ? "eu.amazonaws" : "com.amazonaws";
  return `${domain}.${region}.${service}`;
}

/** Where a resource lies; a global service leaves the region out, S3 the account too. */
export interface ArnPlace {
  readonly region?: string;
  readonly account?: string;
}

/** ARN in the stack's partition, e.g. `arn:aws:logs:eu-west-1:111122223333:log-group:…`. */
export function arnAt(
  stack: Pick<StackSpec, "region">,
  service: string,
  resource: string,
  { region = "", account = "" }: ArnPlace = {},
): string {
  return `arn:${partitionOf(stack.region)}:${service}:${region}:${account}:${resource}`;
}

/** ARN of something in the stack's own account and home region whose name is known, or a pattern of such names. */
export function stackArn(stack: Pick<StackSpec, "account" | "region">, service: string, resource: string): string {
  return arnAt(stack, service, resource, { region: stack.region, account: stack.account });
}

/** The account itself as a principal: IAM decides which of its identities may. */
export function accountPrincipal(stack: Pick<StackSpec, "account" | "region">): string {
  return arnAt(stack, "iam", "root", { account: stack.account });
}

/** ARN of a policy that AWS itself maintains, e.g. `service-role/AmazonRDSEnhancedMonitoringRole`. */
export function awsManagedPolicyArn(stack: Pick<StackSpec, "region">, path: string): string {
  return arnAt(stack, "iam", `policy/${path}`, { account: "aws" });
}
