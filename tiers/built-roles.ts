import type { Role } from "./vocabulary.ts";

/** Roles that components exist for: the same on every available cloud, since the compiler asks each cloud for all of them. */
export const BUILT_ROLES: readonly Role[] = [
  "network",
  "keys",
  "identity",
  "secrets",
  "database",
  "cache",
  "objects",
  "backup",
  "audit",
  "monitoring",
];
