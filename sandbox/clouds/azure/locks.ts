/** Management locks: nothing at or below the scope of a lock can be deleted. */
import { textAt } from "../properties.ts";
import type { CloudRecord, TypeContext } from "../resource-type.ts";
import { armError } from "./arm-error.ts";
import { isInScope } from "./arm-id.ts";

export const LOCK = "azure-native:authorization:ManagementLockByScope";
export const GROUP_LOCK = "azure-native:authorization:ManagementLockAtResourceGroupLevel";

/** What the id of a lock ends in, behind its scope. */
const LOCK_SUFFIX = /\/providers\/Microsoft\.Authorization\/locks\/[^/]+$/i;

/** Why something cannot be deleted. A lock below a group or a parent holds these too: they go with all that is in them. */
export function refuseLocked({ id }: Pick<CloudRecord, "id">, { cloud }: TypeContext): string | undefined {
  const scopes = [GROUP_LOCK, LOCK]
    .flatMap((token) => cloud.all(token))
    .filter((lock) => ["CanNotDelete", "ReadOnly"].includes(textAt(lock.inputs, "level") ?? ""))
    .map((lock) => lock.id.replace(LOCK_SUFFIX, ""))
    .filter((scope) => isInScope(id, scope) || isInScope(scope, id));
  if (scopes.length === 0) return undefined;
  return armError(
    "409 ScopeLocked",
    `The scope '${id}' cannot perform delete operation because following scope(s) are locked: '${scopes.join("', '")}'. Please remove the lock and try again.`,
  );
}
