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

interface RecordFile {
  readonly file: string;
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Every text in it: what it refers to is among them. */
  readonly texts: ReadonlySet<string>;
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
  const doomed = new Set(files.filter((file) => isLabelled(file, stack) || (isUnlabelled(file) && ids.has(file.id))));
  for (let grown = true; grown; ) {
    const gone = new Set([...doomed].map(({ id }) => id));
    const hanging = files.filter((file) => !doomed.has(file) && isUnlabelled(file) && !file.texts.isDisjointFrom(gone));
    for (const file of hanging) doomed.add(file);
    grown = hanging.length > 0;
  }
  await Promise.all([...doomed].map(({ file }) => rm(file, { force: true })));
  return doomed.size;
}

function isLabelled({ labels }: RecordFile, stack: string): boolean {
  return `${labels["tenant"]}-${labels["environment"]}` === stack;
}

function isUnlabelled({ labels }: RecordFile): boolean {
  return labels["tenant"] === undefined;
}

async function readRecords(clouds: string): Promise<readonly RecordFile[]> {
  const entries = await readdir(clouds, { recursive: true, withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".json") && !entry.name.startsWith("."));
  const files = await Promise.all(names.map((entry) => readRecord(join(entry.parentPath, entry.name))));
  return files.filter((file) => file !== undefined);
}

async function readRecord(file: string): Promise<RecordFile | undefined> {
  const parsed = record.safeParse(JSON.parse(await readFile(file, "utf8")));
  if (!parsed.success) return undefined;
  const { id, labels, inputs, outputs } = parsed.data;
  return { file, id, labels, texts: new Set([...textsOf(inputs), ...textsOf(outputs)]) };
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}
