/** Who may do what in the cache: users that log in with an identity, and the keys and commands each of them has. */
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { User } from "@pulumi/aws/elasticache/user.js";
import { UserGroup } from "@pulumi/aws/elasticache/userGroup.js";
import type * as pulumi from "@pulumi/pulumi";
import type { TenantComponent } from "../component.ts";
import type { CacheArgs } from "../contracts.ts";
import { CACHE_WORKLOADS, cacheUserGroupId, cacheUsers } from "./cache-names.ts";
import type { CacheWorkload } from "./cache-names.ts";
import { grantTo } from "./grant.ts";

/** The engine as users and groups name it. */
const ENGINE = "valkey";

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
    userGroupId: cacheUserGroupId(stack),
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
