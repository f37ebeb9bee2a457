/** Names of Google Cloud resources: given, not generated, so that a second create after a crash is refused instead of doubled. */
import type * as pulumi from "@pulumi/pulumi";
import type { StackSpec } from "../../tiers/blueprint.ts";
import { physicalName } from "../../tiers/names.ts";

/** Compute Engine, Cloud DNS, Cloud KMS, Memorystore: at most 63 characters, a letter first. */
const RESOURCE_NAME_LENGTH = 63;
/**
 * Account ids of service accounts. The service takes 6–30 characters, a letter first (SDK docstring:
 * serviceaccount.Account.accountId), but PostgreSQL cuts names at 63: with the longest project id, `@` and `.iam` are 35.
 */
const SERVICE_ACCOUNT_ID_LENGTH = 28;
/** Workload identity pools and their providers: 4–32 characters (SDK docstring: iam.WorkloadIdentityPool.workloadIdentityPoolId). */
const POOL_ID_LENGTH = 32;
/** Buckets: 3–63 characters, unique among all of Google Cloud. */
export const BUCKET_NAME_LENGTH = 63;

/**
 * Name of a resource inside the project, e.g. `acme-production-vpc`. Tenants may share a project, so it begins with the
 * stack; what it is for stays readable where the stack's name has to be cut. A tenant's id begins with a letter.
 * @param purpose at most 40 characters of `[a-z0-9-]`
 */
export function resourceName(stack: StackSpec, purpose: string): string {
  return suffixed(stack, purpose, RESOURCE_NAME_LENGTH);
}

/** Account id of a service account, the part before the `@`, e.g. `acme-production-app`. @param purpose at most 11 characters */
export function serviceAccountId(stack: StackSpec, purpose: string): string {
  return suffixed(stack, purpose, SERVICE_ACCOUNT_ID_LENGTH);
}

/** Id of a workload identity pool or provider, unique in the project. @param purpose at most 15 characters */
export function poolId(stack: StackSpec, purpose: string): string {
  return suffixed(stack, purpose, POOL_ID_LENGTH);
}

/**
 * Name of a bucket. The project's id makes it unique among all of Google Cloud, the region tells the copy from the original.
 * @param key `data`, `archive`, `audit` …
 */
export function bucketName(stack: StackSpec, key: string, region: string): string {
  return physicalName([stack.tenant, stack.environment, key, stack.account, region], BUCKET_NAME_LENGTH);
}

/** Name at the end of an id or self link that another stack put out. */
export function nameOfId(id: pulumi.Output<string>): pulumi.Output<string> {
  return id.apply((link) => link.slice(link.lastIndexOf("/") + 1));
}

function suffixed(stack: StackSpec, purpose: string, maxLength: number): string {
  return `${physicalName([stack.name], maxLength - purpose.length - 1)}-${purpose}`;
}
