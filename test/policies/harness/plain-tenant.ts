/** A tenant whose file says nothing that it need not say: what its tier gives, on each cloud, is judged as it is. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dump } from "js-yaml";
import { renderStack } from "../../../stacks/render/run-program.ts";
import { ACCOUNTS_VARIABLE, TENANTS_VARIABLE } from "../../../tiers/input-folders.ts";
import { stackName } from "../../../tiers/stack-name.ts";
import type { AvailableCloud, DedicatedTier, Framework, HomeEnvironment } from "../../../tiers/vocabulary.ts";
import { ACCOUNT_CONTACTS, addOnsOf, CONTACTS } from "../../harness/tier-change.ts";
import { useVariables } from "../../harness/use-variables.ts";
import { PROJECT_ROOT } from "../../harness/whole-tenant.ts";
import { judgeSubjects } from "./judged-examples.ts";
import { subjectsOfRendered } from "./rendered-state.ts";

const TENANT = "globex";
const ENVIRONMENTS: readonly HomeEnvironment[] = ["production", "staging", "test", "development"];
/** In the European Union, where the most frameworks can be had at once. */
const HOMES = {
  aws: { region: "eu-west-1", account: "222233334444" },
  azure: { region: "westeurope", account: "22222222-3333-4444-5555-666666666666" },
  gcp: { region: "europe-west1", account: "globex-production" },
} as const satisfies Record<AvailableCloud, object>;

/** One stack of the tenant, under the pack. */
export interface PlainStack {
  /** `<rule> <level> <outcome> <type>: <reasons>`, of what does not hold or cannot be told. */
  readonly flaws: readonly string[];
  /** How many verdicts hold. */
  readonly holds: number;
  /** `<rule> <ticket>` of what only a waiver lets pass, sorted. */
  readonly waived: readonly string[];
  /** What its next run cannot go below. */
  readonly floors: unknown;
}

/** Writes the tenant and its account into a folder of their own, and puts everything back at the end. */
export class PlainTenant {
  readonly #folder = mkdtempSync(join(tmpdir(), "leasehold-plain-"));
  readonly #restore: () => void;
  readonly #cloud: AvailableCloud;

  constructor(cloud: AvailableCloud) {
    this.#cloud = cloud;
    for (const folder of ["tenants", "accounts"]) mkdirSync(join(this.#folder, folder));
    this.#restore = useVariables({
      [TENANTS_VARIABLE]: join(this.#folder, "tenants"),
      [ACCOUNTS_VARIABLE]: join(this.#folder, "accounts"),
    });
  }

  dispose(): void {
    this.#restore();
    rmSync(this.#folder, { recursive: true });
  }

  /** The stack as it would be up, after a run that left floors where there was one. */
  async judge(
    tier: DedicatedTier,
    environment: HomeEnvironment,
    frameworks: readonly Framework[],
    floors?: unknown,
  ): Promise<PlainStack> {
    this.#write(tier, frameworks);
    const stack = stackName(TENANT, environment);
    const rendered = await renderStack(PROJECT_ROOT, stack, floors === undefined ? {} : { floors });
    const { verdicts } = judgeSubjects(stack, subjectsOfRendered(rendered));
    const flaws = verdicts
      .filter(({ outcome }) => outcome === "fail" || outcome === "error" || outcome === "unknown")
      .map(
        ({ rule, level, outcome, type, reasons }) => `${rule} ${level} ${outcome} ${type}: ${JSON.stringify(reasons)}`,
      );
    const waived = verdicts.flatMap(({ rule, waiver }) => (waiver === undefined ? [] : [`${rule} ${waiver.ticket}`]));
    return {
      flaws,
      holds: verdicts.filter(({ outcome }) => outcome === "pass").length,
      waived: [...new Set(waived)].sort(),
      floors: rendered.outputs["floors"],
    };
  }

  #write(tier: DedicatedTier, frameworks: readonly Framework[]): void {
    const { region, account } = HOMES[this.#cloud];
    const common = { cloud: this.#cloud, region, residency: ["eu"] };
    this.#file("accounts", {
      account: TENANT,
      id: account,
      ...common,
      contacts: ACCOUNT_CONTACTS,
    });
    this.#file("tenants", {
      tenant: TENANT,
      name: "Globex Corporation",
      tier,
      ...common,
      account,
      ...(frameworks.length === 0 ? {} : { frameworks }),
      contacts: CONTACTS,
      network: { cidr: "10.20.0.0/16" },
      environments: Object.fromEntries(ENVIRONMENTS.map((environment) => [environment, {}])),
      ...addOnsOf(tier),
    });
  }

  #file(folder: string, content: object): void {
    writeFileSync(join(this.#folder, folder, `${TENANT}.yaml`), dump(content));
  }
}
