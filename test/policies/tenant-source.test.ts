/** By what a stack is judged: its tenant's frameworks, and what configuration adds. */
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context } from "../../policies/context.ts";
import { Graph } from "../../policies/graph.ts";
import { judgeStack, RuleIndex } from "../../policies/judge.ts";
import { TENANCY_RULES } from "../../policies/rules/tenancy.ts";
import type { Settings } from "../../policies/settings.ts";
import { contextOf, PACK_PROJECT } from "../../policies/tenant-source.ts";
import { InvalidInput } from "../../tiers/problem.ts";
import { STACK_URN } from "./harness/subjects.ts";

/** What every context has beside what a stack is judged by. */
const EVERY: readonly string[] = ["thresholds", "approvedPorts", "approvedRegistries"];

/** A context without these parts. */
function without(context: Partial<Context>, ...parts: readonly string[]): Partial<Context> {
  return Object.fromEntries(Object.entries(context).filter(([name]) => !parts.includes(name)));
}

/** What a stack is judged by. */
function ofStack(stack: string, settings: Settings = {}, project = "leasehold"): Partial<Context> {
  return without(contextOf(stack, project, settings), ...EVERY);
}

/** What TEN-01 says of a stack. */
function belongs(context: Context): string {
  const [verdict] = judgeStack(new RuleIndex(TENANCY_RULES), new Graph([]), context, STACK_URN);
  assert.equal(verdict?.rule, "TEN-01");
  return [
    verdict.level,
    verdict.severity,
    verdict.outcome,
    ...(verdict.reasons ?? []).map(({ message }) => message),
  ].join(" ");
}

const ACME = {
  stack: "acme-production",
  kind: "tenant",
  tenant: "acme",
  environment: "production",
  tier: "premium",
  production: true,
  residency: ["eu"],
  accountBaseline: "account-acme",
  frameworks: ["gdpr", "soc-2"],
  regulated: false,
} as const;

describe("the tenant of a stack", () => {
  it("is found by the stack's name, with tier, frameworks, residency and the account's baseline", () => {
    assert.deepEqual(ofStack("acme-production"), ACME);
    assert.deepEqual(ofStack("acme-development"), {
      ...ACME,
      stack: "acme-development",
      environment: "development",
      production: false,
    });
    const { production, environment, residency } = ofStack("initech-disaster-recovery");
    assert.deepEqual([production, environment, residency], [true, "disaster-recovery", ["us"]]);
    assert.equal(belongs(contextOf("acme-production", "leasehold", {})), "mandatory critical pass");
  });

  it("configuration adds frameworks, each once, and takes none away", () => {
    const added = ofStack("acme-production", { frameworks: ["hipaa", "gdpr"] });
    assert.deepEqual(added, { ...ACME, frameworks: ["gdpr", "hipaa", "soc-2"], regulated: true });
    assert.equal(
      contextOf("acme-production", "leasehold", { frameworks: ["hipaa"] }).thresholds.backupRetentionDays.value,
      30,
    );
    assert.deepEqual(ofStack("acme-production", { frameworks: [] }), ACME);
  });

  it("production, residency and frameworks of a tenant are the tenant's, whatever configuration says of foreign programs", () => {
    assert.deepEqual(ofStack("acme-production", { production: false, residency: ["us"] }), ACME);
  });

  it("that no file describes is a critical violation; so is an environment that the file does not name", () => {
    const way = "expected one that names its environment; add the tenant file or remove the stack";
    for (const stack of ["nobody-production", "dev", "acme-test"]) {
      const context = contextOf(stack, "leasehold", {});
      assert.equal(context.kind, "tenant");
      assert.equal(belongs(context), `mandatory critical fail got stack ${stack} without a tenant file, ${way}`);
    }
    assert.deepEqual(contextOf("acme-test", "leasehold", {}).frameworks, ["gdpr", "soc-2"]);
  });
});

