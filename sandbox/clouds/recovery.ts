/** Finding what a crash left behind: resources that exist in the simulated cloud but are in no state. */
import { join } from "node:path";
import { RecordStore } from "./store.ts";
import type { Labels } from "./labels.ts";
import type { CloudRecord } from "./resource-type.ts";

/** What to look for. */
export interface OrphanQuery {
  /** Type token. */
  readonly type: string;
  /** Labels the resource must carry, `{ tenant: "acme", environment: "production" }`. */
  readonly labels: Labels;
  /** Twelve digits; default: every account. */
  readonly account?: string;
  /** Logical name in the program: keeps those whose physical name or `Name` tag is made of it. */
  readonly logicalName?: string;
}

/**
 * Resources of a type that carry all the labels, those that are pending deletion included; in the order of account,
 * region and file. What is in the state already is for the caller to leave out.
 * @param root folder of the simulated clouds
 */
export function findByLabels(root: string, query: OrphanQuery): readonly CloudRecord[] {
  const [cloud = ""] = query.type.split(":");
  const store = new RecordStore(join(root, cloud));
  const accounts = query.account === undefined ? store.accounts() : [query.account];
  return accounts
    .flatMap((account) => store.list(account, query.type))
    .filter((record) => Object.entries(query.labels).every(([key, value]) => record.labels[key] === value))
    .filter((record) => query.logicalName === undefined || isNamedAfter(record, query.logicalName));
}

/** A provider names `<logical>-<7 hex>` unless the program fixes a name; what has no name of its own is tagged. */
function isNamedAfter(record: CloudRecord, logicalName: string): boolean {
  const names = [record.name, record.labels["Name"] ?? ""];
  const prefix = `${logicalName.toLowerCase()}-`;
  return names.some((name) => {
    const lower = name.toLowerCase();
    return lower === logicalName.toLowerCase() || (lower.startsWith(prefix) && /^[0-9a-f]{7}$/.test(lower.slice(prefix.length)));
  });
}
