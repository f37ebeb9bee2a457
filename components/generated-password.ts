import type { RandomPasswordArgs } from "@pulumi/random/randomPassword.js";
import type { SecretSpec } from "../tiers/blueprint.ts";

/**
 * Characters of a password: an Aurora cluster takes 8–41, whatever its engine (RDS API `CreateDBCluster`,
 * `MasterUserPassword`), and the services of the other clouds at least 128.
 */
const PASSWORD_CHARACTERS = 40;

/** Special characters that need no escaping in a connection string. Aurora refuses `/`, `"`, `@` and space. */
const PASSWORD_SPECIALS = "-_.~";

/** What the password of a generated secret is made of; a higher `generation` makes another one. */
export function generatedPassword({ generation }: Pick<SecretSpec, "generation">): RandomPasswordArgs {
  return {
    length: PASSWORD_CHARACTERS,
    special: true,
    overrideSpecial: PASSWORD_SPECIALS,
    minLower: 4,
    minUpper: 4,
    minNumeric: 4,
    minSpecial: 2,
    keepers: { generation: String(generation) },
  };
}
