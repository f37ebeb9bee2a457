import type * as pulumi from "@pulumi/pulumi";
import type { DatabaseArgs } from "./contracts.ts";

/** Name of the secret that holds the password of the database's master user. */
const MASTER_SECRET = "database-master";

/**
 * The generated master password and where it is kept.
 * @throws Error when the stack's secrets hold none: blueprint and secrets disagree.
 */
export function masterSecret({ secrets, generated }: Pick<DatabaseArgs, "secrets" | "generated">): {
  readonly password: pulumi.Output<string>;
  readonly secretId: pulumi.Output<string>;
} {
  const password = generated[MASTER_SECRET];
  const reference = secrets.secrets[MASTER_SECRET];
  if (password === undefined || reference === undefined) {
    throw new Error(`the stack's secrets hold no generated ${MASTER_SECRET}, which the database's master user needs`);
  }
  return { password, secretId: reference.secretId };
}
