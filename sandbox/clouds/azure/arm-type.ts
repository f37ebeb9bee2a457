/** What every type of Azure Resource Manager has in common: ids, names, groups, parents, references, locks, create-only inputs. */
import { placesOf } from "../paths.ts";
import { isUnknown, textAt } from "../properties.ts";
import type { CheckFailure, CloudRecord, Properties, ResourceType, TypeContext } from "../resource-type.ts";
import { alreadyExists, armError, invalidReference } from "./arm-error.ts";
import { armId, findById, groupId, groupOf, isSameId, parseArmId } from "./arm-id.ts";
import { register } from "./known-types.ts";
import { refuseLocked } from "./locks.ts";

export const RESOURCE_GROUP = "azure-native:resources:ResourceGroup";

/** Random hex digits that the provider puts behind a name that the program leaves out, without a separator. */
const AUTO_NAME_DIGITS = 8;

/** A type as its own file describes it. What stands here overrides or adds to what all types have in common. */
export interface ArmType extends Omit<ResourceType, "create" | "place" | "fileBy" | "autoName" | "scope"> {
  /** `Microsoft.Network/virtualNetworks/subnets`. */
  readonly armType: string;
  /** Inputs that name the levels of the type, the last one its own; `=default` is a level that always has this name. */
  readonly names: readonly string[];
  /** What a name may be. Default: up to 80 letters, digits, dots, underscores and hyphens. */
  readonly naming?: Naming;
  /** Token of the type that it lies in; absent for what lies in a resource group. */
  readonly parent?: string;
  /** Ids among the inputs that must exist, by path. */
  readonly references?: Readonly<Record<string, string>>;
  /** Who keeps it from being deleted: types whose inputs name its id at one of the paths. */
  readonly usedBy?: Readonly<Record<string, readonly string[]>>;
  /** How Azure says that it is in use. @param users ids */
  inUse?(record: CloudRecord, users: readonly string[]): string;
  /** What the cloud computes besides `name` and `type`. */
  outputs?(inputs: Properties, context: TypeContext, id: string): Properties;
}

export interface Naming {
  readonly pattern: RegExp;
  readonly maxLength: number;
  /** Behind "…": `must be between 3 and 24 alphanumeric characters`. */
  readonly words: string;
}

const DEFAULT_NAMING: Naming = {
  pattern: /^[A-Za-z0-9]([\w.-]{0,78}\w)?$/,
  maxLength: 80,
  words:
    "must begin with a letter or number, end with a letter, number or underscore, and have at most 80 characters of letters, numbers, underscores, periods and hyphens",
};

/** Describes a type that lies in a resource group, or in a resource of one. */
export function armType(own: ArmType): ResourceType {
  const { armType: type, names, naming = DEFAULT_NAMING, parent } = own;
  register(type, own.token);
  const ownName = names.at(-1) ?? "";
  const namesOf = (inputs: Properties): readonly string[] =>
    names.map((name) => (name.startsWith("=") ? name.slice(1) : (textAt(inputs, name) ?? "")));
  const idOf = (inputs: Properties, context: TypeContext): string =>
    armId(groupId(context.account, groupOf(inputs) ?? ""), type, namesOf(inputs));
  return {
    ...own,
    place: groupOf,
    fileBy: "name",
    autoName: { property: ownName, maxLength: naming.maxLength, separator: "", digits: AUTO_NAME_DIGITS },
    check: (inputs, context) => [...nameFailures(inputs, ownName, naming), ...(own.check?.(inputs, context) ?? [])],
    refuseCreate(inputs, context) {
      const id = idOf(inputs, context);
      const twin = findById(context, own.token, id);
      if (twin !== undefined && own.isGone?.(twin) !== true) return alreadyExists(id);
      return (
        refuseMissingGroup(groupOf(inputs), context) ??
        refuseMissingParent(id, type, parent, context) ??
        refuseReferences(own, inputs, id, context) ??
        own.refuseCreate?.(inputs, context)
      );
    },
    create(inputs, context) {
      const id = idOf(inputs, context);
      const name = namesOf(inputs).join("/");
      return {
        id,
        name,
        outputs: { name: namesOf(inputs).at(-1), type, ...own.outputs?.(inputs, context, id) },
      };
    },
    refuseCreateOnly: own.refuseCreateOnly ?? refuseChange,
    refuseUpdate: (old, inputs, context) =>
      refuseReferences(own, inputs, old.id, context) ?? own.refuseUpdate?.(old, inputs, context),
    refuseDelete: (record, context) =>
      refuseLocked(record, context) ?? refuseInUse(own, record, context) ?? own.refuseDelete?.(record, context),
  };
}

