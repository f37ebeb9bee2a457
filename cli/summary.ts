/** What exists after an `up`, on one screen: for the person who has never seen it. */
import { relative } from "node:path";
import type { EngineEvent } from "../sandbox/engine-run.ts";
import type { Target } from "../sandbox/target.ts";
import { tenantFile } from "../stacks/tenant-files.ts";
import type { Blueprint } from "../tiers/blueprint.ts";
import type { RecoveryBlueprint } from "../tiers/recovery-specs.ts";
import { causeText } from "../policies/causes.ts";
import type { Context } from "./context.ts";
import { isGone } from "./operation-events.ts";
import { judgedText, type Judged } from "./policies.ts";
import type { StackInput } from "./stack-input.ts";
import { countsText } from "./step-counts.ts";

interface UpResult {
  readonly counts: Readonly<Record<string, number>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly events: readonly EngineEvent[];
  readonly judged: Judged | undefined;
}

interface SummarisedStack {
  readonly stack: string;
  readonly input: StackInput;
  readonly target: Target;
}

/** Prints the summary: counts, endpoints, keys, promises, places, what next. */
export function printSummary(context: Context, { stack, input, target }: SummarisedStack, result: UpResult): void {
  const { terminal } = context;
  const { colours } = terminal;
  const { cloud, region, labels } = input;
  const where = target.kind === "sandbox" ? "in the sandbox" : `in account ${input.account}`;
  terminal.print(
    colours.bold(`${stack} is up ${where}: ${labels.tier}, ${cloud} ${region}, ${countsText(result.counts)}`),
  );
  const shown = rowsOf(context, { stack, input, target }, result);
  if (result.judged !== undefined) {
    const next = shown.findIndex(([label]) => label === "next");
    shown.splice(next, 0, ...policyRows(stack, target, result.judged));
  }
  for (const [label, text] of shown) terminal.print(`  ${colours.cyan(label.padEnd(10))} ${text}`);
}

function rowsOf(
  context: Context,
  { stack, input: { blueprint, recovery }, target }: SummarisedStack,
  result: UpResult,
): [string, string][] {
  if (blueprint !== undefined) return rows(context, stack, blueprint, target, result);
  if (recovery !== undefined) return recoveryRows(context, stack, recovery, target, result);
  return baselineRows(context, stack, target, result);
}

/** Causes that one screen has room for. */
const MOST_CAUSES = 5;

/** The verdicts on the running stack, and where the rest of them is. */
function policyRows(stack: string, target: Target, judged: Judged): [string, string][] {
  const { causes } = judged;
  const shown = causes.slice(0, MOST_CAUSES).map((cause): [string, string] => ["", causeText(cause)]);
  const rest = causes.length > MOST_CAUSES ? `${causes.length - MOST_CAUSES} more in ` : "";
  return [
    ["policies", judgedText(judged)],
    ...shown,
    ["", `${rest}the whole report: npx leasehold report ${stack}${sandboxFlag(target)}`],
  ];
}

function recoveryRows(
  context: Context,
  stack: string,
  { recovery, stack: { tenant } }: RecoveryBlueprint,
  target: Target,
  { outputs, events }: UpResult,
): [string, string][] {
  const database = section(outputs, "database");
  return [
    ["resources", kindsText(events)],
    ["follows", `${recovery.homeStack} in ${recovery.homeRegion}`],
    ["replica", `${text(database, "host") ?? "none"}:${text(database, "port") ?? ""}`],
    [
      "recovery",
      `at most ${recovery.recoveryPointMinutes} minutes lost, back within ${recovery.recoveryTimeMinutes} minutes of the failover's start`,
    ],
    ["not yet", gapsText(outputs)],
    ...places(context, target),
    ["next", `npx leasehold runbook ${tenant}   ·   npx leasehold explain ${stack} database`],
  ];
}

function baselineRows(
  context: Context,
  stack: string,
  target: Target,
  { outputs, events }: UpResult,
): [string, string][] {
  const baseline = section(outputs, "baseline");
  return [
    ["resources", kindsText(events)],
    ["record", text(baseline, "recordName") ?? "none"],
    ["trail", text(baseline, "trailId") ?? "none"],
    ["key", text(baseline, "keyId") ?? "none"],
    ...places(context, target),
    ["next", `bring the tenants of this account up   ·   npx leasehold size ${stack}${sandboxFlag(target)}`],
  ];
}

function sandboxFlag({ kind }: Target): string {
  return kind === "sandbox" ? " --sandbox" : "";
}

