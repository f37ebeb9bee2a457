import assert from "node:assert/strict";
import { explain } from "../../tiers/explain.ts";
import { fact } from "../../tiers/feasibility.ts";
import { formatProblem, InvalidInput } from "../../tiers/problem.ts";
import { resolveSample } from "./sample-tenants.ts";

const resolution = resolveSample({
  frameworks: "[sox]",
  overrides: "{ database: { storageGib: 1500 } }",
  environments: "{ production: { overrides: { database: { storageGib: 1800 } } } }",
});

describe("explain", () => {
  it("tells everything without a path: each leaf of the blueprint once, and all gaps", () => {
    const { leaves, gaps } = explain(resolution);
    assert.equal(new Set(leaves.map(({ path }) => path)).size, leaves.length);
    assert.deepEqual(
      leaves.map(({ path, value }) => [path, value]),
      resolution.decisions.map(({ path, value }) => [path, value]),
    );
    assert.deepEqual(
      gaps.map(({ role }) => role),
      ["documents", "analytics", "search", "queue", "budget", "apiQuotas", "compute"],
    );
  });

  it("tells value, unit, every step with its place, and what it may be", () => {
    assert.deepEqual(explain(resolution, "database.storageGib"), {
      leaves: [
        {
          path: "database.storageGib",
          value: 1800,
          unit: "GiB",
          steps: [
            { source: "tier premium", value: 1000, at: "tiers/catalogue/premium.yaml:45" },
            { source: "tenant acme", value: 1500, at: "acme.yaml:11" },
            { source: "tenant acme", value: 1800, at: "acme.yaml:9" },
            {
              source: "fact aurora.storage.shrink",
              value: 1800,
              note: "Aurora has no storage size: becomes the alarm and the growth limit",
              at: fact("aurora.storage.shrink").at(),
            },
          ],
          allowed: "100–2000 GiB",
          setting: "overrides.database.storageGib",
        },
      ],
      gaps: [],
    });
  });

  it("marks what nobody but this project says, and nothing else", () => {
    const basisOf = (lines: Parameters<typeof resolveSample>[0], path: string) =>
      explain(resolveSample(lines), path).leaves.flatMap(({ steps }) =>
        steps.map(({ source, basis }) => [source, basis ?? "as the source says"]),
      );
    assert.deepEqual(basisOf({}, "stack.jurisdiction"), [["region eu-west-1", "own"]]);
    assert.deepEqual(basisOf({}, "stack.standbyRegion"), [["standby of eu-west-1", "own"]]);
    const azure = { cloud: "azure", region: "northeurope", account: "11111111-2222-3333-4444-555555555555" };
    assert.deepEqual(basisOf(azure, "stack.standbyRegion"), [["standby of northeurope", "as the source says"]]);
    assert.deepEqual(basisOf(azure, "identity.multiFactorForHumans"), [
      ["tier premium", "as the source says"],
      ["fact az.mfa", "own"],
    ]);
    assert.deepEqual(basisOf({}, "keys.keys.data.rotationDays").at(-1), ["tier premium", "as the source says"]);
  });

  it("tells what raised a value and what is left to choose", () => {
    const leaf = explain(resolution, "audit.retentionDays").leaves[0] ?? assert.fail("no leaf");
    assert.deepEqual(
      leaf.steps.map(({ source, value }) => [source, value]),
      [
        ["tier premium", 365],
        ["framework sox", 2555],
      ],
    );
    assert.equal(leaf.allowed, "2555–3650 days (framework sox: at least 2555 days)");
  });

  it("tells a section with its gap", () => {
    const { leaves, gaps } = explain(resolution, "compute");
    assert.deepEqual(
      leaves.map(({ path }) => path),
      ["compute.vcpu", "compute.memoryGib", "compute.kubernetesVersion", "compute.gpuPool"],
    );
    assert.deepEqual(gaps, [{ role: "compute", reason: "not yet built" }]);
  });

  it("names entries of lists by their key, and makes the leaves of a plan", () => {
    const at = (path: string) => explain(resolution, path).leaves.map(({ value }) => value);
    assert.deepEqual(
      [at("database.nodes.reader-b.zone"), at("network.subnets.data-c.cidr"), at("keys.keys.audit.purpose")],
      [["b"], ["10.20.10.0/24"], ["audit"]],
    );
  });

  it("finds a setting by its own path", () => {
    const paths = ["keys.rotationDays", "overrides.keys.rotationDays"].map((path) =>
      explain(resolution, path).leaves.map((leaf) => leaf.path),
    );
    const four = ["data", "audit", "backup", "secrets"].map((purpose) => `keys.keys.${purpose}.rotationDays`);
    assert.deepEqual(paths, [four, four]);
  });

  it("answers for what does not exist with its absence", () => {
    const [leaf] = explain(resolution, "edge.domain").leaves;
    assert.deepEqual([leaf?.path, leaf?.value, leaf?.steps.at(-1)?.note], ["edge", null, "no edge of its own"]);
  });

  for (const [path, hint] of [
    ["databse", "did you mean database?"],
    ["database.storage", "did you mean database.storageGib?"],
    [
      "nothing-like-it-at-all",
      "choose one of stack, labels, network, keys, identity, secrets, database, cache, objects, documents, analytics, search, queue, backup, audit, monitoring, budget, edge, apiQuotas, compute",
    ],
  ] as const) {
    it(`refuses ${path} with a hint`, () => {
      assert.throws(
        () => explain(resolution, path),
        (error) => {
          assert.ok(error instanceof InvalidInput);
          assert.deepEqual(error.problems.map(formatProblem), [
            `${path}: got a path that nothing has, expected one of the blueprint; ${hint}`,
          ]);
          return true;
        },
      );
    });
  }
});
