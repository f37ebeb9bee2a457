/**
 * The simulated cloud as a folder that a person can read: `<cloud>/<account>/<region>/<service>/<Type>/<name>.json`, one
 * file per resource. The files are the truth: several processes and a person may change them at any time, so what is
 * kept in memory counts only as long as the file, or the listing of its folder, is the one that was read.
 */
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Address, fileName, parseRecord, recordText, typeFolder } from "./record-file.ts";
import type { CloudRecord } from "./resource-type.ts";

/** A change within this time of reading may have left the time stamp as it was; milliseconds. */
const TIME_STAMP_STEP_MS = 50;

/** Two resources want the same file: the name is taken. */
export class RecordExists extends Error {
  override readonly name = "RecordExists";
}

interface Stamped<Value> {
  readonly stamp: string;
  readonly value: Value;
}

export class RecordStore {
  /** The cloud's folder, absolute. */
  readonly folder: string;
  readonly #listings = new Map<string, Stamped<readonly string[]>>();
  readonly #records = new Map<string, Stamped<CloudRecord>>();
  #temporaries = 0;

  /** @param folder the cloud's folder; made with the first record */
  constructor(folder: string) {
    this.folder = folder;
  }

  /** Every account that has resources, sorted. */
  accounts(): readonly string[] {
    return this.#list(this.folder);
  }

  /** Every record of a type in an account, all regions, in the order of region and file. */
  list(account: string, type: string): readonly CloudRecord[] {
    return this.#list(join(this.folder, account)).flatMap((region) => this.listRegion({ account, region, type }));
  }

  /** Every record of a type in one region, in the order of the files. */
  listRegion(address: Address): readonly CloudRecord[] {
    const folder = this.#folderOf(address);
    return this.#list(folder)
      .filter((name) => name.endsWith(".json"))
      .flatMap((name) => this.#read(join(folder, name), address) ?? []);
  }

  /** The record with this id; undefined where there is none. */
  read(address: Address, id: string): CloudRecord | undefined {
    const file = join(this.#folderOf(address), fileName(id));
    const record = this.#read(file, address);
    return record?.id === id ? record : this.listRegion(address).find((other) => other.id === id);
  }

  /**
   * Writes a record that must not exist yet; of several processes that take the same name at once, one wins.
   * @param name what names the file; default: the id
   * Throws: `RecordExists` when the file is there.
   */
  create(record: CloudRecord, name = record.id): void {
    const folder = this.#folderOf(record);
    const file = join(folder, fileName(name));
    const temporary = this.#writeTemporary(folder, record);
    try {
      linkSync(temporary, file);
    } catch (error) {
      if (isErrno(error, "EEXIST")) throw new RecordExists(file);
      throw error;
    } finally {
      rmSync(temporary, { force: true });
    }
  }

  /** Writes a record over the one with the same id, or as a new one. */
  replace(record: CloudRecord): void {
    const folder = this.#folderOf(record);
    const file = this.#fileOf(record, record.id) ?? join(folder, fileName(record.id));
    renameSync(this.#writeTemporary(folder, record), file);
  }

  /** Removes the record with this id; none is no error. */
  remove(address: Address, id: string): void {
    const file = this.#fileOf(address, id);
    if (file !== undefined) rmSync(file, { force: true });
  }

  #folderOf({ account, region, type }: Address): string {
    return join(this.folder, account, region, typeFolder(type));
  }

  #fileOf(address: Address, id: string): string | undefined {
    const folder = this.#folderOf(address);
    const direct = join(folder, fileName(id));
    if (this.#read(direct, address)?.id === id) return direct;
    const name = this.#list(folder).find(
      (other) => other.endsWith(".json") && this.#read(join(folder, other), address)?.id === id,
    );
    return name === undefined ? undefined : join(folder, name);
  }

  #writeTemporary(folder: string, record: CloudRecord): string {
    mkdirSync(folder, { recursive: true });
    this.#temporaries += 1;
    const temporary = join(folder, `.${process.pid}-${this.#temporaries}.tmp`);
    writeFileSync(temporary, recordText(record));
    return temporary;
  }

  /** Names in a folder, sorted, without hidden ones; empty where there is no folder. */
  #list(folder: string): readonly string[] {
    return (
      remember(this.#listings, folder, () =>
        readdirSync(folder)
          .filter((name) => !name.startsWith("."))
          .sort(),
      ) ?? []
    );
  }

  #read(file: string, address: Address): CloudRecord | undefined {
    return remember(this.#records, file, () => parseRecord(readFileSync(file, "utf8"), file, address));
  }
}

/** The value read from a path, from memory while the path's stamp is the same; undefined where the path does not exist. */
function remember<Value>(memory: Map<string, Stamped<Value>>, path: string, read: () => Value): Value | undefined {
  const stats = statSync(path, { throwIfNoEntry: false, bigint: true });
  if (stats === undefined) {
    memory.delete(path);
    return undefined;
  }
  const stamp = `${stats.ino}.${stats.size}.${stats.mtimeNs}`;
  const known = memory.get(path);
  if (known?.stamp === stamp) return known.value;
  const startedMs = Date.now();
  let value: Value;
  try {
    value = read();
  } catch (error) {
    if (isErrno(error, "ENOENT")) return undefined;
    throw error;
  }
  const isSettled = Number(stats.mtimeMs) < startedMs - TIME_STAMP_STEP_MS;
  if (isSettled) memory.set(path, { stamp, value });
  else memory.delete(path);
  return value;
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
