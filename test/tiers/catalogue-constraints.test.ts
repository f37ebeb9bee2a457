import assert from "node:assert/strict";
import { constraintOf, ZERO_MEANS_NEVER } from "../../tiers/constraint.ts";
import type { Constraint } from "../../tiers/constraint.ts";
import { frameworkDefinition } from "../../tiers/frameworks.ts";
import { isWithin } from "../../tiers/range.ts";
import { securityLevelDefinition } from "../../tiers/security-levels.ts";
import { settingSchema, settingValue } from "../../tiers/setting-paths.ts";
import type { SettingPath } from "../../tiers/settings.ts";
import { tierCatalogue } from "../../tiers/tier-catalogue.ts";
import { DEDICATED_TIERS, FRAMEWORKS, SECURITY_LEVELS, TIERS } from "../../tiers/vocabulary.ts";
import type { Tier } from "../../tiers/vocabulary.ts";

const DEDICATED = ["dedicated", "dedicated-account"];

/** The framework table: gdpr, hipaa, sox, pci-dss, iso-27001, fedramp, soc-2; undefined where nothing is asked. */
const ASKED: readonly (readonly [SettingPath, "min" | "max" | "allowed", readonly unknown[]])[] = [
  ["audit.retentionDays", "min", [undefined, 2190, 2555, 365, 365, 913, 365]],
  ["backup.retentionDays", "min", [7, 30, 30, 7, 7, 35, 7]],
  ["audit.immutable", "allowed", [undefined, [true], [true], [true], undefined, [true], undefined]],
  ["objects.auditBucket", "allowed", [undefined, [true], [true], [true], undefined, [true], undefined]],
  ["keys.rotationDays", "max", [365, 365, 365, 365, 365, 365, 365]],
  ["secrets.rotationDays", "max", [undefined, 90, 90, 90, undefined, 60, 90]],
  ["keys.owner", "allowed", [["tenant"], ["tenant"], undefined, ["tenant"], undefined, ["tenant"], undefined]],
  ["keys.protection", "allowed", [undefined, undefined, undefined, undefined, undefined, ["hardware"], undefined]],
  ["network.flowLogs", "allowed", [undefined, [true], undefined, [true], [true], [true], [true]]],
  ["audit.threatDetection", "allowed", [undefined, [true], undefined, [true], [true], [true], [true]]],
  ["edge.webApplicationFirewall", "allowed", [undefined, undefined, undefined, [true], undefined, [true], undefined]],
  ["backup.pointInTimeDays", "min", [1, 1, 1, undefined, 1, 1, 1]],
  ["stack.isolation", "allowed", [undefined, DEDICATED, undefined, DEDICATED, undefined, DEDICATED, undefined]],
  ["stack.fipsEndpoints", "allowed", [undefined, undefined, undefined, undefined, undefined, [true], undefined]],
  ["monitoring.logRetentionDays", "min", [undefined, undefined, undefined, 90, undefined, undefined, undefined]],
];

describe("frameworks of the catalogue", () => {
  for (const [path, bound, asked] of ASKED) {
    it(`ask of ${path} what the framework table says`, () => {
      assert.deepEqual(
        FRAMEWORKS.map((framework) => boundOf(framework, path, bound)),
        asked,
      );
    });
  }

  it("ask for nothing that the framework table does not have, and each setting once", () => {
    for (const framework of FRAMEWORKS) {
      const settings = frameworkDefinition(framework).constraints.map(({ setting }) => setting);
      assert.deepEqual(
        settings.filter((path) => !ASKED.some(([asked]) => asked === path)),
        [],
        framework,
      );
      assert.equal(new Set(settings).size, settings.length, framework);
    }
  });

  it("keep data in the EU and EEA under gdpr unless others are listed, and in US regions under fedramp whatever is listed", () => {
    assert.deepEqual(
      Object.fromEntries(FRAMEWORKS.map((framework) => [framework, frameworkDefinition(framework).residency])),
      {
        gdpr: { default: ["eu"], exempt: ["DNS", "CDN", "budgets"] },
        hipaa: undefined,
        sox: undefined,
        "pci-dss": undefined,
        "iso-27001": undefined,
        fedramp: { default: ["us", "us-gov"], within: ["us", "us-gov"] },
        "soc-2": undefined,
      },
    );
  });

  it("name the framework and the line", () => {
    const [first] = frameworkDefinition("hipaa").constraints;
    assert.equal(first?.source, "framework hipaa");
    assert.match(first.at?.() ?? "", /^tiers\/catalogue\/frameworks\.yaml:\d+$/);
  });

  it("can be carried by every tier with stores of its own, and by none without", () => {
    for (const framework of FRAMEWORKS) {
      const carriers = TIERS.filter((tier) =>
        frameworkDefinition(framework).constraints.every((constraint) => canCarry(tier, constraint)),
      );
      assert.deepEqual(carriers, DEDICATED_TIERS, framework);
    }
  });
});

