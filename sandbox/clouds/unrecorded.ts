/** Which resource of the simulated cloud a crashed creation made: it exists, and no state knows it. */
import { isDeepStrictEqual } from "node:util";
import { join } from "node:path";
import type { Labels } from "./labels.ts";
import type { CloudRecord, Properties, ResourceType } from "./resource-type.ts";
import { RecordStore } from "./store.ts";

/** A creation that was begun and never recorded as ended. */
export interface PendingCreation {
  /** Type token. */
  readonly type: string;
  /** Logical name in the program. */
  readonly name: string;
  /** Inputs as the state holds them; secret ones are sealed and not compared. */
  readonly inputs: Properties;
  /** Account, subscription or project id. */
  readonly account: string;
}

/** Folders of the clouds whose packages are called otherwise. */
const FOLDERS: Readonly<Record<string, string>> = { "azure-native": "azure" };

/** The engine's mark of an encrypted value. */
const SEALED = "4dabf18193072939515e22adb298388d";

/**
 * Resources that the creation can have made, in the order of region and file: those with the program's labels and name,
 * or, where a type carries no labels, those with the very same inputs. What only waits for its end is none of them.
 * @param root folder of the simulated clouds
 * @param labels labels of the stack, `{ tenant, environment }`
 * @param recorded ids of this type that the state knows already
 */
export async function findUnrecorded(
  root: string,
  pending: PendingCreation,
  labels: Labels,
  recorded: ReadonlySet<string>,
): Promise<readonly CloudRecord[]> {
  const [name = ""] = pending.type.split(":");
  const type = await resourceType(name, pending.type);
  return new RecordStore(join(root, FOLDERS[name] ?? name))
    .list(pending.account, pending.type)
    .filter((record) => !recorded.has(record.id) && type?.isGone?.(record) !== true)
    .filter((record) =>
      // On Azure and Google Cloud every name is given by the program and stands among the inputs.
      record.labels["tenant"] === undefined || name !== "aws"
        ? hasInputs(record, pending.inputs)
        : isOurs(record, labels) && isNamedAfter(record, pending.name),
    );
}

/** Loaded only here: a command that finds nothing pending need not know the types. */
async function resourceType(name: string, token: string): Promise<ResourceType | undefined> {
  switch (name) {
    case "aws":
      return (await import("./aws/index.ts")).types.get(token);
    case "azure-native":
      return (await import("./azure/index.ts")).types.get(token);
    case "gcp":
      return (await import("./gcp/index.ts")).types.get(token);
    default:
      return undefined;
  }
}

function isOurs(record: CloudRecord, labels: Labels): boolean {
  return Object.entries(labels).every(([key, value]) => record.labels[key] === value);
}

/** A provider names `<logical>-<7 hex>` unless the program fixes a name; what has no name of its own has a `Name` tag. */
function isNamedAfter(record: CloudRecord, logicalName: string): boolean {
  const wanted = logicalName.toLowerCase();
  return [record.name, record.labels["Name"] ?? ""]
    .map((name) => name.toLowerCase())
    .some(
      (name) =>
        name === wanted || (name.startsWith(`${wanted}-`) && /^[0-9a-f]{7}$/.test(name.slice(wanted.length + 1))),
    );
}

/** The state's inputs, as far as they are readable, all stand in the record. */
function hasInputs(record: CloudRecord, inputs: Properties): boolean {
  return (
    Object.entries(inputs)
      // Labels lie beside a record's inputs.
      .filter(([name]) => !name.startsWith("__") && name !== "tags" && name !== "labels")
      .filter(([, value]) => !JSON.stringify(value ?? null).includes(SEALED))
      .every(([name, value]) => isDeepStrictEqual(record.inputs[name], value))
  );
}
