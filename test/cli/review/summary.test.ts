import assert from "node:assert/strict";
import type { AffectedStack } from "../../../cli/review/compare.ts";
import type { Review } from "../../../cli/review/find-affected.ts";
import { exitCodeOf, risksOf, type ReviewOutcome } from "../../../cli/review/outcome.ts";
import type { PreviewedStack } from "../../../cli/review/preview-affected.ts";
import { commentText, groupChanges, MARKER, MOST_CHARACTERS, summaryText } from "../../../cli/review/summary.ts";
import { verdictChanges, type JudgedResource } from "../../../cli/review/verdict-changes.ts";

const MORE_CONNECTIONS: Omit<AffectedStack, "stack"> = {
  kind: "changed",
  reasons: ["tier premium (tiers/catalogue/premium.yaml:49): database.maxConnections 500 → 550 connections"],
  resources: [
    {
      op: "update",
      type: "aws:rds/clusterParameterGroup:ClusterParameterGroup",
      name: "database-parameters",
      properties: ["parameters"],
    },
    { op: "delete", type: "aws:cloudwatch/metricAlarm:MetricAlarm", name: "monitoring-alarm-a", properties: [] },
    { op: "create", type: "aws:cloudwatch/metricAlarm:MetricAlarm", name: "monitoring-alarm-b", properties: [] },
  ],
};

const LOST_BUCKET: AffectedStack = {
  stack: "initech-production",
  kind: "changed",
  reasons: ["components/aws/objects.ts changed"],
  resources: [{ op: "delete", type: "aws:s3/bucket:Bucket", name: "objects-data", properties: [] }],
};

function review(affected: readonly AffectedStack[], more: Partial<Review> = {}): Review {
  const base = { ref: "origin/main", commit: "0123456789abcdef0123456789abcdef01234567" };
  return { base, total: 9, affected, rejudged: [], policies: [], ...more };
}

function preview(stack: string, more: Partial<PreviewedStack> = {}): PreviewedStack {
  return { stack, seconds: 1, wasUp: true, changes: [], risks: [], violations: [], ...more };
}

function outcome(of: Review, previews?: readonly PreviewedStack[]): ReviewOutcome {
  return { review: of, previews, seconds: 2 };
}

const URN = "urn:pulumi:acme-production::leasehold::aws:rds/cluster:Cluster::acme-production-database-cluster";
const RISK = { urn: URN, type: "aws:rds/cluster:Cluster", step: "replace", because: ["databaseName"] } as const;
const VIOLATION = {
  rule: "ENC-01",
  title: "databases are encrypted",
  severity: "critical",
  level: "mandatory",
  outcome: "fail",
  why: "storageEncrypted: got false, expected true; set it",
  type: "aws:rds/cluster:Cluster",
  urns: [URN],
} as const;

