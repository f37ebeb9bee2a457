/** Azure roles: what is given over a whole subscription, or above it. */
import { check } from "../../checks.ts";
import { allOf, fail, PASS, unknown } from "../../finding.ts";
import type { Check } from "../../rule.ts";

/** Built-in roles that hand over what they cover, by the id that ends a definition's path (Azure: "built-in roles"). */
const HANDING_OVER: Readonly<Record<string, string>> = {
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": "Owner",
  "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": "User Access Administrator",
  "f58310d9-a9f6-439a-9e8d-f62e7b41a168": "Role Based Access Control Administrator",
};

/** `/`, a management group, or a subscription without a resource group below it. */
function isSubscriptionOrAbove(scope: string): boolean {
  return /^\/?$|^\/subscriptions\/[^/]+\/?$|^\/providers\/Microsoft\.Management\/managementGroups\/[^/]+\/?$/i.test(
    scope,
  );
}

const definition: Check = check(["permissions.actions", "assignableScopes"], ({ view }) => {
  const permissions = view.items("permissions");
  const scopes = view.items("assignableScopes");
  if (permissions === undefined) return unknown("permissions.actions");
  const actions = permissions.map((permission) => permission.items("actions"));
  if (actions.includes(undefined)) return unknown("permissions.actions");
  const readings = actions.flatMap((list) => (list ?? []).map((action) => action.read("")));
  const all = readings.some((one) => one.state === "known" && one.value === "*");
  if (!all) return readings.some(({ state }) => state === "unknown") ? unknown("permissions.actions") : PASS;
  if (scopes === undefined) return unknown("assignableScopes");
  const places = scopes.map((scope) => scope.read(""));
  // Azure takes the scope of the definition itself where none is listed: at least a subscription.
  if (places.length === 0)
    return fail(
      "permissions.actions",
      "got action * at the definition's own scope, expected named actions; list what is needed",
    );
  const wide = places.flatMap((one) =>
    one.state === "known" && isSubscriptionOrAbove(String(one.value)) ? [String(one.value)] : [],
  );
  if (wide.length > 0)
    return allOf(
      wide.map((scope) =>
        fail("permissions.actions", `got action * assignable at ${scope}, expected named actions; list what is needed`),
      ),
    );
  return places.some(({ state }) => state === "unknown") ? unknown("assignableScopes") : PASS;
});

const assignment: Check = check(["roleDefinitionId", "scope"], ({ view }) => {
  const role = view.read("roleDefinitionId");
  const scope = view.read("scope");
  if (role.state === "absent") return fail("roleDefinitionId", "got nothing; set roleDefinitionId");
  if (scope.state === "absent") return fail("scope", "got nothing; set scope");
  const name =
    role.state === "known" ? HANDING_OVER[String(role.value).split("/").at(-1)?.toLowerCase() ?? ""] : undefined;
  const harmless = role.state === "known" && name === undefined;
  const narrow = scope.state === "known" && !isSubscriptionOrAbove(String(scope.value));
  if (harmless || narrow) return PASS;
  if (scope.state === "unknown") return unknown("scope");
  if (role.state === "unknown") return unknown("roleDefinitionId");
  return fail(
    "roleDefinitionId",
    `got ${name} at ${String(scope.value)}, expected a lesser role or a scope inside a resource group; narrow it`,
  );
});

/** By type token. */
export const AZURE_ROLES: Readonly<Record<string, Check>> = {
  "azure-native:authorization:RoleDefinition": definition,
  "azure-native:authorization:RoleAssignment": assignment,
};
