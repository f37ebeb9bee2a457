/**
 * What a promise needs to be kept: settings that ask something of other settings. They are constraints as those of a
 * framework, so a default that would break the promise is raised, and a tenant's own value that would is refused.
 */
import { cloudServices } from "./cloud-services.ts";
import type { Bound, Constraint } from "./constraint.ts";
import { factNumber } from "./feasibility.ts";
import type { SourcedSettings } from "./settings-draft.ts";
import type { SettingPath } from "./settings.ts";
import type { Cloud } from "./vocabulary.ts";

/** Availability from which a node must not be the only one, and from which a zone must not be the only other one, %. */
const SECOND_ZONE_FROM_PERCENT = 99.9;
const THIRD_ZONE_FROM_PERCENT = 99.99;

/** Longest recovery time that needs somebody to make a new node by hand, minutes (the tier standard, a ruling). */
const BY_HAND_MINUTES = 480;

/** One promise: the settings that make it, those it binds, and what it asks of them. */
export interface Promised {
  readonly by: readonly SettingPath[];
  readonly binds: readonly SettingPath[];
  /** Read from the settings as they stand; a later promise sees what an earlier one raised. */
  readonly ask: (settings: SourcedSettings, cloud: Cloud) => readonly Constraint[];
}

/** All promises, in the order in which they build on each other. */
export const PROMISES: readonly Promised[] = [
  {
    by: ["stack.availabilityObjectivePercent"],
    binds: ["database.readers", "network.activeZones"],
    ask: keepAvailability,
  },
  { by: ["backup.recoveryTimeMinutes"], binds: ["database.readers", "network.activeZones"], ask: keepRecoveryTime },
  {
    by: ["backup.disasterRecovery"],
    binds: ["backup.crossRegionCopies", "database.globalCluster"],
    ask: keepDisasterRecovery,
  },
  { by: ["audit.immutable"], binds: ["objects.auditBucket"], ask: keepAuditImmutable },
  { by: ["audit.retentionDays"], binds: ["objects.auditBucket"], ask: keepAuditRetention },
  { by: ["backup.pointInTimeDays"], binds: ["backup.retentionDays"], ask: keepPointInTime },
  { by: ["database.iopsGuaranteed"], binds: ["database.iopsBurst"], ask: keepBurst },
  { by: ["database.maxConnections"], binds: ["database.poolConnections"], ask: keepPoolWithinConnections },
];

/** Settings that make a promise or are bound by one: whoever writes none of them has the promises of everybody. */
export const PROMISE_SETTINGS: ReadonlySet<SettingPath> = new Set(
  PROMISES.flatMap(({ by, binds }) => [...by, ...binds]),
);

function keepAvailability({ stack }: SourcedSettings, cloud: Cloud): readonly Constraint[] {
  const percent = stack.availabilityObjectivePercent.value;
  if (percent < SECOND_ZONE_FROM_PERCENT) return [];
  const others = percent < THIRD_ZONE_FROM_PERCENT ? 1 : 2;
  const origin = {
    source: `promise of ${percent} % availability`,
    note:
      others === 1
        ? `a reader in another zone takes over by itself, fact ${cloudServices(cloud).facts.databaseFailover}`
        : "readers in two other zones",
    wayOut: "lower stack.availabilityObjectivePercent",
  };
  return [
    demand("database.readers", { min: others }, origin),
    demand("network.activeZones", { min: others + 1 }, origin),
  ];
}

function keepRecoveryTime({ backup }: SourcedSettings, cloud: Cloud): readonly Constraint[] {
  const minutes = backup.recoveryTimeMinutes.value;
  if (minutes === 0 || minutes >= BY_HAND_MINUTES) return [];
  const origin = {
    source: `promise of recovery within ${minutes} minutes`,
    note: `without a reader a new node is made by hand, fact ${cloudServices(cloud).facts.databaseFailover}`,
    wayOut: `raise backup.recoveryTimeMinutes to ${BY_HAND_MINUTES}`,
  };
  return [demand("database.readers", { min: 1 }, origin), demand("network.activeZones", { min: 2 }, origin)];
}

function keepDisasterRecovery({ backup }: SourcedSettings): readonly Constraint[] {
  if (!backup.disasterRecovery.value) return [];
  const wayOut = "set backup.disasterRecovery to false";
  const origin = (note: string) => ({ source: "promise of disaster recovery", note, wayOut });
  return [
    demand("backup.crossRegionCopies", { allowed: [true] }, origin("copies lie in the standby region")),
    demand("database.globalCluster", { allowed: [true] }, origin("the standby region has a replica of the database")),
  ];
}

function keepAuditImmutable({ audit }: SourcedSettings): readonly Constraint[] {
  if (!audit.immutable.value) return [];
  const origin = {
    source: "promise of immutable audit",
    note: "the audit log lies in the lockable bucket",
    wayOut: "set audit.immutable to false",
  };
  return [demand("objects.auditBucket", { allowed: [true] }, origin)];
}

/** Where the stack's own log keeps the record alone, it keeps it only so long. */
function keepAuditRetention({ audit }: SourcedSettings, cloud: Cloud): readonly Constraint[] {
  const id = cloudServices(cloud).facts.auditLog;
  if (id === undefined || audit.retentionDays.value <= factNumber(id)) return [];
  const origin = {
    source: `promise of ${audit.retentionDays.value} days of audit`,
    note: `beyond ${factNumber(id)} days only the lockable bucket keeps it, fact ${id}`,
    wayOut: `lower audit.retentionDays to at most ${factNumber(id)}`,
  };
  return [demand("objects.auditBucket", { allowed: [true] }, origin)];
}

function keepPointInTime({ backup }: SourcedSettings): readonly Constraint[] {
  const days = backup.pointInTimeDays.value;
  if (days === 0) return [];
  const origin = {
    source: `promise of ${days} days point in time`,
    note: "a moment can be restored only while its backup is kept",
    wayOut: "lower backup.pointInTimeDays",
  };
  return [demand("backup.retentionDays", { min: days }, origin)];
}

function keepBurst({ database }: SourcedSettings): readonly Constraint[] {
  const guaranteed = database.iopsGuaranteed.value;
  if (database.iopsBurst.value === 0) return [];
  const origin = {
    source: `promise of ${guaranteed} operations per second`,
    note: "a burst is more",
    wayOut: "lower database.iopsGuaranteed",
  };
  return [demand("database.iopsBurst", { min: guaranteed }, origin)];
}

function keepPoolWithinConnections({ database }: SourcedSettings): readonly Constraint[] {
  const connections = database.maxConnections.value;
  const origin = {
    source: `promise of ${connections} connections`,
    note: "a pool cannot hold more connections than the server takes",
    wayOut: "raise database.maxConnections",
  };
  return [demand("database.poolConnections", { max: connections }, origin)];
}

function demand(
  setting: SettingPath,
  bound: Bound,
  origin: Pick<Constraint, "source" | "note" | "wayOut">,
): Constraint {
  return { setting, ...bound, ...origin };
}
