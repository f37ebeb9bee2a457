import type { KeySpec, KeysSpec } from "../blueprint.ts";
import { Keyed } from "../sourced.ts";
import type { Absent, Leaf, Sourced } from "../sourced.ts";
import { KEY_PURPOSES } from "../vocabulary.ts";
import type { KeyPurpose } from "../vocabulary.ts";
import { absentSince, fixed } from "./scene.ts";
import type { Scene } from "./scene.ts";

const PURPOSES: readonly (readonly [KeyPurpose, Leaf<KeyPurpose>])[] = KEY_PURPOSES.map((purpose) => [
  purpose,
  fixed<KeyPurpose>(purpose, "a key per purpose, so that access and destruction are decided per purpose"),
]);
const MULTI_REGION = fixed(true, "on from the first day: it cannot be switched on later");

/** A key per purpose, all with the same protection. */
export function resolveKeys(scene: Scene): Sourced<KeysSpec> {
  const { owner, protection, rotationDays, deletionWindowDays } = scene.settings.keys;
  const replicaRegion = resolveReplica(scene);
  return {
    owner,
    keys: new Keyed<KeySpec>(
      PURPOSES.map(([key, purpose]) => [key, { purpose, protection, rotationDays, deletionWindowDays, multiRegion: MULTI_REGION, replicaRegion }]),
    ),
  };
}

/** Replicas are made where something is copied to; once made they stay, since copies are encrypted with them. */
function resolveReplica({ settings, standby, floors }: Scene): Leaf<string> | Absent {
  const { backup, objects, database } = settings;
  const copied = [backup.crossRegionCopies, backup.disasterRecovery, objects.crossRegionReplication, database.globalCluster].find(({ value }) => value);
  if (floors?.replicaRegion !== undefined) return standby.then(floors.replicaRegion, "floor", { note: "copies are encrypted with the replicas" });
  return copied === undefined || standby.value === null ? absentSince(standby, "nothing is copied to another region") : standby;
}
