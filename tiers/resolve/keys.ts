import type { KeySpec, KeysSpec } from "../blueprint.ts";
import { cloudServices } from "../cloud-services.ts";
import { Keyed } from "../sourced.ts";
import type { Absent, Leaf, Sourced } from "../sourced.ts";
import { KEY_PURPOSES } from "../vocabulary.ts";
import type { KeyPurpose } from "../vocabulary.ts";
import { resolveAccessLogs } from "./objects.ts";
import { absentSince, fixed } from "./scene.ts";
import type { SharedScene } from "./scene.ts";

const PURPOSES: readonly (readonly [KeyPurpose, Leaf<KeyPurpose>])[] = KEY_PURPOSES.map((purpose) => [
  purpose,
  fixed<KeyPurpose>(purpose, "a key per purpose, so that access and destruction are decided per purpose"),
]);
const MULTI_REGION = fixed(true, "on from the first day: it cannot be switched on later");
const SINGLE_REGION = fixed(false, "keys stay in their region here: the standby region has a key of its own");
const NO_ACCESS_LOGS = fixed(false, "access logs lie under the key for audit");

/** A key per purpose, all with the same protection. */
export function resolveKeys(
  scene: SharedScene<"keys" | "network.flowLogs" | "monitoring.logRetentionDays">,
): Sourced<KeysSpec> {
  const { owner, protection, rotationDays } = scene.settings.keys;
  const common = {
    protection,
    rotationDays,
    deletionWindowDays: resolveDeletionWindow(scene),
    multiRegion: cloudServices(scene.cloud).multiRegionKeys ? MULTI_REGION : SINGLE_REGION,
    replicaRegion: resolveReplica(scene),
  };
  const accessLogs = resolveAccessLogs(scene);
  const forAudit = accessLogs.derive(accessLogs.value !== null, "whether requests to buckets are kept");
  return {
    owner,
    keys: new Keyed<KeySpec>(
      PURPOSES.map(([key, purpose]) => [
        key,
        { purpose, ...common, encryptsAccessLogs: key === "audit" ? forAudit : NO_ACCESS_LOGS },
      ]),
    ),
  };
}

/** Where the vault or the key fixes it when it is made, the days of the first up stay. */
function resolveDeletionWindow({ settings, floors }: SharedScene<"keys">): Leaf<number> {
  const { deletionWindowDays } = settings.keys;
  const fixedDays = floors?.keyDeletionWindowDays;
  return fixedDays === undefined || fixedDays === deletionWindowDays.value
    ? deletionWindowDays
    : deletionWindowDays.to(fixedDays, "floor", { note: "fixed when the key was made" });
}

/** Replicas are made where something is copied to; once made they stay, since copies are encrypted with them. */
function resolveReplica({ standby, isCopied, floors }: SharedScene): Leaf<string> | Absent {
  if (floors?.replicaRegion !== undefined)
    return standby.to(floors.replicaRegion, "floor", { note: "copies are encrypted with the replicas" });
  return !isCopied || standby.value === null ? absentSince(standby, "nothing is copied to another region") : standby;
}
