/** What exists after an `up`, on one screen: for the person who has never seen it. */
import { relative } from "node:path";
import type { EngineEvent } from "../sandbox/engine-run.ts";
import type { Target } from "../sandbox/target.ts";
import { tenantFile } from "../stacks/tenant-files.ts";
import type { Blueprint } from "../tiers/blueprint.ts";
import type { Context } from "./context.ts";

interface UpResult {
  readonly counts: Readonly<Record<string, number>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly events: readonly EngineEvent[];
}

interface SummarisedStack {
  readonly stack: string;
  readonly blueprint: Blueprint;
  readonly target: Target;
}

/** Prints the summary: counts, endpoints, keys, promises, places, what next. */
export function printSummary(context: Context, { stack, blueprint, target }: SummarisedStack, result: UpResult): void {
  const { terminal } = context;
  const { colours } = terminal;
  const { stack: about } = blueprint;
  const where = target.kind === "sandbox" ? "in the sandbox" : `in account ${about.account}`;
  terminal.print(
    colours.bold(
      `${stack} is up ${where}: ${about.tier}, ${about.cloud} ${about.region}, ${countsText(result.counts)}`,
    ),
  );
  for (const [label, text] of rows(context, stack, blueprint, target, result))
    terminal.print(`  ${colours.cyan(label.padEnd(10))} ${text}`);
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

/** Whether a resource is no longer there after this step; a replaced one has a step of its own for what takes its place. */
function isGone(op: string): boolean {
  return ["delete", "delete-replaced", "replace", "discard", "discard-replaced"].includes(op);
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

/** `157 created`, `nothing changed`. */
function countsText(counts: Readonly<Record<string, number>>): string {
  const words: Readonly<Record<string, string>> = {
    create: "created",
    update: "updated",
    delete: "deleted",
    replace: "replaced",
  };
  const changed = Object.entries(words).flatMap(([op, word]) =>
    counts[op] === undefined ? [] : [`${counts[op]} ${word}`],
  );
  return changed.length === 0 ? `nothing changed (${counts["same"] ?? 0} resources)` : changed.join(", ");
}

function section(value: unknown, key: string): Readonly<Record<string, unknown>> {
  const found = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return typeof found === "object" && found !== null ? (found as Record<string, unknown>) : {};
}

function text(value: unknown, key: string): string | undefined {
  const found = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return typeof found === "string" || typeof found === "number" ? String(found) : undefined;
}
