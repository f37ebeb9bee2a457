import type { SecretSpec, SecretsSpec } from "../blueprint.ts";
import { Keyed } from "../sourced.ts";
import type { Leaf, Sourced } from "../sourced.ts";
import { absentSince, fixed, held } from "./scene.ts";
import type { SharedScene } from "./scene.ts";

/** Secrets that every stack has. Names are stable: they are part of physical names. */
const DATABASE_MASTER = {
  name: fixed("database-master", "every tenant has it"),
  description: fixed(
    "Master password of the database, for break-glass access: workloads log in with their identity.",
    "every tenant has it",
  ),
  content: fixed<SecretSpec["content"]>("generated", "made by the stack"),
  rotation: fixed<SecretSpec["rotation"]>("on-demand", "a new value when database.masterPasswordGeneration is raised"),
};
const APPLICATION = {
  name: fixed("application", "every tenant has it"),
  description: fixed(
    "Settings of the tenant's programs that must not be read by others; empty until somebody fills it.",
    "every tenant has it",
  ),
  content: fixed<SecretSpec["content"]>("external", "the stack never sees it"),
  rotation: fixed<SecretSpec["rotation"]>("owner", "whoever fills it"),
  generation: fixed(1, "not generated"),
};

/** Containers for secrets; the values are never in the blueprint. */
export function resolveSecrets(scene: SharedScene<"secrets" | "backup" | "database">): Sourced<SecretsSpec> {
  const { recoveryWindowDays, rotationDays: asked } = scene.settings.secrets;
  const rotationDays = asked.value === 0 ? absentSince(asked, "nobody asks for rotation") : asked;
  const generation = masterGeneration(scene);
  return {
    secrets: new Keyed<SecretSpec>([
      ["database-master", { ...DATABASE_MASTER, rotationDays, generation }],
      ["application", { ...APPLICATION, rotationDays }],
    ]),
    recoveryWindowDays,
    replicaRegion: resolveReplica(scene),
  };
}

/** Generation of the master password; shared with the database, which takes the same value. */
export function masterGeneration({ settings, floors }: SharedScene<"database">): Leaf<number> {
  return held(
    settings.database.masterPasswordGeneration,
    floors?.secrets["database-master"],
    "a generation never comes back",
  );
}

function resolveReplica({ settings, standby }: SharedScene<"backup">): Sourced<SecretsSpec>["replicaRegion"] {
  const { disasterRecovery } = settings.backup;
  return disasterRecovery.value
    ? standby
    : absentSince(disasterRecovery, "only disaster recovery logs in from another region");
}
