/** Encryption at rest of databases. */
import { isTrue } from "../../checks.ts";
import { defineRule } from "../../rule.ts";

export const DATABASE_ENCRYPTION_RULES = [
  defineRule({
    id: "ENC-01",
    name: "enc-relational-storage",
    title: "Relational database storage is encrypted",
    severity: "critical",
    scope: "resource",
    appliesTo: "all",
    // Azure PostgreSQL flexible server and Cloud SQL always encrypt with platform keys: nothing to judge there.
    checks: {
      "aws:rds/instance:Instance": isTrue("storageEncrypted", { absent: false }),
      "aws:rds/cluster:Cluster": isTrue("storageEncrypted", { absent: false }),
    },
    // No remedy: the provider replaces the database to change it.
  }),
] as const;
