/** What a resource type is told about the call it answers: what exists, where it is, and digits that look random. */
import { createHash } from "node:crypto";
import type { RecordStore } from "./store.ts";
import type { Cloud, CloudRecord, CloudWriter, ResourceType, TypeContext } from "./resource-type.ts";

/** Region of records that live in none. */
export const GLOBAL = "global";

const ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** Where a call happens. */
export interface CallSite {
  readonly store: RecordStore;
  readonly types: ReadonlyMap<string, ResourceType>;
  readonly account: string;
  readonly region: string;
  readonly token: string;
  /** URN of the resource; the token for an invoke. */
  readonly urn: string;
  /** Counts from 0; another attempt gives other digits. */
  readonly attempt?: number;
}

/** Region in which a type's records lie: `global` for types without a region. */
export function recordRegion(type: ResourceType | undefined, region: string): string {
  return type?.scope === "global" ? GLOBAL : region;
}

/** Partition of a region: `aws-cn` in China, `aws-us-gov` for the government, else `aws`. */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** Last part of a URN: the name in the program. */
export function logicalNameOf(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}

/** @param site where the call happens; types look at the cloud from there */
export function typeContext(site: CallSite): TypeContext {
  const { account, region, token, urn, attempt = 0 } = site;
  const seed = (purpose: string): string => [account, region, token, urn, attempt, purpose].join("\n");
  return {
    cloud: cloudOf(site),
    account,
    region,
    partition: partitionOf(region),
    logicalName: logicalNameOf(urn),
    hex: (length, purpose = "") => digits(seed(purpose), length, "0123456789abcdef"),
    alphanumeric: (length, purpose = "") => digits(seed(`${purpose}\nalphanumeric`), length, ALPHANUMERIC),
  };
}

/** Writes on behalf of a type, in the place of the call unless the record says otherwise. */
export function writerOf(site: CallSite): CloudWriter {
  const { store, types, account, region } = site;
  const placeOf = (type: string, given?: string): string => given ?? recordRegion(types.get(type), region);
  return {
    put(record) {
      store.replace({
        ...record,
        name: record.name ?? record.id,
        account: record.account ?? account,
        region: placeOf(record.type, record.region),
        labels: record.labels ?? {},
      });
    },
    remove({ type, id, region: given }) {
      store.remove({ account, region: placeOf(type, given), type }, id);
    },
  };
}

function cloudOf({ store, types, account, region }: CallSite): Cloud {
  const all = (type: string): readonly CloudRecord[] => store.list(account, type).toSorted(byId);
  return {
    all,
    everywhere: (type) => store.accounts().flatMap((other) => store.list(other, type)),
    find: (type, predicate) => all(type).find(predicate),
    byId: (type, id, place) =>
      store.read({ account, region: recordRegion(types.get(type), place ?? region), type }, id),
  };
}

function byId(a: CloudRecord, b: CloudRecord): number {
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

function digits(seed: string, length: number, alphabet: string): string {
  let text = "";
  for (let block = 0; text.length < length; block += 1) {
    const bytes = createHash("sha256").update(`${seed}\n${block}`).digest();
    for (const byte of bytes) text += alphabet.charAt(byte % alphabet.length);
  }
  return text.slice(0, length);
}