describe("the account of a baseline", () => {
  it("is judged by its own frameworks and those of the tenants in it", () => {
    assert.deepEqual(ofStack("account-acme"), {
      stack: "account-acme",
      kind: "account",
      production: true,
      residency: ["eu"],
      accountBaseline: "account-acme",
      frameworks: ["gdpr", "soc-2"],
      regulated: false,
    });
    assert.deepEqual(ofStack("account-initech", { frameworks: ["sox"] }).frameworks, ["hipaa", "soc-2", "sox"]);
    assert.equal(belongs(contextOf("account-acme", "leasehold", {})), "mandatory critical pass");
  });

  it("lies where its frameworks take it when its file names no residency", () => {
    assert.deepEqual(ofStack("account-tyrell").residency, ["eu"]);
  });

  it("that no file describes is a critical violation", () => {
    assert.equal(
      belongs(contextOf("account-nobody", "leasehold", {})),
      "mandatory critical fail got stack account-nobody without an account file, expected one; add the account file or remove the stack",
    );
  });
});

describe("a program that has nothing to do with Leasehold", () => {
  it("is judged by configuration alone, as production where nothing is said", () => {
    assert.deepEqual(ofStack("acme-production", {}, "shop"), {
      stack: "acme-production",
      kind: "foreign",
      production: true,
      frameworks: [],
      regulated: false,
    });
    const settings = { frameworks: ["sox"], production: false, residency: ["eu"] } satisfies Settings;
    const { frameworks, regulated, production, residency } = ofStack("dev", settings, "shop");
    assert.deepEqual([frameworks, regulated, production, residency], [["sox"], true, false, ["eu"]]);
    assert.equal(belongs(contextOf("dev", "shop", {})), "mandatory critical not-applicable");
  });

  it("gets the ports and registries of configuration, or the defaults", () => {
    const { approvedPorts, approvedRegistries } = contextOf("dev", "shop", {});
    assert.deepEqual([approvedPorts, approvedRegistries], [[80, 443], []]);
    const given = contextOf("dev", "shop", { approvedPorts: [8443], approvedRegistries: ["registry.acme.example/"] });
    assert.deepEqual([given.approvedPorts, given.approvedRegistries], [[8443], ["registry.acme.example/"]]);
  });
});

describe("another checkout", () => {
  let projectRoot: string;
  before(() => {
    projectRoot = mkdtempSync(join(tmpdir(), "leasehold-checkout-"));
    mkdirSync(join(projectRoot, "stacks", "tenants"), { recursive: true });
    cpSync(join(PACK_PROJECT, "Pulumi.yaml"), join(projectRoot, "Pulumi.yaml"));
  });
  after(() => rmSync(projectRoot, { recursive: true, force: true }));

  it("has tenants of its own, and no accounts where it has no files of them", () => {
    assert.equal(ofStack("acme-production", { projectRoot }).tier, undefined);
    const example = join("stacks", "tenants", "acme.yaml");
    cpSync(join(PACK_PROJECT, example), join(projectRoot, example));
    assert.deepEqual(ofStack("acme-production", { projectRoot }), without(ACME, "accountBaseline"));
  });

  it("has accounts of its own, each with what its own file asks for, whoever is in it", () => {
    const example = join("stacks", "accounts", "initech.yaml");
    mkdirSync(join(projectRoot, "stacks", "accounts"));
    cpSync(join(PACK_PROJECT, example), join(projectRoot, example));
    const { frameworks, residency, regulated } = ofStack("account-initech", { projectRoot });
    assert.deepEqual([frameworks, residency, regulated], [["hipaa", "soc-2"], ["us"], true]);
  });

  it("lets no tenant's residency reach past what its frameworks take at all", () => {
    const example = join("stacks", "tenants", "aperture.yaml");
    const text = readFileSync(join(PACK_PROJECT, example), "utf8");
    assert.ok(text.includes("residency: [us]"));
    writeFileSync(join(projectRoot, example), text.replace("residency: [us]", "residency: [us, eu]"));
    assert.deepEqual(ofStack("aperture-production", { projectRoot }).residency, ["us"]);
  });

  it("with a damaged tenant file is not judged by guess", () => {
    writeFileSync(join(projectRoot, "stacks", "tenants", "acme.yaml"), "tenant: acme\nframeworks: [hippa]\n");
    assert.throws(
      () => contextOf("acme-production", "leasehold", { projectRoot }),
      (error) => {
        assert.ok(error instanceof InvalidInput);
        assert.ok(
          error.problems.some(({ path, at }) => path === "frameworks[0]" && at?.file === "stacks/tenants/acme.yaml"),
        );
        return true;
      },
    );
  });
});
