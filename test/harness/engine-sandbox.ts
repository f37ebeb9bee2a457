/** A sandbox of its own with tenants of its own, on which the real command line drives the real engine. */
import assert from "node:assert/strict";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { dump, load } from "js-yaml";
import * as z from "zod";
import { TODAY_VARIABLE } from "../../policies/judged-day.ts";
import { FAULTS_FILE, type Fault } from "../../sandbox/clouds/faults.ts";
import type { CloudRecord } from "../../sandbox/clouds/resource-type.ts";
import { runPulumi, type EngineEvent } from "../../sandbox/engine-run.ts";
import { sandboxLayout, type SandboxLayout } from "../../sandbox/layout.ts";
import { sandboxTarget } from "../../sandbox/target.ts";
import { shellQuote } from "../../sandbox/shell-quote.ts";
import { TENANTS_VARIABLE } from "../../tiers/input-folders.ts";
import { runCommand, type CommandRun } from "./run-command.ts";
import { WAIVER_DAY } from "./waiver-day.ts";
import { PROJECT_ROOT } from "./whole-tenant.ts";

export type { CommandRun };

/** Saves the state once per run instead of after every step: half the time, and no trace of a step that a crash cut off. */
export const QUICK_CHECKPOINTS = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" } as const;

/** Top-level keys of a tenant file; `undefined` leaves one out. */
export type TenantEdit = Readonly<Record<string, unknown>>;

const resource = z.looseObject({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  protect: z.boolean().default(false),
  inputs: z.record(z.string(), z.unknown()).default({}),
  outputs: z.record(z.string(), z.unknown()).default({}),
});
const checkpoint = z.object({
  checkpoint: z.object({
    latest: z.looseObject({
      resources: z.array(resource).default([]),
      pending_operations: z.array(z.looseObject({ type: z.string(), resource })).default([]),
    }),
  }),
});

/** One resource as the stack's state has it. */
export type RecordedResource = z.output<typeof resource>;

/** One file of the simulated cloud, and where it lies. */
export interface CloudFile extends CloudRecord {
  readonly file: string;
}

export class EngineSandbox {
  readonly folder: string;
  readonly layout: SandboxLayout;
  /** How the engine runs here. */
  readonly #checkpoints: NodeJS.ProcessEnv;

  private constructor(folder: string, checkpoints: NodeJS.ProcessEnv) {
    this.folder = folder;
    this.layout = sandboxLayout(PROJECT_ROOT, join(folder, "sandbox"));
    this.#checkpoints = checkpoints;
    mkdirSync(this.tenants, { recursive: true });
  }

