import { proveCompliant } from "./harness/prove-compliant.ts";

/** Their data lie in the European Union or in Japan; FedRAMP asks for the United States. */
const ELSEWHERE = [
  "account-nakatomi",
  "account-umbrella",
  "account-virtucon",
  "nakatomi-development",
  "nakatomi-production",
  "umbrella-development",
  "umbrella-production",
  "virtucon-staging",
  "virtucon-production",
];

proveCompliant("gcp", {
  judged: 152,
  refused: { fedramp: ELSEWHERE, all: ELSEWHERE },
  waivers: ["SEC-01 LH-102"],
  accountRules: ["LOG-01"],
  ownInTenants: {},
  unknownInPreview: [],
});
