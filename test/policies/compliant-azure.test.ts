import { proveCompliant } from "./harness/prove-compliant.ts";

/** Their data lie in the United Kingdom, Japan or the European Union; FedRAMP asks for the United States. */
const ELSEWHERE = [
  "account-bluth",
  "account-octan",
  "account-stark",
  "account-wayne",
  "account-wayne-staging",
  "bluth-development",
  "bluth-production",
  "octan-staging",
  "octan-production",
  "stark-development",
  "stark-staging",
  "stark-production",
  "wayne-staging",
  "wayne-production",
  "wayne-disaster-recovery",
];

proveCompliant("azure", {
  judged: 170,
  refused: { fedramp: ELSEWHERE, all: ELSEWHERE },
  waivers: ["ENC-09 LH-103"],
  accountRules: ["LOG-01", "MON-02"],
  ownInTenants: {},
  unknownInPreview: ["ENC-06 azure-native:storage:StorageAccount", "ENC-07 azure-native:storage:StorageAccount"],
});