  /** @param checkpoints `every-step` as in use, for what happens when a run is cut off; default: `quick` */
  static async make(checkpoints: "quick" | "every-step" = "quick"): Promise<EngineSandbox> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "leasehold-engine-")));
    const made = new EngineSandbox(folder, checkpoints === "quick" ? QUICK_CHECKPOINTS : {});
    await sandboxTarget(PROJECT_ROOT, { folder: made.layout.folder });
    return made;
  }

  /** One with the production of an example tenant up in it; how it is judged is told by other tests. */
  static async withProduction(tenant: string): Promise<EngineSandbox> {
    const made = await EngineSandbox.make();
    made.giveTenant(tenant);
    const { exitCode, stderr } = await made.leasehold(["up", `${tenant}-production`, "--sandbox", "--no-policies"]);
    assert.equal(exitCode, 0, stderr);
    return made;
  }

  /** The same stacks, clouds and tenants in another place, in the time that copying takes. */
  async copy(checkpoints: "quick" | "every-step" = "quick"): Promise<EngineSandbox> {
    const twin = await EngineSandbox.make(checkpoints);
    cpSync(this.tenants, twin.tenants, { recursive: true });
    const parts = [
      "passphrase",
      "stacks",
      "clouds",
      join("state", ".pulumi", "meta.yaml"),
      join("state", ".pulumi", "stacks"),
    ];
    for (const part of parts)
      cpSync(join(this.layout.folder, part), join(twin.layout.folder, part), { recursive: true });
    return twin;
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The environment of every command here, as far as it does not depend on where it runs. */
  get environment(): NodeJS.ProcessEnv {
    return { ...process.env, ...this.#checkpoints, [TENANTS_VARIABLE]: this.tenants, [TODAY_VARIABLE]: WAIVER_DAY };
  }

  /** Folder of the tenant files. */
  get tenants(): string {
    return join(this.folder, "tenants");
  }

  /** A tenant file, made from the example of that name. */
  giveTenant(tenant: string, edit: TenantEdit = {}): void {
    const example: unknown = load(readFileSync(join(PROJECT_ROOT, "stacks", "tenants", `${tenant}.yaml`), "utf8"));
    assert.ok(typeof example === "object");
    const edited = Object.entries({ ...example, ...edit }).filter(([, value]) => value !== undefined);
    this.writeTenant(tenant, dump(Object.fromEntries(edited)));
  }

  /** An account file, by which the account has a baseline. */
  giveAccount(account: string, content: Readonly<Record<string, unknown>>): void {
    const folder = join(this.folder, "accounts");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${account}.yaml`), dump({ account, ...content }));
  }

  /** A tenant file with this text. */
  writeTenant(tenant: string, text: string): void {
    writeFileSync(join(this.tenants, `${tenant}.yaml`), text);
  }

  /** Runs `leasehold <args>`. */
  leasehold(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CommandRun> {
    return this.#run(process.execPath, [join(PROJECT_ROOT, "cli", "bin.js"), ...args], env);
  }

  /** Runs bare `pulumi <args>` in a shell that sourced the sandbox's environment. */
  pulumi(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CommandRun> {
    const changes = Object.entries(env).map(([name, value]) =>
      value === undefined ? `unset ${name}` : `export ${name}=${shellQuote(value)}`,
    );
    const command = ["pulumi", "--non-interactive", "--color=never", ...args].map(shellQuote).join(" ");
    return this.#run("sh", ["-c", [`. ${shellQuote(this.layout.environmentFile)}`, ...changes, command].join(" && ")]);
  }

  /** Runs the engine as the command line does, and returns every event it sends. */
  async events(args: readonly string[], stack: string): Promise<readonly EngineEvent[]> {
    const target = await sandboxTarget(PROJECT_ROOT, { folder: this.layout.folder });
    const events: EngineEvent[] = [];
    const env = { ...this.#checkpoints, [TENANTS_VARIABLE]: this.tenants };
    const { outcome } = await runPulumi(target, args, { stack, env, onEvent: (event) => events.push(event) });
    assert.deepEqual(outcome, { kind: "succeeded" });
    return events;
  }

  /**
   * What a preview would still change, in the engine's words; undefined when nothing. Without the command line around it:
   * the same engine and program for a fifth less.
   */
  async changesLeft(stack: string): Promise<string | undefined> {
    const target = await sandboxTarget(PROJECT_ROOT, { folder: this.layout.folder });
    const env = { ...this.#checkpoints, [TENANTS_VARIABLE]: this.tenants };
    const { outcome, stdout } = await runPulumi(target, ["preview", "--expect-no-changes"], { stack, env });
    return outcome.kind === "succeeded" ? undefined : `${outcome.message}\n${stdout}`;
  }

  /** Where the engine keeps the state of a stack. */
  stateFile(stack: string): string {
    return join(this.layout.state, ".pulumi", "stacks", "leasehold", `${stack}.json`);
  }

  /** What the state of a stack holds, and what an earlier run had begun. */
  state(stack: string): {
    readonly resources: readonly RecordedResource[];
    readonly pending: readonly RecordedResource[];
  } {
    const { latest } = checkpoint.parse(JSON.parse(readFileSync(this.stateFile(stack), "utf8"))).checkpoint;
    return { resources: latest.resources, pending: latest.pending_operations.map((operation) => operation.resource) };
  }

  /** Text of every file of the simulated clouds, by its path: to see that nothing changed, or that all is as before. */
  cloudTexts(): Readonly<Record<string, string>> {
    const { clouds } = this.layout;
    return Object.fromEntries(this.#cloudFiles().map((file) => [relative(clouds, file), readFileSync(file, "utf8")]));
  }

  /** Everything in the simulated clouds, or all of one type. */
  cloud(type?: string): readonly CloudFile[] {
    return this.#cloudFiles()
      .map((file) => ({ ...(JSON.parse(readFileSync(file, "utf8")) as CloudRecord), file }))
      .filter((record) => type === undefined || record.type === type);
  }

  /** Changes a file of the simulated cloud as a person with an editor would. */
  editCloud({ file, ...record }: CloudFile, edit: Partial<CloudRecord>): void {
    writeFileSync(file, JSON.stringify({ ...record, ...edit }, undefined, 2));
  }

  /** Switches faults on. */
  breakCloud(...faults: readonly Partial<Fault>[]): void {
    mkdirSync(this.layout.clouds, { recursive: true });
    writeFileSync(join(this.layout.clouds, FAULTS_FILE), JSON.stringify(faults));
  }

  #cloudFiles(): readonly string[] {
    return readdirSync(this.layout.clouds, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".json") && entry.name !== FAULTS_FILE)
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  }

  #run(file: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<CommandRun> {
    const env = { ...this.environment, LEASEHOLD_SANDBOX: this.layout.folder, ...more };
    return runCommand(file, args, PROJECT_ROOT, env);
  }
}