describe("security levels of the catalogue", () => {
  it("add to the one before, exactly what the table says", () => {
    const added = SECURITY_LEVELS.map((level) => [
      level,
      securityLevelDefinition(level)
        .constraints.filter(({ source }) => source === `security level ${level}`)
        .map((constraint) => [constraint.setting, "allowed" in constraint ? constraint.allowed : undefined]),
    ]);
    assert.deepEqual(Object.fromEntries(added), {
      basic: [["identity.permissionsBoundary", [true]]],
      enhanced: [
        ["keys.owner", ["tenant"]],
        ["identity.multiFactorForHumans", [true]],
        ["network.flowLogs", [true]],
      ],
      maximum: [
        ["network.privateEndpoints", ["all"]],
        ["network.egress", ["allow-list"]],
        ["audit.threatDetection", [true]],
        ["audit.immutable", [true]],
        ["objects.auditBucket", [true]],
      ],
      classified: [
        ["keys.protection", ["hardware"]],
        ["stack.fipsEndpoints", [true]],
        ["stack.isolation", ["dedicated-account"]],
      ],
    });
  });

  it("hold everything the weaker ones hold, in the same order", () => {
    for (const [index, level] of SECURITY_LEVELS.entries()) {
      const weaker = SECURITY_LEVELS[index - 1];
      if (weaker === undefined) continue;
      const own = securityLevelDefinition(level);
      const before = securityLevelDefinition(weaker);
      assert.deepEqual(own.constraints.slice(0, before.constraints.length), before.constraints);
      assert.deepEqual(own.clauses.slice(0, before.clauses.length), before.clauses);
    }
  });

  it("say of every clause what keeps it, and admit the gaps", () => {
    const { clauses } = securityLevelDefinition("classified");
    assert.equal(clauses.length, 18);
    assert.deepEqual(
      clauses.filter(({ keptBy }) => keptBy === "gap").map(({ level, clause }) => `${level}: ${clause}`),
      ["maximum: mutual TLS between services", "classified: break-glass access only"],
    );
  });

  for (const tier of TIERS) {
    it(`${tier} keeps its own default level without being raised`, () => {
      const { settings } = tierCatalogue(tier);
      const broken = securityLevelDefinition(settings.stack.securityLevel).constraints.filter(
        (constraint) => !satisfies(constraint, settingValue(settings, constraint.setting)),
      );
      assert.deepEqual(broken, []);
    });

    it(`${tier} can carry every level it lets a tenant choose`, () => {
      const { ranges, settings } = tierCatalogue(tier);
      const range = ranges["stack.securityLevel"];
      const levels = SECURITY_LEVELS.filter((level) =>
        range === undefined ? level === settings.stack.securityLevel : isWithin(range, level),
      );
      assert.ok(levels.length > 0);
      for (const level of levels) {
        assert.deepEqual(
          securityLevelDefinition(level).constraints.filter((constraint) => !canCarry(tier, constraint)),
          [],
          level,
        );
      }
    });
  }

  it("let only the tiers with an account of their own be classified", () => {
    const classified = TIERS.filter((tier) =>
      securityLevelDefinition("classified").constraints.every((constraint) => canCarry(tier, constraint)),
    );
    assert.deepEqual(classified, ["enterprise", "enterprise-plus", "white-label"]);
  });
});

describe("constraints", () => {
  it("name values that their setting can have", () => {
    const all = [
      ...FRAMEWORKS.flatMap((framework) => frameworkDefinition(framework).constraints),
      ...securityLevelDefinition("classified").constraints,
    ];
    for (const constraint of all) {
      const values =
        "min" in constraint ? [constraint.min] : "max" in constraint ? [constraint.max] : constraint.allowed;
      for (const value of values)
        assert.ok(
          settingSchema(constraint.setting).safeParse(value).success,
          `${constraint.source} ${constraint.setting}`,
        );
    }
  });

  it("written as equals allow that one value", () => {
    const at = () => "a.yaml:1";
    assert.deepEqual(constraintOf({ setting: "keys.owner", equals: "tenant", note: "why" }, "framework gdpr", at), {
      setting: "keys.owner",
      source: "framework gdpr",
      note: "why",
      at,
      allowed: ["tenant"],
    });
  });

  it("take 0 for never only where the setting's type has a 0", () => {
    for (const path of ZERO_MEANS_NEVER) assert.ok(settingSchema(path).safeParse(0).success, path);
  });
});

function boundOf(framework: (typeof FRAMEWORKS)[number], path: SettingPath, bound: "min" | "max" | "allowed"): unknown {
  const constraint = frameworkDefinition(framework).constraints.find(({ setting }) => setting === path);
  if (constraint === undefined) return undefined;
  assert.ok(bound in constraint, `${framework} ${path} has no ${bound}`);
  return Object.entries(constraint).find(([key]) => key === bound)?.[1];
}

function satisfies(constraint: Constraint, value: unknown): boolean {
  if ("allowed" in constraint) return constraint.allowed.some((allowed) => allowed === value);
  const size = value === 0 && ZERO_MEANS_NEVER.has(constraint.setting) ? Infinity : Number(value);
  return "min" in constraint ? size >= constraint.min : size <= constraint.max;
}

/** The default satisfies the constraint, or the tier's range reaches a value that does. */
function canCarry(tier: Tier, constraint: Constraint): boolean {
  const { settings, ranges } = tierCatalogue(tier);
  if (satisfies(constraint, settingValue(settings, constraint.setting))) return true;
  const range = ranges[constraint.setting];
  if (range?.kind === "between") return satisfies(constraint, "min" in constraint ? range.max : Math.max(range.min, 1));
  return range?.kind === "one-of" && range.allowed.some((value) => satisfies(constraint, value));
}
