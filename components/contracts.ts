/**
 * What the component of a role promises on every cloud. Stacks and other components know only these.
 * Ids are in the cloud's own form (ARN, ARM id, self link); nothing here is a secret, only references to secrets.
 */
export type * from "./contracts/account-baseline.ts";
export type * from "./contracts/account-facts.ts";
export type * from "./contracts/audit.ts";
export type * from "./contracts/backup.ts";
export type * from "./contracts/boundary.ts";
export type * from "./contracts/cache.ts";
export type * from "./contracts/cloud-module.ts";
export type * from "./contracts/component-args.ts";
export type * from "./contracts/database-replica.ts";
export type * from "./contracts/database.ts";
export type * from "./contracts/home-stack.ts";
export type * from "./contracts/identity.ts";
export type * from "./contracts/keys.ts";
export type * from "./contracts/monitoring.ts";
export type * from "./contracts/network.ts";
export type * from "./contracts/objects.ts";
export type * from "./contracts/secrets.ts";
export type * from "./contracts/store-args.ts";
