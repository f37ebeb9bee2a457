/** Which simulated type stands for a type of Resource Manager, so that whatever an id names can be looked up. */
import type { CloudRecord, TypeContext } from "../resource-type.ts";
import { armError } from "./arm-error.ts";
import { findById, isInScope, parseArmId } from "./arm-id.ts";

const tokens = new Map<string, string>();

/** Makes a type known by its name in Resource Manager, `Microsoft.KeyVault/vaults`. */
export function register(armType: string, token: string): void {
  tokens.set(armType.toLowerCase(), token);
}

/** Why something cannot hang on a scope: it is not there. What is of a type that is not simulated is taken as it is. */
export function refuseMissingScope(scope: string, context: TypeContext): string | undefined {
  const parsed = parseArmId(scope);
  if (parsed === undefined) return armError("400 InvalidResourceId", `The scope '${scope}' is not valid.`);
  const token = tokens.get(parsed.type.toLowerCase());
  if (token === undefined || parsed.subscription !== context.account) return undefined;
  if (parsed.type === "" && parsed.resourceGroup === undefined) return undefined;
  if (findById(context, token, scope) !== undefined) return undefined;
  return armError("404 ResourceNotFound", `The Resource '${scope}' was not found.`);
}

/** The record that an id names, of whatever simulated type. */
export function findAny(context: TypeContext, id: string): CloudRecord | undefined {
  const token = tokens.get(parseArmId(id)?.type.toLowerCase() ?? "");
  return token === undefined ? undefined : findById(context, token, id);
}

/** Every record that lies below a scope, or hangs on what lies there. */
export function everythingIn(scope: string, { cloud }: TypeContext): readonly CloudRecord[] {
  return [...tokens.values()]
    .flatMap((token) => cloud.all(token))
    .filter(({ id }) => id !== scope && isInScope(id, scope));
}
