import type { Cloud, Role } from "./vocabulary.ts";

const STORES_AND_FOUNDATION = [
  "network",
  "keys",
  "identity",
  "secrets",
  "database",
  "cache",
  "objects",
] as const satisfies readonly Role[];

const BUILT: Readonly<Record<Cloud, readonly Role[]>> = {
  aws: [...STORES_AND_FOUNDATION, "backup", "audit", "monitoring"],
  azure: [...STORES_AND_FOUNDATION, "backup", "audit", "monitoring"],
  gcp: [...STORES_AND_FOUNDATION, "backup", "audit", "monitoring"],
  kubernetes: [],
};

/** Roles that components of a cloud exist for. */
export function builtRoles(cloud: Cloud): readonly Role[] {
  return BUILT[cloud];
}