/** What of a list of types lies below a record. */
export function childrenOf(
  record: CloudRecord,
  tokens: readonly string[],
  { cloud }: TypeContext,
): readonly CloudRecord[] {
  const prefix = `${record.id}/`.toLowerCase();
  return tokens.flatMap((token) => cloud.all(token)).filter(({ id }) => id.toLowerCase().startsWith(prefix));
}

/** Ids of what names an id at one of the paths of its type. */
export function usersOf(
  id: string,
  usedBy: Readonly<Record<string, readonly string[]>>,
  { cloud }: TypeContext,
): readonly string[] {
  return Object.entries(usedBy).flatMap(([token, paths]) =>
    cloud
      .all(token)
      .filter(({ inputs }) =>
        paths.some((path) =>
          placesOf(inputs, path).some(({ value }) => typeof value === "string" && isSameId(value, id)),
        ),
      )
      .map((user) => user.id),
  );
}

export function refuseMissingGroup(name: string | undefined, context: TypeContext): string | undefined {
  if (findById(context, RESOURCE_GROUP, groupId(context.account, name ?? "")) !== undefined) return undefined;
  return armError("404 ResourceGroupNotFound", `Resource group '${name}' could not be found.`);
}

function nameFailures(inputs: Properties, property: string, naming: Naming): readonly CheckFailure[] {
  const name = textAt(inputs, property);
  if (name === undefined || (naming.pattern.test(name) && name.length <= naming.maxLength)) return [];
  return [{ property, reason: `'${name}' is an invalid name: it ${naming.words}` }];
}

function refuseMissingParent(
  id: string,
  type: string,
  parent: string | undefined,
  context: TypeContext,
): string | undefined {
  if (parent === undefined) return undefined;
  const parentId = id.split("/").slice(0, -2).join("/");
  if (findById(context, parent, parentId) !== undefined) return undefined;
  return armError(
    "404 ParentResourceNotFound",
    `Failed to perform 'write' on resource(s) of type '${type.slice(type.indexOf("/") + 1)}', because the parent resource '${parentId}' could not be found.`,
  );
}

/** References into another subscription are taken as they are: what lies there is another tenant's matter. */
function refuseReferences(own: ArmType, inputs: Properties, from: string, context: TypeContext): string | undefined {
  for (const [path, token] of Object.entries(own.references ?? {})) {
    for (const { value } of placesOf(inputs, path)) {
      if (typeof value !== "string" || isUnknown(value)) continue;
      if (parseArmId(value)?.subscription !== context.account) continue;
      if (findById(context, token, value) === undefined) return invalidReference(value, from);
    }
  }
  return undefined;
}

function refuseInUse(own: ArmType, record: CloudRecord, context: TypeContext): string | undefined {
  const users = usersOf(record.id, own.usedBy ?? {}, context);
  if (users.length === 0) return undefined;
  return (
    own.inUse?.(record, users) ??
    armError("409 ResourceInUse", `Resource ${record.id} is in use by ${users.join(", ")} and cannot be deleted.`)
  );
}

function refuseChange(_old: CloudRecord, paths: readonly string[]): string {
  return armError("409 PropertyChangeNotAllowed", `Changing property '${paths.join("', '")}' is not allowed.`);
}
