/** Recordings of one store each, by kind of stack. */
import { AwsCache } from "../../components/aws/cache.ts";
import { AwsDatabase } from "../../components/aws/database.ts";
import { AwsObjects } from "../../components/aws/objects.ts";
import type { Lifecycle } from "../../components/lifecycle.ts";
import type { CacheSpec, DatabaseSpec, ObjectsSpec } from "../../tiers/blueprint.ts";
import { recordAws } from "./aws-recording.ts";
import type { Recording } from "./recorded-registrations.ts";
import { storeFixture } from "./store-blueprints.ts";
import type { StoreCase } from "./store-blueprints.ts";
import { cacheArgs, databaseArgs, objectsArgs } from "./store-wiring.ts";

/** What a database registers. Its logical name is the same in every kind of stack, so that recordings can be compared. */
export function recordDatabase(
  storeCase: StoreCase,
  overrides: Partial<DatabaseSpec> = {},
  lifecycle?: Lifecycle,
): Promise<Recording<AwsDatabase>> {
  const build = databaseArgs(storeCase, overrides, lifecycle);
  return recordAws(storeFixture(storeCase), (options) => new AwsDatabase("acme-production-database", build, options));
}

/** What a cache registers. */
export function recordCache(
  storeCase: StoreCase,
  overrides: Partial<CacheSpec> = {},
  lifecycle?: Lifecycle,
): Promise<Recording<AwsCache>> {
  const build = cacheArgs(storeCase, overrides, lifecycle);
  return recordAws(storeFixture(storeCase), (options) => new AwsCache("acme-production-cache", build, options));
}

/** What the buckets register. */
export function recordObjects(
  storeCase: StoreCase,
  overrides: Partial<ObjectsSpec> = {},
  lifecycle?: Lifecycle,
): Promise<Recording<AwsObjects>> {
  const build = objectsArgs(storeCase, overrides, lifecycle);
  return recordAws(storeFixture(storeCase), (options) => new AwsObjects("acme-production-objects", build, options));
}
