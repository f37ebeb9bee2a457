/** What `--policy-pack-config` may say: more frameworks, where the tenants are, where the ledger goes. It can add, never remove. */
import * as z from "zod";
import { listOf, nearest } from "../tiers/nearest.ts";
import { FRAMEWORKS } from "../tiers/vocabulary.ts";

/** The policy that carries the settings: `{ "leasehold": { "frameworks": ["hipaa"] } }`. */
export const SETTINGS_POLICY = "leasehold";

export const settingsSchema = z
  .strictObject({
    frameworks: z
      .array(z.enum(FRAMEWORKS))
      .exactOptional()
      .describe(
        "Frameworks beside the tenant's own; in a program that is none of Leasehold's stacks the only ones. They can be added, never removed.",
      ),
    production: z
      .boolean()
      .exactOptional()
      .describe("For programs that are no stacks of Leasehold: whether rules for production apply. Default: true."),
    residency: z
      .array(z.string().regex(/^[a-z]{2}(-[a-z]{3})?$/))
      .exactOptional()
      .describe(
        "For programs that are no stacks of Leasehold: jurisdictions in which data may lie, such as eu. Default: anywhere.",
      ),
    approvedPorts: z
      .array(z.number().int().min(1).max(65_535))
      .exactOptional()
      .describe("Ports that may be open to the internet on edge groups. Default: 80 and 443."),
    approvedRegistries: z
      .array(z.string().min(1))
      .exactOptional()
      .describe("Beginnings of image references that may run. Default: every registry."),
    projectRoot: z
      .string()
      .min(1)
      .exactOptional()
      .describe(
        "Folder of the Leasehold project whose tenants are judged, absolute. Default: the folder above the pack.",
      ),
    ledger: z
      .string()
      .min(1)
      .exactOptional()
      .describe("File that every verdict is written to, absolute. Default: none is written."),
    waivers: z
      .string()
      .min(1)
      .exactOptional()
      .describe("File of waivers, absolute. Default: waivers.yaml of the pack."),
    today: z.iso
      .date()
      .exactOptional()
      .describe(
        "The day by which waivers are judged, for repeatable runs. Default: what LEASEHOLD_TODAY names, else today, UTC.",
      ),
  })
  .describe("Settings of the policy pack.");

export type Settings = z.infer<typeof settingsSchema>;

/** Words by which someone may hope to take a framework away. */
const REMOVALS = /^(without|exclude|remove|skip|ignore|disable)/i;

/**
 * Checks what the engine hands over.
 * @throws RangeError with every problem, one per line
 */
export function parseSettings(given: unknown): Settings {
  const parsed = settingsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const keys = Object.keys(settingsSchema.shape);
  const lines = parsed.error.issues.flatMap((issue): string[] => {
    const path = [SETTINGS_POLICY, ...issue.path].join(".");
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => `${path}.${key}: ${unknownKey(key, keys)}`);
    if (issue.path[0] === "frameworks")
      return [`${path}: ${frameworkProblem(valueAt(given, issue.path), issue.path.length > 1)}`];
    return [`${path}: ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`];
  });
  throw new RangeError(
    `configuration of the policy pack:\n${[...new Set(lines)].map((line) => `  ${line}`).join("\n")}`,
  );
}

function unknownKey(key: string, known: readonly string[]): string {
  if (REMOVALS.test(key)) return `got ${key}, expected nothing of the kind; ${CANNOT_REMOVE}`;
  const near = nearest(key, known);
  return `got an unknown key, expected ${near ?? listOf(known)}; correct the spelling or remove it`;
}

const CANNOT_REMOVE = "configuration can add frameworks, never remove them: take them out of the tenant's file";

/** @param inList whether the value is one of the list, or stands in its place */
function frameworkProblem(value: unknown, inList: boolean): string {
  if (!inList || typeof value !== "string")
    return `got ${JSON.stringify(value)}, expected a list of ${listOf(FRAMEWORKS)}`;
  if (/^[-!]/.test(value)) return `got ${value}, expected a framework; ${CANNOT_REMOVE}`;
  const near = nearest(value, FRAMEWORKS);
  return `got ${value}, expected ${listOf(FRAMEWORKS)}${near === undefined ? "" : `; did you mean ${near}?`}`;
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    given,
  );
}
