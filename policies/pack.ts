/**
 * The policy pack: `pulumi up --policy-pack policies`. Loading this file starts the server that the engine talks to.
 * One policy judges every resource, by an index on its type: the SDK's own fast path knows one type per policy, and a policy per rule
 * would read the properties of each resource a hundred times. Another judges the stack as a whole.
 */
import { PolicyPack } from "@pulumi/policy";
import { remediationPolicies } from "./pack-remediation.ts";
import { resourcePolicy, stackPolicy } from "./pack-policies.ts";
import { RULES } from "./rules.ts";
import { PACK_NAME } from "./version.ts";

// The SDK takes the pack's version from the package.json of the working directory, which is the program's (@pulumi/policy 1.21.0, policy.js).
const program = process.cwd();
process.chdir(import.meta.dirname);
new PolicyPack(PACK_NAME, {
  enforcementLevel: "mandatory",
  policies: [resourcePolicy, stackPolicy, ...remediationPolicies(RULES)],
});
process.chdir(program);
