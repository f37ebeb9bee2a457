/** A tenant whose file says nothing that it need not say: what its tier gives, on each cloud, is judged as it is. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dump } from "js-yaml";
import { renderStack } from "../../../stacks/render/run-program.ts";
import { ACCOUNTS_VARIABLE, TENANTS_VARIABLE } from "../../../tiers/input-folders.ts";
import { stackName } from "../../../tiers/stack-name.ts";
import type { AvailableCloud, DedicatedTier, Framework, HomeEnvironment } from "../../../tiers/vocabulary.ts";
import { PROJECT_ROOT } from "../../harness/whole-tenant.ts";
import { judgeSubjects } from "./judged-examples.ts";
import { subjectsOfRendered } from "./rendered-state.ts";

const TENANT = "globex";
const ENVIRONMENTS: readonly HomeEnvironment[] = ["production", "staging", "test", "development"];
const CONTACTS = {
  owner: "platform@globex.example",
  security: "security@globex.example",
  billing: "billing@globex.example",
  channels: { pagerduty: { secretRef: "globex/pagerduty-key" } },
};
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
  /** What its next run cannot go below. */
  readonly floors: unknown;
}

/** Writes the tenant and its account into a folder of their own, and puts everything back at the end. */
export class PlainTenant {
  readonly #folder = mkdtempSync(join(tmpdir(), "leasehold-plain-"));
  readonly #before = { ...process.env };
  readonly #cloud: AvailableCloud;

  constructor(cloud: AvailableCloud) {
    this.#cloud = cloud;
    for (const [name, folder] of [
      [TENANTS_VARIABLE, "tenants"],
      [ACCOUNTS_VARIABLE, "accounts"],
    ] as const) {
      mkdirSync(join(this.#folder, folder));
      process.env[name] = join(this.#folder, folder);
    }
  }

  dispose(): void {
    for (const name of [TENANTS_VARIABLE, ACCOUNTS_VARIABLE]) {
      if (this.#before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = this.#before[name];
    }
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
    return { flaws, floors: rendered.outputs["floors"] };
  }

  #write(tier: DedicatedTier, frameworks: readonly Framework[]): void {
    const { region, account } = HOMES[this.#cloud];
    const common = { cloud: this.#cloud, region, residency: ["eu"] };
    this.#file("accounts", {
      account: TENANT,
      id: account,
      ...common,
      contacts: { owner: CONTACTS.owner, security: CONTACTS.security, securityTelephone: "+1 212 555 0102" },
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
      ...(tier === "white-label" ? { addOns: { whiteLabel: { domain: "studio.globex.example" } } } : {}),
    });
  }

  #file(folder: string, content: object): void {
    writeFileSync(join(this.#folder, folder, `${TENANT}.yaml`), dump(content));
  }
}
