import assert from "node:assert/strict";
import fc from "fast-check";
import type { Blueprint } from "../../tiers/blueprint.ts";
import type { Resolution } from "../../tiers/resolve.ts";
import { DEDICATED_TIERS, FRAMEWORKS, SECURITY_LEVELS, TIERS } from "../../tiers/vocabulary.ts";
import type { Framework, HomeEnvironment, Tier } from "../../tiers/vocabulary.ts";
import { problemsOf, resolveSample } from "./sample-tenants.ts";
import type { Lines } from "./sample-tenants.ts";

const environment = fc.constantFrom<HomeEnvironment>("development", "test", "staging", "production");
const frameworks = fc.subarray([...FRAMEWORKS]);
const tier = fc.constantFrom(...DEDICATED_TIERS);

/** A tenant in a region that every framework allows. */
const american = (named: readonly Framework[], lines: Lines): Lines => ({
  region: "us-east-1",
  residency: "[us]",
  ...(named.length === 0 ? {} : { frameworks: `[${named.join(", ")}]` }),
  ...lines,
});

const overrides = fc
  .record({
    database: fc.record(
      {
        storageGib: fc.integer({ min: 1000, max: 2000 }),
        maxConnections: fc.integer({ min: 500, max: 1000 }),
        readers: fc.integer({ min: 1, max: 3 }),
      },
      { requiredKeys: [] },
    ),
    cache: fc.record({ shards: fc.integer({ min: 1, max: 4 }) }, { requiredKeys: [] }),
    objects: fc.record(
      { auditBucket: fc.boolean(), personalDataRetentionDays: fc.integer({ min: 0, max: 3650 }) },
      { requiredKeys: [] },
    ),
  })
  .map((value) => JSON.stringify(value));

/** Any premium tenant that resolve accepts. */
const accepted = fc
  .tuple(environment, frameworks, overrides)
  .map(([name, named, written]): readonly [Lines, HomeEnvironment] => [american(named, { overrides: written }), name])
  .filter(([lines, name]) => problemsOf(lines, name).length === 0);

describe("every leaf of the blueprint", () => {
  it("has a decision with at least one step, the last of which is its value", () => {
    fc.assert(
      fc.property(accepted, ([lines, name]) => {
        const { blueprint, decisions } = resolveSample(lines, name);
        for (const { path, value, steps } of decisions) assert.deepEqual(steps.at(-1)?.value, value, path);
        const present = decisions
          .filter(({ value }) => value !== null)
          .map(({ path, value }) => [path, value] as const);
        assert.deepEqual(new Map(present), new Map(leavesOf(blueprint, decisions)));
      }),
      { numRuns: 40 },
    );
  });

  it("is frozen, down to the last", () => {
    const melted: string[] = [];
    const visit = (value: unknown, path: string): void => {
      if (typeof value !== "object" || value === null) return;
      if (!Object.isFrozen(value)) melted.push(path);
      for (const [key, child] of Object.entries(value)) visit(child, `${path}.${key}`);
    };
    visit(resolveSample().blueprint, "blueprint");
    assert.deepEqual(melted, []);
  });

  it("is plain: JSON gives it back", () => {
    for (const name of TIERS) {
      const { blueprint } = resolveSample({ tier: name });
      assert.deepEqual(JSON.parse(JSON.stringify(blueprint)), blueprint);
    }
  });
});

/** The plain leaves by the paths that decisions use; lists of objects are matched by what names their entries. */
function leavesOf(blueprint: Blueprint, decisions: Resolution["decisions"]): [string, unknown][] {
  const paths = new Set(decisions.map(({ path }) => path));
  const leaves: [string, unknown][] = [];
  const visit = (value: unknown, path: string): void => {
    if (paths.has(path) || typeof value !== "object" || value === null) leaves.push([path, value]);
    else if (Array.isArray(value)) value.forEach((entry: unknown) => visit(entry, `${path}.${entryKey(entry)}`));
    else for (const [key, child] of Object.entries(value)) visit(child, path === "" ? key : `${path}.${key}`);
  };
  visit(blueprint, "");
  return leaves;
}

function entryKey(entry: unknown): string {
  assert.ok(typeof entry === "object" && entry !== null);
  const named: Readonly<Record<string, unknown>> = { ...entry };
  const part = (name: string): string | undefined => (typeof named[name] === "string" ? named[name] : undefined);
  const name = ["key", "purpose", "name", "id", "route", "store"].map(part).find((found) => found !== undefined);
  return name ?? `${part("role")}-${part("zone")}`;
}

