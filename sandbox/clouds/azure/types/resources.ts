/** Resource groups: everything of a stack lies in one, and goes with it. */
import { textAt } from "../../properties.ts";
import type { ResourceType } from "../../resource-type.ts";
import { alreadyExists } from "../arm-error.ts";
import { RESOURCE_GROUP } from "../arm-type.ts";
import { findById, groupId } from "../arm-id.ts";
import { everythingIn, register } from "../known-types.ts";
import { refuseLocked } from "../locks.ts";

const NAME = /^[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]$/u;

const resourceGroup: ResourceType = {
  token: RESOURCE_GROUP,
  scope: "global",
  fileBy: "name",
  autoName: { property: "resourceGroupName", maxLength: 90, separator: "", digits: 8 },
  check(inputs) {
    const name = textAt(inputs, "resourceGroupName");
    if (name === undefined || NAME.test(name)) return [];
    const words = "1 to 90 letters, numbers, underscores, hyphens, parentheses and periods, the last one no period";
    return [{ property: "resourceGroupName", reason: `'${name}' is an invalid name: it must have ${words}` }];
  },
  refuseCreate(inputs, context) {
    const id = groupId(context.account, textAt(inputs, "resourceGroupName") ?? "");
    return findById(context, RESOURCE_GROUP, id) === undefined ? undefined : alreadyExists(id);
  },
  create(inputs, { account }) {
    const name = textAt(inputs, "resourceGroupName") ?? "";
    return {
      id: groupId(account, name),
      name,
      outputs: { name, type: "Microsoft.Resources/resourceGroups", properties: { provisioningState: "Succeeded" } },
    };
  },
  refuseDelete: refuseLocked,
  // With the group goes all that is in it.
  afterDelete(record, context, writer) {
    for (const { id, type, region } of everythingIn(record.id, context)) writer.remove({ id, type, region });
  },
};

register("", RESOURCE_GROUP);

export const resourceTypes: readonly ResourceType[] = [resourceGroup];
