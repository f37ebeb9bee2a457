import type { RuleCases } from "../harness/rule-case.ts";

export const DATABASE_ENCRYPTION_CASES: RuleCases = {
  "ENC-01": ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"].map((type) => ({
    type,
    compliant: { storageEncrypted: true },
    absent: { storageEncrypted: "fail" as const },
    breaks: [
      {
        why: "not encrypted",
        change: { storageEncrypted: false },
        reasons: ["storageEncrypted: got false, expected true; set storageEncrypted to true"],
      },
    ],
  })),
};