describe("resolve", () => {
  it("is deterministic, decisions and floors included", () => {
    fc.assert(
      fc.property(accepted, ([lines, name]) => {
        const [one, other] = [resolveSample(lines, name), resolveSample(lines, name)];
        assert.deepEqual(
          [one.blueprint, one.decisions, one.floors, one.gaps, one.warnings],
          [other.blueprint, other.decisions, other.floors, other.gaps, other.warnings],
        );
      }),
      { numRuns: 20 },
    );
  });

  it("does not let one tenant's overrides reach another", () => {
    const before = resolveSample().blueprint;
    resolveSample({
      overrides: "{ database: { storageGib: 1999 }, keys: { rotationDays: 90 } }",
      securityLevel: "maximum",
    });
    assert.deepEqual(resolveSample().blueprint, before);
  });

  it("makes again only the sections that follow from what the tenant changed", () => {
    const TENANTS_OWN = ["stack", "labels", "network", "identity", "monitoring"];
    const madeAgain = (overrides: string): readonly string[] => {
      const usual: Readonly<Record<string, unknown>> = { ...resolveSample().blueprint };
      const own: Readonly<Record<string, unknown>> = { ...resolveSample({ overrides }).blueprint };
      return Object.keys(own).filter((name) => own[name] !== usual[name] && !TENANTS_OWN.includes(name));
    };
    assert.deepEqual(madeAgain("{}"), []);
    assert.deepEqual(madeAgain("{ database: { storageGib: 1500 } }"), ["database"]);
    assert.deepEqual(madeAgain("{ database: { nodeVcpu: 16 } }"), ["database", "documents"]);
    assert.deepEqual(madeAgain("{ database: { backupWindowUtc: 05:00-06:00 } }"), ["database", "backup"]);
    const logged = ["keys", "database", "cache", "objects", "audit"];
    assert.deepEqual(madeAgain("{ monitoring: { logRetentionDays: 200 } }"), logged);
    // As the tier has it, and a promise that moves nothing.
    assert.deepEqual(madeAgain("{ database: { nodeVcpu: 8 } }"), []);
    assert.deepEqual(madeAgain("{ database: { maxConnections: 600 } }"), ["database"]);
  });

  it("tells every tenant of a problem, also when its settings are those of the tenant before", () => {
    // No override: the defaults meet a region without a pooler. What is shared must not hide it from the second.
    const lines = { region: "ap-east-2", standbyRegion: "ap-northeast-1" };
    const told = [problemsOf(lines), problemsOf(lines)].map((problems) => problems.map(({ path }) => path));
    assert.deepEqual(told, [["database.proxy"], ["database.proxy"]]);
  });

  it("is stable under its own floors", () => {
    for (const name of DEDICATED_TIERS) {
      const first = resolveSample({ tier: name });
      assert.deepEqual(resolveSample({ tier: name }, "production", first.floors).blueprint, first.blueprint);
    }
  });
});

/** What must never get worse; larger is stronger. */
const STRENGTHS: Readonly<Record<string, (blueprint: Blueprint) => number>> = {
  "audit retention": ({ audit }) => audit.retentionDays,
  "immutable audit": ({ audit }) => Number(audit.immutable),
  "threat detection": ({ audit }) => Number(audit.threatDetection),
  "audit lock": ({ objects }) => objects.buckets.find(({ name }) => name === "audit")?.lockRetentionDays ?? -1,
  "backup retention": ({ backup }) => backup.retentionDays,
  "point in time": ({ backup }) => backup.pointInTimeDays,
  "recovery point": ({ backup }) => -backup.recoveryPointMinutes,
  "recovery time": ({ backup }) => -backup.recoveryTimeMinutes,
  "copies elsewhere": ({ backup }) => Number(backup.crossRegionCopies),
  "key rotation": ({ keys }) => -Math.max(...keys.keys.map(({ rotationDays }) => rotationDays)),
  "key protection": ({ keys }) => Number(keys.keys.every(({ protection }) => protection === "hardware")),
  "secret rotation": ({ secrets }) => -Math.max(...secrets.secrets.map(({ rotationDays }) => rotationDays)),
  "flow logs": ({ network }) => Number(network.flowLogs),
  "closed egress": ({ network }) => Number(network.egress === "allow-list"),
  "private endpoints": ({ network }) => Number(network.privateEndpoints === "all"),
  "security level": ({ stack }) => SECURITY_LEVELS.indexOf(stack.securityLevel),
  "FIPS endpoints": ({ stack }) => Number(stack.fipsEndpoints),
  availability: ({ stack }) => stack.availabilityObjectivePercent,
  "database nodes": ({ database }) => database.nodes.length,
};

function assertNotWeaker(stronger: Blueprint, weaker: Blueprint, who: string): void {
  for (const [what, strength] of Object.entries(STRENGTHS)) {
    assert.ok(
      strength(stronger) >= strength(weaker),
      `${who}: ${what} went from ${strength(weaker)} to ${strength(stronger)}`,
    );
  }
}

describe("protections", () => {
  it("never get weaker by a further framework, in any tier and environment", () => {
    fc.assert(
      fc.property(tier, environment, frameworks, fc.constantFrom(...FRAMEWORKS), (name, where, named, further) => {
        const before = resolveSample(american(named, { tier: name }), where).blueprint;
        const more = FRAMEWORKS.filter((framework) => framework === further || named.includes(framework));
        assertNotWeaker(
          resolveSample(american(more, { tier: name }), where).blueprint,
          before,
          `${named.join("+")} + ${further}`,
        );
      }),
      { numRuns: 60 },
    );
  });

  it("never get weaker by a stronger security level", () => {
    for (const [weaker, stronger] of [
      ["enhanced", "maximum"],
      ["maximum", "classified"],
    ] as const) {
      const of = (securityLevel: string) =>
        resolveSample(american([], { tier: "enterprise", securityLevel })).blueprint;
      assertNotWeaker(of(stronger), of(weaker), stronger);
    }
  });

  it("never get weaker by a higher tier, whatever the frameworks", () => {
    const order: readonly Tier[] = ["standard", "premium", "enterprise", "enterprise-plus"];
    fc.assert(
      fc.property(frameworks, environment, (named, where) => {
        const blueprints = order.map((name) => resolveSample(american(named, { tier: name }), where).blueprint);
        blueprints.slice(1).forEach((blueprint, index) => {
          const weaker = blueprints[index];
          if (weaker !== undefined) assertNotWeaker(blueprint, weaker, `${order[index + 1]} after ${order[index]}`);
        });
      }),
      { numRuns: 30 },
    );
  });

  it("of white-label are those of enterprise", () => {
    const of = (name: string) =>
      Object.values(STRENGTHS).map((strength) => strength(resolveSample({ tier: name }).blueprint));
    assert.deepEqual(of("white-label"), of("enterprise"));
  });
});
