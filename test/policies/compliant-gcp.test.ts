import { proveCompliant } from "./harness/prove-compliant.ts";

proveCompliant("gcp", {
  judged: 0,
  refused: {},
  waivers: [],
  accountRules: [],
  unknownInPreview: [],
});
