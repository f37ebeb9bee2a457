/** Ids of Azure Resource Manager: `/subscriptions/<id>/resourceGroups/<name>/providers/<namespace>/<type>/<name>…`. */
import { textAt } from "../properties.ts";
import type { CloudRecord, Properties, TypeContext } from "../resource-type.ts";

/** What an id is made of. */
export interface ArmId {
  readonly subscription: string;
  /** Absent for what lies in the subscription itself. */
  readonly resourceGroup?: string;
  /** `Microsoft.Network/virtualNetworks/subnets`; the empty text for a resource group or a subscription. */
  readonly type: string;
  /** One per level of the type. */
  readonly names: readonly string[];
  /** What an extension resource (role assignment, lock) hangs on; absent for any other. */
  readonly scope?: string;
}

/** Id of a resource group. */
export function groupId(subscription: string, resourceGroup: string): string {
  return `/subscriptions/${subscription}/resourceGroups/${resourceGroup}`;
}

/** Id of a resource in a scope: a resource group, or what an extension resource hangs on. @param type `Microsoft.X/levels/…` */
export function armId(scope: string, type: string, names: readonly string[]): string {
  const [namespace = "", ...levels] = type.split("/");
  return [`${scope}/providers/${namespace}`, ...levels.map((level, index) => `${level}/${names[index]}`)].join("/");
}

/** The parts of an id; undefined for a text that is none. */
export function parseArmId(id: string): ArmId | undefined {
  const at = id.lastIndexOf("/providers/");
  const scope = at < 0 ? id : id.slice(0, at);
  const root = /^\/subscriptions\/([^/]+)(?:\/resource[gG]roups\/([^/]+))?(\/providers\/.+)?$/.exec(scope);
  if (root?.[1] === undefined) return undefined;
  const [, subscription, resourceGroup, within] = root;
  const group = resourceGroup === undefined ? {} : { resourceGroup };
  if (at < 0) return { subscription, ...group, type: "", names: [] };
  const [namespace = "", ...rest] = id.slice(at + "/providers/".length).split("/");
  if (rest.length === 0 || rest.length % 2 !== 0) return undefined;
  const type = [namespace, ...rest.filter((_, index) => index % 2 === 0)].join("/");
  const names = rest.filter((_, index) => index % 2 === 1);
  return { subscription, ...group, type, names, ...(within === undefined ? {} : { scope }) };
}

/** Azure does not tell upper from lower case in ids. */
export function isSameId(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one.toLowerCase() === other?.toLowerCase();
}

/** Whether an id lies below a scope, or is it. */
export function isInScope(id: string, scope: string): boolean {
  return isSameId(id, scope) || id.toLowerCase().startsWith(`${scope.toLowerCase()}/`);
}

/** The resource of a type with this id, in any subscription and group; one that only waits for its end is not found. */
export function findById(context: TypeContext, token: string, id: string | undefined): CloudRecord | undefined {
  return id === undefined ? undefined : context.cloud.everywhere(token).find((record) => isSameId(record.id, id));
}

/** Resource group in which a resource lies: of its input, of an import the one in its id. */
export function groupOf(properties: Properties): string | undefined {
  return textAt(properties, "resourceGroupName") ?? parseArmId(textAt(properties, "id") ?? "")?.resourceGroup;
}
