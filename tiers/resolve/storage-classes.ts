/** Moves of objects to cheaper classes: a wish that the next move would overtake is refused, not passed over. */
import type { SharedScene } from "./scene.ts";

/** A stay in the infrequent-access class is billed for this many days at least. */
export const SHORTEST_STAY_DAYS = 30;

/**
 * Checks a tenant's own wish for the infrequent-access class against the archive. No cloud takes a rule that moves an object
 * on before its shortest stay (S3 user guide, "Transitioning objects using Amazon S3 Lifecycle"); a default gives way instead.
 */
export function checkStorageClasses({ settings, report, isWritten }: SharedScene<"objects">): void {
  const setting = "objects.infrequentAccessAfterDays";
  const { infrequentAccessAfterDays, archiveAfterDays, archiveBucket, auditBucket } = settings.objects;
  const [infrequent, archive] = [infrequentAccessAfterDays.value, archiveAfterDays.value];
  if (!isWritten(setting) || infrequent === 0 || archive === 0) return;
  if (!archiveBucket.value && !auditBucket.value) return;
  const latest = archive - SHORTEST_STAY_DAYS;
  if (infrequent <= latest) return;
  const expected = latest < SHORTEST_STAY_DAYS ? "0 for never" : `at most ${latest} days`;
  const message =
    `got ${infrequent} days, expected ${expected}: ${SHORTEST_STAY_DAYS} days in the infrequent-access class before ` +
    `objects.archiveAfterDays ${archive}; lower it, or raise objects.archiveAfterDays to at least ${infrequent + SHORTEST_STAY_DAYS}`;
  report("constraint", setting, message);
}
