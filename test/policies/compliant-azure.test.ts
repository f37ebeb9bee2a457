import { proveCompliant } from "./harness/prove-compliant.ts";

proveCompliant("azure", {
  judged: 0,
  refused: {},
  waivers: [],
  accountRules: [],
  unknownInPreview: [],
});
