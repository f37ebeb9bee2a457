import { proveCompliant } from "./harness/prove-compliant.ts";

proveCompliant("aws", {
  judged: 0,
  refused: {},
  waivers: [],
  accountRules: [],
  unknownInPreview: [],
});