describe("the summary of a review", () => {
  it("groups stacks that change alike, the largest group first, and tells data at risk before all", () => {
    const affected = [
      LOST_BUCKET,
      ...["acme-production", "hooli-production"].map((stack) => ({ stack, ...MORE_CONNECTIONS })),
    ];
    assert.deepEqual(
      groupChanges(affected).map(({ stacks }) => stacks),
      [["acme-production", "hooli-production"], ["initech-production"]],
    );
    assert.equal(
      summaryText(outcome(review(affected))),
      `<!-- leasehold preview -->

## What this change does to the tenants

**3 of 9 stacks change**: **data at risk in 1**.

Compared with \`origin/main\` at 0123456789ab by \`leasehold preview --changed origin/main\`.

### Data at risk

- \`initech-production\`: delete objects-data (aws:s3/bucket:Bucket)

### Changes

#### 2 stacks: 1 removed, 1 added, 1 changed

- tier premium (tiers/catalogue/premium.yaml:49): database.maxConnections 500 → 550 connections

<details><summary>acme-production, hooli-production</summary>

- removed \`monitoring-alarm-a\` aws:cloudwatch/metricAlarm:MetricAlarm
- added \`monitoring-alarm-b\` aws:cloudwatch/metricAlarm:MetricAlarm
- changed \`database-parameters\` aws:rds/clusterParameterGroup:ClusterParameterGroup: parameters

</details>

#### 1 stack: 1 removed

- components/aws/objects.ts changed

<details><summary>initech-production</summary>

- removed \`objects-data\` aws:s3/bucket:Bucket

</details>

6 stacks register exactly what they did before.
`,
    );
  });

  it("says that nothing changes", () => {
    const text = summaryText(outcome(review([])));
    assert.ok(
      text.startsWith(`${MARKER}\n\n## What this change does to the tenants\n\n**None of 9 stacks changes**.\n`),
    );
    assert.equal(exitCodeOf(outcome(review([]))), 0);
    const few = { ...review([]) };
    Reflect.deleteProperty(few, "total");
    assert.ok(summaryText(outcome(few)).includes("**No stack changes**."));
  });

  it("says once why every stack counts", () => {
    const everything = "package-lock.json changed: other packages may register something else";
    const affected = ["a", "b"].map((stack): AffectedStack => ({ stack, kind: "changed", reasons: [everything] }));
    const text = summaryText(outcome(review(affected, { everything, total: 2 })));
    assert.equal(text.split(everything).length, 2);
    assert.ok(text.includes(`Every stack counts as affected: ${everything}.`));
  });

  it("tells verdicts that come before those that go, a line per cause", () => {
    const judged = (why: string, name: string): JudgedResource => ({
      rule: "BCK-01",
      severity: "high",
      level: "mandatory",
      name,
      outcome: "fail",
      why,
    });
    const [old, now] = [
      judged("got 7", "acme-production-database-cluster"),
      judged("got 8", "acme-production-database-cluster"),
    ];
    const verdicts = verdictChanges("acme-production", [old], [now]);
    assert.deepEqual(
      verdicts.map(({ direction, name }) => [direction, name]),
      [
        ["worse", "database-cluster"],
        ["better", "database-cluster"],
      ],
    );
    assert.deepEqual(verdictChanges("acme-production", [old], [old]), []);
    const rejudged = ["acme-production", "acme-staging"].map((stack) => ({ stack, verdicts }));
    const text = summaryText(outcome(review([], { rejudged, policies: ["policies/thresholds.yaml"] })));
    assert.ok(
      text.includes(`### Verdicts

- new: BCK-01 fails and stops the update, got 8; on 2 resources of \`acme-production\`, \`acme-staging\`
- no longer: BCK-01 fails and stops the update, got 7; on 2 resources of \`acme-production\`, \`acme-staging\`
`),
    );
    assert.ok(
      text.includes("The policy pack changed (`policies/thresholds.yaml`): that changes verdicts, no infrastructure."),
    );
    assert.equal(exitCodeOf(outcome(review([], { rejudged }))), 0);
  });

  it("tells the same cause once, whatever stacks and however many resources it is on", () => {
    const urnOf = (stack: string, name: string): string =>
      `urn:pulumi:${stack}::leasehold::${VIOLATION.type}::${stack}-${name}`;
    const forbidden = (stack: string, ...clusters: string[]): PreviewedStack =>
      preview(stack, { violations: [{ ...VIOLATION, urns: clusters.map((name) => urnOf(stack, name)) }] });
    const text = summaryText(
      outcome(review([]), [
        forbidden("acme-production", "database-cluster", "database-copy"),
        forbidden("hooli-production", "database-cluster"),
        forbidden("initech-production", "database-cluster"),
      ]),
    );
    assert.ok(text.includes("**None of 9 stacks changes**: **3 forbidden by the policies**."));
    assert.ok(
      text.includes(`### Forbidden by the policies

- ENC-01 (critical, mandatory) databases are encrypted: storageEncrypted: got false, expected true; set it; on 4 × aws:rds/cluster:Cluster: database-cluster, database-copy, database-cluster, … (4 in all) (\`acme-production\`, \`hooli-production\`, \`initech-production\`)
`),
      text,
    );
  });

  it("is cut at the end of a line where a comment would be too long, and says so", () => {
    const long = `${MARKER}\n${"x".repeat(99)}\n`.repeat(1000);
    const cut = commentText(long);
    assert.ok(cut.length <= MOST_CHARACTERS);
    assert.match(cut, /x{99}\n\n… the rest does not fit into a comment: see the whole summary .*\n$/);
    assert.equal(commentText("short"), "short");
  });
});

describe("the exit code of a review", () => {
  const changed = review([{ stack: "acme-production", ...MORE_CONNECTIONS }]);
  const failure = { exitCode: 1, message: "preview of acme-production failed" } as const;
  for (const [what, previews, expected] of [
    ["changes alone", [preview("acme-production")], 0],
    ["a failure", [preview("acme-production", { failure })], 1],
    ["a violation", [preview("acme-production", { violations: [VIOLATION] })], 6],
    ["data at risk", [preview("acme-production", { risks: [RISK] })], 3],
    [
      "all at once: data first",
      [preview("a", { failure }), preview("acme-production", { risks: [RISK], violations: [VIOLATION] })],
      3,
    ],
    ["a violation and a failure", [preview("a", { failure }), preview("b", { violations: [VIOLATION] })], 6],
  ] as const) {
    it(`is ${expected} for ${what}`, () => {
      assert.equal(exitCodeOf(outcome(changed, previews)), expected);
    });
  }

  it("is 1 for a file that can no longer be used", () => {
    const broken: AffectedStack = { stack: "acme-production", kind: "changed", reasons: ["x"], problem: "got gold" };
    assert.equal(exitCodeOf(outcome(review([broken]))), 1);
  });

  it("takes a preview's word where the stack was up, and the comparison's where not", () => {
    const lost = review([LOST_BUCKET]);
    assert.deepEqual(risksOf(outcome(lost, [preview("initech-production")])), []);
    const text = "delete objects-data (aws:s3/bucket:Bucket)";
    assert.deepEqual(risksOf(outcome(lost, [preview("initech-production", { wasUp: false })])), [
      { stack: "initech-production", text },
    ]);
    assert.deepEqual(risksOf(outcome(changed, [preview("acme-production", { risks: [RISK] })])), [
      { stack: "acme-production", text: "replace database-cluster (aws:rds/cluster:Cluster) because of databaseName" },
    ]);
  });
});
