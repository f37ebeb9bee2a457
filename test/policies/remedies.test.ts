import assert from "node:assert/strict";
import { GOVERNANCE_RULES } from "../../policies/rules/governance.ts";
import { IDENTITY_RULES } from "../../policies/rules/identity.ts";
import { KUBERNETES_RULES } from "../../policies/rules/kubernetes.ts";
import { View } from "../../policies/view.ts";
import { CLUSTER_IDENTITY_CASES } from "./cases/identity-clusters.ts";
import { CREDENTIAL_CASES } from "./cases/identity-credentials.ts";
import { MACHINE_CASES } from "./cases/identity-machines.ts";
import { ENGINE_CASES } from "./cases/governance-engines.ts";
import { CLUSTER_CASES } from "./cases/kubernetes-clusters.ts";
import { POD_CONTENT_CASES } from "./cases/kubernetes-content.ts";
import { POD_PRIVILEGE_CASES } from "./cases/kubernetes-privileges.ts";
import { verdictOf } from "./harness/prove-rules.ts";
import type { RuleCases } from "./harness/rule-case.ts";
import { changed, contextOf } from "./harness/subjects.ts";

const CASES: readonly RuleCases[] = [
  CLUSTER_IDENTITY_CASES,
  CREDENTIAL_CASES,
  MACHINE_CASES,
  ENGINE_CASES,
  CLUSTER_CASES,
  POD_CONTENT_CASES,
  POD_PRIVILEGE_CASES,
];

/** Of what a rule judges, what its remedy leaves to people: versions, ports, another account, an engine nobody may lock out. */
const NOT_REMEDIED = /engineVersion|caCertIdentifier|engineLifecycleSupport|hostPort|quarantine|issueClientCertificate/;

describe("remedies", () => {
  for (const rule of [...IDENTITY_RULES, ...KUBERNETES_RULES, ...GOVERNANCE_RULES]) {
    for (const [type, remedy] of Object.entries(rule.remedies ?? {})) {
      it(`${rule.id} on ${type}: what is remedied passes, and keeps what it had`, () => {
        const cases = CASES.flatMap((one) => one[rule.id] ?? []).filter((one) => one.type === type);
        const broken = cases.flatMap((one) => one.breaks.map((broke) => ({ one, broke })));
        const tried = broken.filter(({ broke }) => !broke.reasons.some((reason) => NOT_REMEDIED.test(reason)));
        assert.ok(tried.length > 0);
        for (const { one, broke } of tried) {
          const props = { ...changed(one.compliant, broke.change ?? {}), kept: "kept" };
          const remedied = { ...props, ...remedy(new View(props), contextOf()) };
          assert.equal(verdictOf(rule, { ...one, compliant: remedied }).outcome, "pass", broke.why);
          assert.equal(remedied.kept, "kept");
        }
      });
    }
  }
});
