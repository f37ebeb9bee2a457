/** Blueprint sections for tests of one component, by hand, so that such a test does not hang on the catalogue's numbers. */
import * as pulumi from "@pulumi/pulumi";
import type {
  Blueprint,
  IdentitySpec,
  KeysSpec,
  NetworkSpec,
  SecretsSpec,
  StackLabels,
  StackSpec,
} from "../../tiers/blueprint.ts";
import { KEY_PURPOSES, SUBNET_ROLES, WORKLOADS, ZONES } from "../../tiers/vocabulary.ts";
import type { AccountFacts, ComponentArgs } from "../../components/contracts.ts";
import type { Lifecycle } from "../../components/lifecycle.ts";

type FixtureTier = "standard" | "premium" | "enterprise";
export type Fixture = Pick<Blueprint, "stack" | "labels" | "network" | "keys" | "identity" | "secrets">;

export const ACCOUNT = "111122223333";

/** Zones of eu-west-1 as one account sees them: letters and ids do not run alike. */
export const FACTS: AccountFacts = {
  account: ACCOUNT,
  zoneIds: { a: "euw1-az1", b: "euw1-az2", c: "euw1-az3" },
  zoneNames: { a: "eu-west-1c", b: "eu-west-1a", c: "eu-west-1b" },
};

/** The sections of acme's production stack at one tier. */
export function fixture(tier: FixtureTier): Fixture {
  const stack = stackSpec(tier);
  return {
    stack,
    labels: labelsOf(stack),
    network: networkSpec(tier),
    keys: keysSpec(tier),
    identity: identitySpec(),
    secrets: secretsSpec(tier),
  };
}

/** What a component gets besides wiring. */
export function argsOf<Spec>(fixture: Fixture, spec: Spec, lifecycle: Lifecycle = "protected"): ComponentArgs<Spec> {
  const { stack, labels } = fixture;
  return { stack, labels, lifecycle, facts: FACTS, boundary: { boundaryName: pulumi.output(stack.account) }, spec };
}

function copiesAbroad(tier: FixtureTier): boolean {
  return tier !== "standard";
}

function stackSpec(tier: FixtureTier): StackSpec {
  return {
    name: "acme-production",
    tenant: "acme",
    tenantName: "Acme Studio",
    environment: "production",
    tier,
    cloud: "aws",
    region: "eu-west-1",
    ...(copiesAbroad(tier) ? { standbyRegion: "eu-central-1" } : {}),
    account: ACCOUNT,
    jurisdiction: "eu",
    securityLevel: tier === "enterprise" ? "maximum" : "enhanced",
    frameworks: ["gdpr", "soc-2"],
    isolation: tier === "enterprise" ? "dedicated-account" : "dedicated",
    deletionProtection: true,
    fipsEndpoints: false,
    availabilityObjectivePercent: 99.9,
    contacts: { owner: "platform@acme.example", security: "security@acme.example", billing: "billing@acme.example" },
  };
}

function labelsOf({ tenant, tier, environment, region }: StackSpec): StackLabels {
  return { tenant, tier, environment, region, owner: "platform-acme-example", "managed-by": "leasehold" };
}

function networkSpec(tier: FixtureTier): NetworkSpec {
  const blocks = {
    application: ["10.20.0.0/23", "10.20.2.0/23", "10.20.4.0/23"],
    data: ["10.20.8.0/24", "10.20.9.0/24", "10.20.10.0/24"],
    public: ["10.20.12.0/24", "10.20.13.0/24", "10.20.14.0/24"],
  } as const;
  return {
    cidr: "10.20.0.0/20",
    zones: ZONES,
    activeZones: tier === "standard" ? ["a", "b"] : ZONES,
    subnets: SUBNET_ROLES.flatMap((role) =>
      ZONES.map((zone, index) => ({ role, zone, cidr: blocks[role][index] ?? "" })),
    ),
    natZones: tier === "standard" ? ["a"] : ZONES,
    privateEndpoints: tier === "standard" ? "object-storage" : "all",
    egress: tier === "enterprise" ? "allow-list" : "open",
    egressAllowList: tier === "enterprise" ? ["198.51.100.0/24", "203.0.113.10/32"] : [],
    flowLogs: true,
    flowLogRetentionDays: tier === "enterprise" ? 2555 : 180,
  };
}

function keysSpec(tier: FixtureTier): KeysSpec {
  return {
    owner: "tenant",
    keys: KEY_PURPOSES.map((purpose) => ({
      purpose,
      protection: tier === "enterprise" ? "hardware" : "software",
      rotationDays: tier === "standard" ? 365 : 90,
      deletionWindowDays: 30,
      multiRegion: true,
      encryptsAccessLogs: purpose === "audit",
      ...(copiesAbroad(tier) ? { replicaRegion: "eu-central-1" } : {}),
    })),
  };
}

function identitySpec(): IdentitySpec {
  return {
    workloads: WORKLOADS.map((name) => ({
      name,
      human: name === "admin",
      trust: { principals: [], tokenIssuers: [], serviceAccounts: [] },
    })),
    permissionsBoundary: true,
    multiFactorForHumans: true,
    sessionMinutes: 60,
  };
}

function secretsSpec(tier: FixtureTier): SecretsSpec {
  return {
    secrets: [
      {
        name: "database-master",
        description: "Master password of the database",
        content: "generated",
        rotation: "on-demand",
        rotationDays: 90,
        generation: 1,
      },
      {
        name: "application",
        description: "What the application needs to know",
        content: "external",
        rotation: "owner",
        rotationDays: 90,
        generation: 1,
      },
    ],
    recoveryWindowDays: 30,
    ...(copiesAbroad(tier) ? { replicaRegion: "eu-central-1" } : {}),
  };
}
