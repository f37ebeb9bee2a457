/** Role assignments and management locks: what hangs on a scope instead of lying in a group. */
import { textAt } from "../../properties.ts";
import type { CheckFailure, CloudRecord, Properties, ResourceType, TypeContext } from "../../resource-type.ts";
import { alreadyExists, armError } from "../arm-error.ts";
import { armId, findById, isSameId, parseArmId } from "../arm-id.ts";
import { guidOf } from "../guid.ts";
import { refuseMissingScope, register } from "../known-types.ts";
import { LOCK, refuseLocked } from "../locks.ts";

export const ROLE_ASSIGNMENT = "azure-native:authorization:RoleAssignment";

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ROLE_DEFINITION =
  /\/providers\/Microsoft\.Authorization\/roleDefinitions\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What all types on a scope have in common. @param nameInput input with the own name */
function onScope(
  type: string,
  nameInput: string,
  own: Pick<ResourceType, "token" | "check" | "enums" | "refuseCreate" | "refuseDelete"> & {
    outputs(inputs: Properties, context: TypeContext): Properties;
  },
): ResourceType {
  register(type, own.token);
  const scopeOf = (inputs: Properties): string => textAt(inputs, "scope") ?? "";
  const idOf = (inputs: Properties): string => armId(scopeOf(inputs), type, [textAt(inputs, nameInput) ?? ""]);
  return {
    ...own,
    place: (properties) => parseArmId(textAt(properties, "scope") ?? textAt(properties, "id") ?? "")?.resourceGroup,
    fileBy: "name",
    autoName: { property: nameInput, maxLength: 90, separator: "", digits: 8 },
    refuseCreate(inputs, context) {
      const id = idOf(inputs);
      if (findById(context, own.token, id) !== undefined) return alreadyExists(id);
      return refuseMissingScope(scopeOf(inputs), context) ?? own.refuseCreate?.(inputs, context);
    },
    create(inputs, context) {
      const name = textAt(inputs, nameInput) ?? "";
      const target = parseArmId(scopeOf(inputs))?.names ?? [];
      return {
        id: idOf(inputs),
        name: [...target, name].join("/"),
        outputs: { name, type, ...own.outputs(inputs, context) },
      };
    },
    refuseCreateOnly: (_old, paths) =>
      armError("400 RoleAssignmentUpdateNotPermitted", `${paths.join(", ")} are not allowed to be updated.`),
  };
}

const roleAssignment = onScope("Microsoft.Authorization/roleAssignments", "roleAssignmentName", {
  token: ROLE_ASSIGNMENT,
  enums: { principalType: ["User", "Group", "ServicePrincipal", "ForeignGroup", "Device"] },
  check: (inputs) => [
    ...unlike(inputs, "roleAssignmentName", GUID, "The role assignment ID must be a GUID"),
    ...unlike(inputs, "principalId", GUID, "The principal ID must be a GUID"),
    ...unlike(
      inputs,
      "roleDefinitionId",
      ROLE_DEFINITION,
      "The role definition ID must end in .../roleDefinitions/<GUID>",
    ),
  ],
  refuseCreate(inputs, { cloud }) {
    const same = (record: CloudRecord): boolean =>
      (["scope", "principalId", "roleDefinitionId"] as const).every((key) =>
        isSameId(textAt(record.inputs, key), textAt(inputs, key)),
      );
    if (cloud.find(ROLE_ASSIGNMENT, same) === undefined) return undefined;
    return armError("409 RoleAssignmentExists", "The role assignment already exists.");
  },
  outputs: (_inputs, { account }) => ({ createdBy: guidOf("object", account), updatedBy: guidOf("object", account) }),
  refuseDelete: refuseLocked,
});

const lock = onScope("Microsoft.Authorization/locks", "lockName", {
  token: LOCK,
  enums: { level: ["NotSpecified", "CanNotDelete", "ReadOnly"] },
  outputs: () => ({}),
});

export const authorizationTypes: readonly ResourceType[] = [roleAssignment, lock];

function unlike(inputs: Properties, property: string, expression: RegExp, reason: string): readonly CheckFailure[] {
  const value = textAt(inputs, property);
  return value === undefined || expression.test(value) ? [] : [{ property, reason: `${reason}, got '${value}'` }];
}
