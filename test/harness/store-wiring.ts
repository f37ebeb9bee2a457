/** The contracts to which the tests of stores are wired. */
import * as pulumi from "@pulumi/pulumi";
import type {
  CacheArgs,
  DatabaseArgs,
  KeyRef,
  Keys,
  Network,
  ObjectsArgs,
  Principal,
} from "../../components/contracts.ts";
import type { Lifecycle } from "../../components/lifecycle.ts";
import type { CacheSpec, DatabaseSpec, ObjectsSpec } from "../../tiers/blueprint.ts";
import type { KeyPurpose, SubnetRole, Workload, Zone } from "../../tiers/vocabulary.ts";
import { argsOf } from "./blueprints.ts";
import { cacheSpec, databaseSpec, lifecycleOf, objectsSpec, storeFixture } from "./store-blueprints.ts";
import type { StoreCase } from "./store-blueprints.ts";

const KEY_IDS = { data: "0a1b2c3d", audit: "1b2c3d4e", backup: "2c3d4e5f", secrets: "3d4e5f60" } as const;

/** ARN of a key as the keys component would name it. */
export function keyArn(purpose: KeyPurpose, region = "eu-west-1"): string {
  return `arn:aws:kms:${region}:111122223333:key/mrk-${KEY_IDS[purpose].repeat(4)}`;
}

function keys(withReplicas: boolean): Keys {
  const key = (purpose: KeyPurpose): KeyRef => ({
    purpose,
    keyId: pulumi.output(keyArn(purpose)),
    alias: `alias/acme/${purpose}`,
    ...(withReplicas ? { replicaKeyId: pulumi.output(keyArn(purpose, "eu-central-1")) } : {}),
  });
  return { keys: { data: key("data"), audit: key("audit"), backup: key("backup"), secrets: key("secrets") } };
}

export function network(): Network {
  const subnets = (role: SubnetRole): Record<Zone, pulumi.Output<string>> => ({
    a: pulumi.output(`subnet-${role}-a`),
    b: pulumi.output(`subnet-${role}-b`),
    c: pulumi.output(`subnet-${role}-c`),
  });
  return {
    networkId: pulumi.output("vpc-acme"),
    cidr: "10.20.0.0/20",
    subnetIds: { public: subnets("public"), application: subnets("application"), data: subnets("data") },
    workloadGroupId: pulumi.output("sg-workloads"),
    egressAddresses: pulumi.output(["203.0.113.7"]),
    privateEndpoints: ["s3"],
  };
}

function principals(): Readonly<Record<Workload, Principal>> {
  const principal = (workload: Workload): Principal => ({
    workload,
    principalId: pulumi.output(`arn:aws:iam::111122223333:role/leasehold/acme/production/acme-production-${workload}`),
    principalName: pulumi.output(`acme-production-${workload}`),
  });
  return {
    app: principal("app"),
    migration: principal("migration"),
    admin: principal("admin"),
    backup: principal("backup"),
  };
}

/** The value that must never be seen in clear. */
export const MASTER_PASSWORD = "correct-horse-battery-staple";

export function databaseArgs(
  storeCase: StoreCase,
  overrides: Partial<DatabaseSpec> = {},
  lifecycle?: Lifecycle,
): DatabaseArgs {
  return {
    ...argsOf(
      storeFixture(storeCase),
      { ...databaseSpec(storeCase), ...overrides },
      lifecycle ?? lifecycleOf(storeCase),
    ),
    network: network(),
    keys: keys(storeCase !== "standard"),
    identity: { principals: principals() },
    secrets: {
      secrets: {
        "database-master": { name: "database-master", secretId: pulumi.output("arn:aws:secretsmanager:master") },
      },
    },
    generated: { "database-master": pulumi.secret(MASTER_PASSWORD) },
  };
}

export function cacheArgs(storeCase: StoreCase, overrides: Partial<CacheSpec> = {}, lifecycle?: Lifecycle): CacheArgs {
  return {
    ...argsOf(storeFixture(storeCase), { ...cacheSpec(storeCase), ...overrides }, lifecycle ?? lifecycleOf(storeCase)),
    network: network(),
    keys: keys(storeCase !== "standard"),
    identity: { principals: principals() },
  };
}

export function objectsArgs(
  storeCase: StoreCase,
  overrides: Partial<ObjectsSpec> = {},
  lifecycle?: Lifecycle,
): ObjectsArgs {
  return {
    ...argsOf(
      storeFixture(storeCase),
      { ...objectsSpec(storeCase), ...overrides },
      lifecycle ?? lifecycleOf(storeCase),
    ),
    network: network(),
    keys: keys(storeCase !== "standard" && storeCase !== "development"),
    identity: { principals: principals() },
  };
}

/** The value of an output that is known. */
export function valueOf<Value>(output: pulumi.Output<Value>): Promise<pulumi.Unwrap<Value>> {
  return new Promise((resolve) => pulumi.output(output).apply(resolve));
}
