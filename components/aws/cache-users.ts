/** Who may do what in the cache: users that log in with an identity, and the keys and commands each of them has. */
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { User } from "@pulumi/aws/elasticache/user.js";
import { UserGroup } from "@pulumi/aws/elasticache/userGroup.js";
import type * as pulumi from "@pulumi/pulumi";
import type { StackSpec } from "../../tiers/blueprint.ts";
import { physicalName } from "../../tiers/names.ts";
import type { Workload } from "../../tiers/vocabulary.ts";
import type { TenantComponent } from "../component.ts";
import type { CacheArgs } from "../contracts.ts";
import { grantTo } from "./grant.ts";

/** Workloads with a cache user. What lies in a cache can be made again, so backup has none. */
export const CACHE_WORKLOADS = ["app", "migration", "admin"] as const satisfies readonly Workload[];
/** One of {@link CACHE_WORKLOADS}. */
export type CacheWorkload = (typeof CACHE_WORKLOADS)[number];

/** ElastiCache cuts ids of users and groups at this length. */
const MAX_ID_LENGTH = 40;

/** The engine as users and groups name it. */
const ENGINE = "valkey";

/** Ids, and names, of the cache's users. With identity login the two must be the same; unique per account and region. */
export function cacheUsers(stack: StackSpec): Readonly<Record<CacheWorkload, string>> {
  const idOf = (workload: CacheWorkload): string =>
    physicalName([stack.tenant, stack.environment, workload], MAX_ID_LENGTH);
  return { app: idOf("app"), migration: idOf("migration"), admin: idOf("admin") };
}

/** What clients of a cluster ask before they can work; some are listed as dangerous because they tell about the server. */
const CLIENT_HOUSEKEEPING = "+info +cluster|info +cluster|nodes +cluster|shards +cluster|slots";

/**
 * What each user may do, in Valkey's access-string language. Keys and channels of all of them begin with `<tenant>:`,
 * so that a client with another tenant's settings fails instead of mixing data.
 * App: everything but administration and what stops or empties a server. Migration: also empties it and lists keys.
 * Admin, a person: looks, and changes nothing.
 */
export function accessStrings(tenant: string): Readonly<Record<CacheWorkload, string>> {
  const own = `on ~${tenant}:* &${tenant}:*`;
  return {
    app: `${own} +@all -@admin -@dangerous ${CLIENT_HOUSEKEEPING}`,
    migration: `${own} +@all -@admin -@dangerous ${CLIENT_HOUSEKEEPING} +flushdb +keys`,
    admin: `${own} -@all +@read +@connection ${CLIENT_HOUSEKEEPING} +client|list +slowlog|get +slowlog|len`,
  };
}

/** The users and the group that holds them. */
export interface CacheAccess {
  readonly users: Readonly<Record<CacheWorkload, User>>;
  readonly groupId: pulumi.Output<string>;
}

/**
 * Creates users and group. No user `default`: a Valkey user group needs none, and turns the built-in one off when it is
 * attached (ElastiCache user guide, "RBAC with Valkey").
 */
export function createCacheAccess(owner: TenantComponent, { stack }: CacheArgs): CacheAccess {
  const ids = cacheUsers(stack);
  const strings = accessStrings(stack.tenant);
  const createUser = (workload: CacheWorkload): User =>
    owner.taggedChild(User, `user-${workload}`, "none", {
      userId: ids[workload],
      userName: ids[workload],
      engine: ENGINE,
      authenticationMode: { type: "iam" },
      accessString: strings[workload],
    });
  const users = { app: createUser("app"), migration: createUser("migration"), admin: createUser("admin") };
  const group = owner.taggedChild(UserGroup, "user-group", "none", {
    userGroupId: physicalName([stack.tenant, stack.environment, "cache"], MAX_ID_LENGTH),
    engine: ENGINE,
    userIds: CACHE_WORKLOADS.map((workload) => users[workload].userId),
  });
  return { users, groupId: group.userGroupId };
}

/** Grants each workload the login as its own user at exactly this cache. */
export function grantCacheLogins(
  owner: TenantComponent,
  { identity }: CacheArgs,
  cacheArn: pulumi.Output<string>,
  users: CacheAccess["users"],
): void {
  for (const workload of CACHE_WORKLOADS) {
    const statement = {
      Sid: "LogIn",
      Effect: "Allow",
      Action: "elasticache:Connect",
      Resource: [cacheArn, users[workload].arn],
    } as const;
    owner.child(RolePolicy, `grant-${workload}`, grantTo(identity.principals[workload], [statement]));
  }
}
