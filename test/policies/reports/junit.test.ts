import assert from "node:assert/strict";
import { junitText } from "../../../policies/reports/junit.ts";
import { RULES } from "../../../policies/rules.ts";
import { bareLedger } from "../harness/sample-ledger.ts";

describe("JUnit", () => {
  it("is a suite per rule with its counts, failures and errors with their reasons, the rest skipped", () => {
    assert.equal(
      junitText(bareLedger(), RULES),
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="acme-production">
  <testsuite name="evaluation" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="evaluation" name="every rule has spoken"/>
  </testsuite>
  <testsuite name="BCK-06 Object versioning and soft delete are on" tests="1" failures="0" errors="0" skipped="1">
    <testcase classname="object-versioning" name="acme-data (aws:s3/bucket:Bucket)">
      <skipped message="cannot be judged before status is known"/>
    </testcase>
  </testsuite>
  <testsuite name="ENC-08 Secret stores use a customer-managed key" tests="1" failures="1" errors="0" skipped="0">
    <testcase classname="secret-store-cmk" name="acme-secret (aws:secretsmanager/secret:Secret)">
      <failure message="kmsKeyId: got nothing; set kmsKeyId (fedramp asks for it)" type="medium"/>
    </testcase>
  </testsuite>
  <testsuite name="GOV-01 Resources say whose they are, of which tier and environment, how sensitive, where and who answers for them" tests="1" failures="0" errors="1" skipped="0">
    <testcase classname="required-tags" name="acme-data (aws:s3/bucket:Bucket)">
      <error message="the rule itself broke (TypeError), which counts as a failure; report it" type="medium"/>
    </testcase>
  </testsuite>
  <testsuite name="MON-02 Managed threat detection is on" tests="1" failures="0" errors="0" skipped="1">
    <testcase classname="threat-detection" name="leasehold-acme-production (pulumi:pulumi:Stack)">
      <skipped message="account baseline"/>
    </testcase>
  </testsuite>
  <testsuite name="SEC-01 Secrets rotate automatically (&lt;=90 days)" tests="1" failures="0" errors="0" skipped="1">
    <testcase classname="secret-rotation" name="acme-secret (aws:secretsmanager/secret:Secret)">
      <skipped message="waived until 2027-02-28 (LH-101), would fail"/>
    </testcase>
  </testsuite>
  <testsuite name="TLS-04 Object storage refuses plain HTTP and TLS &lt; 1.2" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="object-storage-tls-only" name="acme-data (aws:s3/bucket:Bucket)"/>
  </testsuite>
</testsuites>
`,
    );
  });

  it("has an error where nothing was evaluated, and where the run was stopped: no failure is no pass then", () => {
    const evaluation = (message: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="acme-production">
  <testsuite name="evaluation" tests="1" failures="0" errors="1" skipped="0">
    <testcase classname="evaluation" name="every rule has spoken">
      <error message="${message}" type="incomplete"/>
    </testcase>
  </testsuite>
</testsuites>
`;
    assert.equal(junitText(bareLedger([]), RULES), evaluation("nothing was evaluated, which is no pass"));
    const stopped = junitText(bareLedger(undefined, { complete: false }), RULES);
    assert.ok(stopped.includes('<error message="the run was stopped before every rule had spoken, which is no pass"'));
  });
});
