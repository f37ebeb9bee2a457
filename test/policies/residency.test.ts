import { RESIDENCY_RULES } from "../../policies/rules/residency.ts";
import { BOUNDARY_CASES } from "./cases/residency-boundary.ts";
import { COPY_PLACE_CASES } from "./cases/residency-copies.ts";
import { PLACE_CASES } from "./cases/residency-places.ts";
import { proveRules } from "./harness/prove-rules.ts";

proveRules("residency", RESIDENCY_RULES, { ...PLACE_CASES, ...COPY_PLACE_CASES, ...BOUNDARY_CASES });