function rows(
  context: Context,
  stack: string,
  blueprint: Blueprint,
  target: Target,
  { outputs, events }: UpResult,
): [string, string][] {
  const database = section(outputs, "database");
  const cache = section(outputs, "cache");
  const { backup, audit } = blueprint;
  const copies = backup.copyRegion === undefined ? "no copies in another region" : `copies in ${backup.copyRegion}`;
  const pointInTime =
    backup.pointInTimeDays === 0 ? "no point in time promised" : `to any second of the last ${backup.pointInTimeDays}`;
  return [
    ["resources", kindsText(events)],
    ["database", `${text(database, "proxyHost") ?? text(database, "host") ?? "none"}:${text(database, "port") ?? ""}`],
    ["", `readers ${text(database, "readerHost") ?? "none"}`],
    ["cache", `${text(cache, "host") ?? "none"}:${text(cache, "port") ?? ""}`],
    ["buckets", bucketNames(outputs).join(", ")],
    ["keys", keysText(blueprint, outputs)],
    ["backup", `kept ${backup.retentionDays} days, ${pointInTime}, ${copies}`],
    ["recovery", recoveryText(blueprint)],
    ["audit", `kept ${audit.retentionDays} days${audit.immutable ? ", immutable" : ""}`],
    ["not yet", gapsText(outputs)],
    ...places(context, target),
    [
      "next",
      `npx leasehold explain ${stack} database${target.kind === "sandbox" ? `   ·   edit ${tenantFile(context.projectRoot, blueprint.stack.tenant)}, then npx leasehold up ${stack} --sandbox` : ""}`,
    ],
    ...(target.kind === "sandbox"
      ? ([
          [
            "",
            `npx leasehold refresh ${stack} --sandbox after editing a file of the simulated cloud   ·   npx leasehold --help`,
          ],
        ] as [string, string][])
      : []),
  ];
}

function places({ projectRoot }: Context, { layout }: Target): [string, string][] {
  if (layout === undefined) return [];
  const short = (path: string) => relative(projectRoot, path);
  return [
    ["state", `${short(layout.state)}   ·   bare pulumi: . ${short(layout.environmentFile)}`],
    ["cloud", `${short(layout.clouds)} (a JSON file per resource: look in, edit one)`],
  ];
}

/** Resources by the service they belong to, most first: `ec2 45, s3 20, …`. */
function kindsText(events: readonly EngineEvent[]): string {
  const services = events.flatMap(({ resOutputsEvent }) => {
    if (resOutputsEvent === undefined || isGone(resOutputsEvent.metadata.op)) return [];
    const [cloud, module] = resOutputsEvent.metadata.type.split(":");
    if (cloud === undefined || module === undefined || ["pulumi", "leasehold"].includes(cloud)) return [];
    return [cloud === "random" ? "random" : (module.split("/")[0] ?? module)];
  });
  const counts = [...Map.groupBy(services, (service) => service)].map(([service, each]): [string, number] => [
    service,
    each.length,
  ]);
  return counts
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([service, count]) => `${service} ${count}`)
    .join(", ");
}

function keysText({ keys }: Blueprint, outputs: Readonly<Record<string, unknown>>): string {
  const aliases = Object.values(section(outputs, "keys")).flatMap((key) => text(key, "alias") ?? []);
  const rotation = keys.keys[0]?.rotationDays ?? 0;
  return `${aliases.join(", ")}; rotated every ${rotation} days`;
}

function recoveryText({ backup }: Blueprint): string {
  if (backup.recoveryPointMinutes === 0) return "nothing promised";
  return `at most ${backup.recoveryPointMinutes} minutes of data lost, back within ${backup.recoveryTimeMinutes} minutes`;
}

function gapsText(outputs: Readonly<Record<string, unknown>>): string {
  const gaps = Array.isArray(outputs["gaps"]) ? outputs["gaps"].map(String) : [];
  return gaps.length === 0 ? "built: nothing is missing" : `built: ${gaps.join(", ")}`;
}

function bucketNames(outputs: Readonly<Record<string, unknown>>): string[] {
  return Object.values(section(outputs, "objects")).flatMap((bucket) => text(bucket, "bucketName") ?? []);
}

function section(value: unknown, key: string): Readonly<Record<string, unknown>> {
  const found = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return typeof found === "object" && found !== null ? (found as Record<string, unknown>) : {};
}

function text(value: unknown, key: string): string | undefined {
  const found = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return typeof found === "string" || typeof found === "number" ? String(found) : undefined;
}
