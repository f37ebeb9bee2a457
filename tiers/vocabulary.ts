/** The closed word lists of Leasehold: one place where a tier, an environment, a level or a framework is named. */

/** What a customer pays for, weakest promise first. White label promises what enterprise promises. */
export const TIERS = ["free", "standard", "premium", "enterprise", "enterprise-plus", "white-label"] as const;
export type Tier = (typeof TIERS)[number];

/** Tiers with stores of their own; `free` is a slice of a cell. */
export const DEDICATED_TIERS = ["standard", "premium", "enterprise", "enterprise-plus", "white-label"] as const;
export type DedicatedTier = (typeof DEDICATED_TIERS)[number];

export const ENVIRONMENTS = ["development", "test", "staging", "production", "disaster-recovery"] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** The environment whose stack only follows another one. */
export type RecoveryEnvironment = Extract<Environment, "disaster-recovery">;
/** Environments whose stacks have everything of their own. */
export type HomeEnvironment = Exclude<Environment, RecoveryEnvironment>;

export const CLOUDS = ["aws", "azure", "gcp", "kubernetes"] as const;
export type Cloud = (typeof CLOUDS)[number];

/** Clouds that there are components and data for. */
export const AVAILABLE_CLOUDS = ["aws", "azure", "gcp"] as const satisfies readonly Cloud[];
export type AvailableCloud = (typeof AVAILABLE_CLOUDS)[number];

/** Whether there are components and data for a cloud. */
export function isAvailable(cloud: Cloud): cloud is AvailableCloud {
  return AVAILABLE_CLOUDS.some((available) => available === cloud);
}

/** Weakest first: each level adds to the one before. */
export const SECURITY_LEVELS = ["basic", "enhanced", "maximum", "classified"] as const;
export type SecurityLevel = (typeof SECURITY_LEVELS)[number];

export const FRAMEWORKS = ["gdpr", "hipaa", "sox", "pci-dss", "iso-27001", "fedramp", "soc-2"] as const;
export type Framework = (typeof FRAMEWORKS)[number];

/** What a key encrypts. One key per purpose, so that access and destruction can be decided per purpose. */
export const KEY_PURPOSES = ["data", "audit", "backup", "secrets"] as const;
export type KeyPurpose = (typeof KEY_PURPOSES)[number];

/** Who sits in a subnet: `public` NAT and edge, `application` workloads and endpoints, `data` stores without a route out. */
export const SUBNET_ROLES = ["public", "application", "data"] as const;
export type SubnetRole = (typeof SUBNET_ROLES)[number];

/** Key of an availability zone inside one stack; the account's zone behind it is frozen at the first `up`. */
export const ZONES = ["a", "b", "c"] as const;
export type Zone = (typeof ZONES)[number];

/** The workloads that may be given a role. Without a `trust` entry nobody can assume it. */
export const WORKLOADS = ["app", "migration", "admin", "backup"] as const;
export type Workload = (typeof WORKLOADS)[number];

/** Workloads that are people's; all others are programs'. */
export const HUMAN_WORKLOADS = ["admin"] as const satisfies readonly Workload[];

/** How sensitive what a resource holds is; the value of the label `data-class`. */
export const DATA_CLASSES = ["none", "internal", "confidential", "restricted"] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

/** Every role of `services.md`; a section of the blueprint each. */
export const ROLES = [
  "network",
  "keys",
  "identity",
  "secrets",
  "database",
  "cache",
  "objects",
  "documents",
  "analytics",
  "search",
  "queue",
  "backup",
  "audit",
  "monitoring",
  "budget",
  "edge",
  "apiQuotas",
  "compute",
] as const;
export type Role = (typeof ROLES)[number];
