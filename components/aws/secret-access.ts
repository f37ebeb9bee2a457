/** What a workload is granted on the secrets it needs. */
import type { StackSpec } from "../../tiers/blueprint.ts";
import type { Workload } from "../../tiers/vocabulary.ts";
import type { KeyRef, SecretRef } from "../contracts.ts";
import { secretAccess } from "../secret-access.ts";
import { keyUseThrough } from "./grant.ts";
import type { IdentityStatement } from "./policy-document.ts";

const READ_ACTIONS = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"];
const WRITE_ACTIONS = ["secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage"];

/** What a workload is granted on the stack's secrets and their key; empty where it needs none. */
export function secretGrants(
  stack: StackSpec,
  workload: Workload,
  secrets: Readonly<Record<string, SecretRef>>,
  key: KeyRef,
): readonly IdentityStatement[] {
  const all = Object.values(secrets);
  const readable = all.filter(({ name }) => secretAccess(workload, name).includes("read"));
  const writable = all.filter(({ name }) => secretAccess(workload, name).includes("write"));
  if (readable.length + writable.length === 0) return [];
  return [
    ...statement("ReadSecrets", READ_ACTIONS, readable),
    ...statement("WriteSecrets", WRITE_ACTIONS, writable),
    keyUseThrough(stack, key, "secretsmanager", writable.length === 0 ? "read" : "write"),
  ];
}

function statement(
  sid: string,
  actions: readonly string[],
  secrets: readonly SecretRef[],
): readonly IdentityStatement[] {
  if (secrets.length === 0) return [];
  return [{ Sid: sid, Effect: "Allow", Action: actions, Resource: secrets.map(({ secretId }) => secretId) }];
}
