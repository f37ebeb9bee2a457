import type { SecretSpec, SecretsSpec } from "../blueprint.ts";
import { Keyed } from "../sourced.ts";
import type { Leaf, Sourced } from "../sourced.ts";
import { absentSince, fixed, held } from "./scene.ts";
import type { SharedScene } from "./scene.ts";

/** A value that no framework wants rotated still gets a date: the longest that the setting takes. */
const UNASKED_DAYS = 365;

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
export function resolveSecrets(
  scene: SharedScene<"secrets" | "backup.disasterRecovery" | "database.masterPasswordGeneration">,
): Sourced<SecretsSpec> {
  const { rotationDays: asked } = scene.settings.secrets;
  const rotationDays = asked.value === 0 ? asked.derive(UNASKED_DAYS, "nobody asks: looked at once a year") : asked;
  const generation = masterGeneration(scene);
  return {
    secrets: new Keyed<SecretSpec>([
      ["database-master", { ...DATABASE_MASTER, rotationDays, generation }],
      ["application", { ...APPLICATION, rotationDays }],
    ]),
    recoveryWindowDays: resolveRecoveryWindow(scene),
    replicaRegion: resolveReplica(scene),
  };
}

/** Generation of the master password; shared with the database, which takes the same value. */
export function masterGeneration({ settings, floors }: SharedScene<"database.masterPasswordGeneration">): Leaf<number> {
  return held(
    settings.database.masterPasswordGeneration,
    floors?.secrets["database-master"],
    "a generation never comes back",
  );
}

/** A vault on Azure fixes it when it is made: the days of the first up stay. */
function resolveRecoveryWindow({ settings, floors }: SharedScene<"secrets">): Leaf<number> {
  const { recoveryWindowDays } = settings.secrets;
  const fixedDays = floors?.secretRecoveryWindowDays;
  return fixedDays === undefined || fixedDays === recoveryWindowDays.value
    ? recoveryWindowDays
    : recoveryWindowDays.to(fixedDays, "floor", { note: "fixed when the vault was made" });
}

/**
 * A replica that exists stays: on Azure and Google Cloud it is a secret of its own (a secret's regions are fixed when it is
 * made, fact gsm.replication), which its owner has filled.
 */
function resolveReplica({
  settings,
  standby,
  floors,
}: SharedScene<"backup.disasterRecovery">): Sourced<SecretsSpec>["replicaRegion"] {
  const { disasterRecovery } = settings.backup;
  if (!disasterRecovery.value && floors?.secretReplicaRegion !== undefined)
    return disasterRecovery.to(floors.secretReplicaRegion, "floor", { note: "replicas of earlier ups lie there" });
  return disasterRecovery.value
    ? standby
    : absentSince(disasterRecovery, "only disaster recovery logs in from another region");
}
