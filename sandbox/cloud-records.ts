/** Which files of the simulated clouds belong to a stack. Reads them as a person would; the clouds themselves are not needed. */
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { StateResource } from "./stack-state.ts";

const record = z.looseObject({
  id: z.string(),
  labels: z.record(z.string(), z.string()),
  inputs: z.record(z.string(), z.unknown()),
  outputs: z.record(z.string(), z.unknown()),
});

const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    context.addIssue(String(error));
    return z.NEVER;
  }
});

interface RecordFile {
  readonly file: string;
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Every text in it: what it refers to is among them. */
  readonly texts: readonly string[];
}

/**
 * Removes what the stack made: what carries its labels (also what a crash kept out of the state), what the state names by
 * id, and what without labels of its own hangs on those (a default security group, an attachment).
 * @param clouds folder of the simulated clouds
 * @returns how many
 */
export async function removeRecordsOf(
  clouds: string,
  stack: string,
  resources: readonly Pick<StateResource, "id">[],
): Promise<number> {
  const files = await readRecords(clouds);
  const ids = new Set(resources.flatMap(({ id }) => (id === undefined || id === "" ? [] : [id])));
  const labelled = files.filter((file) => isLabelled(file, stack));
  // Only from labelled ones: an unlabelled id may be an account's number, which everything in the account mentions.
  const owners = new Set(labelled.map(({ id }) => id));
  const hanging = files.filter(
    (file) => isUnlabelled(file) && (ids.has(file.id) || file.texts.some((text) => owners.has(text))),
  );
  const doomed = [...labelled, ...hanging];
  await Promise.all(doomed.map(({ file }) => rm(file, { force: true })));
  return doomed.length;
}

function isLabelled({ labels }: RecordFile, stack: string): boolean {
  return `${labels["tenant"]}-${labels["environment"]}` === stack;
}

function isUnlabelled({ labels }: RecordFile): boolean {
  return labels["tenant"] === undefined;
}

async function readRecords(clouds: string): Promise<readonly RecordFile[]> {
  const entries = await readdir(clouds, { recursive: true, withFileTypes: true }).catch(() => []);
  const names = entries.filter(
    (entry) => entry.isFile() && entry.name.endsWith(".json") && !entry.name.startsWith("."),
  );
  const files = await Promise.all(names.map((entry) => readRecord(join(entry.parentPath, entry.name))));
  return files.filter((file) => file !== undefined);
}

/** Undefined for what a person's edit broke: it is not ours to judge here. */
async function readRecord(file: string): Promise<RecordFile | undefined> {
  const text = await readFile(file, "utf8");
  const parsed = jsonText.pipe(record).safeParse(text);
  if (!parsed.success) return undefined;
  const { id, labels, inputs, outputs } = parsed.data;
  return { file, id, labels, texts: [...textsOf(inputs), ...textsOf(outputs)] };
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}
