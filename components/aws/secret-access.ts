/** Which workload needs which secret. */
import type { StackSpec } from "../../tiers/blueprint.ts";
import type { Workload } from "../../tiers/vocabulary.ts";
import type { KeyRef, SecretRef } from "../contracts.ts";
import { keyUseThrough } from "./grant.ts";
import type { IdentityStatement } from "./policy-document.ts";

interface SecretAccess {
  readonly read: readonly string[];
  readonly write: readonly string[];
}

/** By secret name. A secret that no row names is open to nobody but the account's administrators. */
const ACCESS_BY_WORKLOAD = {
  app: { read: ["application"], write: [] },
  // Logs in to the database with its identity.
  migration: { read: [], write: [] },
  // Fills what the application reads, and has the master password for an emergency.
  admin: { read: ["application", "database-master"], write: ["application"] },
  backup: { read: [], write: [] },
} as const satisfies Record<Workload, SecretAccess>;

const READ_ACTIONS = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"];
const WRITE_ACTIONS = ["secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage"];

/** What a workload is granted on the stack's secrets and their key; empty where it needs none. */
export function secretGrants(
  stack: StackSpec,
  workload: Workload,
  secrets: Readonly<Record<string, SecretRef>>,
  key: KeyRef,
): readonly IdentityStatement[] {
  const access: SecretAccess = ACCESS_BY_WORKLOAD[workload];
  const all = Object.values(secrets);
  const readable = all.filter(({ name }) => access.read.includes(name));
  const writable = all.filter(({ name }) => access.write.includes(name));
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
