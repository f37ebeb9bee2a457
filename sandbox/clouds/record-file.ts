/** One resource of a simulated cloud as a file that a person can read and edit. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { isProperties } from "./properties.ts";
import type { CloudRecord } from "./resource-type.ts";

/** Longest file name without its ending; file systems allow 255 bytes, and a temporary file needs some more. */
const NAME_LENGTH_MAX = 180;

/** Where a record lies: below the cloud's folder, `<account>/<region>/<service>/<Type>`. */
export interface Address {
  readonly account: string;
  readonly region: string;
  readonly type: string;
}

const content = z.object({
  id: z.string().min(1),
  name: z.string(),
  inputs: z.record(z.string(), z.unknown()),
  labels: z.record(z.string(), z.string()),
  outputs: z.record(z.string(), z.unknown()),
});

/** `aws:kms/key:Key` → `kms/Key`. */
export function typeFolder(token: string): string {
  const [, module = "", name = ""] = token.split(":");
  return `${module.split("/")[0]}/${name}`;
}

/**
 * File name of an id or a physical name, the same on every file system; different texts have different names, because
 * a text that cannot be a file name as it is gets a digest of itself behind.
 */
export function fileName(text: string): string {
  const safe = text.replaceAll(/[^A-Za-z0-9._-]/g, "_").replace(/^\./, "_");
  const isSame = safe === text && text.length <= NAME_LENGTH_MAX;
  if (isSame) return `${text}.json`;
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 8);
  return `${safe.slice(0, NAME_LENGTH_MAX)}-${digest}.json`;
}

/** The text of a record's file: keys sorted at every level, so that two states of one resource compare line by line. */
export function recordText(record: CloudRecord): string {
  return `${JSON.stringify(sorted(record), undefined, 2)}\n`;
}

/**
 * Reads a record. Type, account and region are those of the folder the file lies in, whatever the file says.
 * Throws an `Error` that names the file and what to do, when a person's edit broke it.
 */
export function parseRecord(text: string, file: string, address: Address): CloudRecord {
  const flaw = (reason: string): Error =>
    new Error(`${file} is no resource of the simulated cloud: ${reason}; correct the file or delete it`);
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw flaw(error instanceof Error ? error.message : String(error));
  }
  const result = content.safeParse(raw);
  if (!result.success) {
    throw flaw(result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join(", "));
  }
  // One by one: an address may be a whole record.
  const { account, region, type } = address;
  return { ...result.data, account, region, type };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isProperties(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}
