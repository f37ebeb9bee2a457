/** How long databases can be had back, and to which point in time. */
import { all, any, atLeast, atMost, check, equals, isTrue } from "../../checks.ts";
import type { Context } from "../../context.ts";
import { unlessReplica } from "../../replicas.ts";
import { defineRule, type Check } from "../../rule.ts";

/** A test environment's data are made again, so one day does, unless a framework asks for more. */
function oneDayIsEnough({ environment, thresholds }: Context): boolean {
  return environment === "test" && thresholds.backupRetentionDays.askedBy.length === 0;
}

/** @param absent the provider's default in days */
function retention(path: string, absent: number): Check {
  const promised = atLeast(path, "backupRetentionDays", { absent });
  const some = atLeast(path, 1, { absent });
  return check([path], (subject, context, graph) =>
    (oneDayIsEnough(context) ? some : promised).judge(subject, context, graph),
  );
}

const CLOUD_SQL_BACKUP = "settings.backupConfiguration";

const LOG_DAYS = `${CLOUD_SQL_BACKUP}.transactionLogRetentionDays`;
const weekOfLog = atLeast(LOG_DAYS, 7, { absent: 7 });
const dayOfLog = atLeast(LOG_DAYS, 1, { absent: 7 });
/** The log is kept no longer than the backups that it leads on from. */
const logRetention: Check = check([LOG_DAYS], (subject, context, graph) =>
  (oneDayIsEnough(context) ? dayOfLog : weekOfLog).judge(subject, context, graph),
);

export const DATABASE_BACKUP_RULES = [
  defineRule({
    id: "BCK-01",
    name: "db-backup-retention",
    title: "Databases are backed up, and the backups kept as long as the frameworks ask",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: {
      // A replica has backups of its own only when asked.
      "aws:rds/instance:Instance": unlessReplica(retention("backupRetentionPeriod", 0)),
      "aws:rds/cluster:Cluster": retention("backupRetentionPeriod", 1),
      "azure-native:dbforpostgresql:Server": unlessReplica(retention("backup.backupRetentionDays", 7)),
      "gcp:sql/databaseInstance:DatabaseInstance": unlessReplica(
        all(
          isTrue(`${CLOUD_SQL_BACKUP}.enabled`, { absent: false }),
          // Backups are daily, so their number is their age in days.
          retention(`${CLOUD_SQL_BACKUP}.backupRetentionSettings.retainedBackups`, 7),
        ),
      ),
    },
    // No remedy: longer retention costs, and RDS restarts an instance whose backups are switched on.
  }),
  defineRule({
    id: "BCK-02",
    name: "point-in-time-recovery",
    title: "Databases can be restored to any point in time of the last week",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    // RDS, Aurora and Azure PostgreSQL restore to a point in time wherever backups are kept: BCK-01.
    checks: {
      "azure-native:cosmosdb:DatabaseAccount": equals("backupPolicy.type", "Continuous", { absent: "Periodic" }),
      "gcp:sql/databaseInstance:DatabaseInstance": unlessReplica(
        all(
          any(
            isTrue(`${CLOUD_SQL_BACKUP}.pointInTimeRecoveryEnabled`, { absent: false }),
            // MySQL's word for it.
            isTrue(`${CLOUD_SQL_BACKUP}.binaryLogEnabled`, { absent: false }),
          ),
          logRetention,
        ),
      ),
      "gcp:firestore/database:Database": equals("pointInTimeRecoveryEnablement", "POINT_IN_TIME_RECOVERY_ENABLED", {
        absent: "POINT_IN_TIME_RECOVERY_DISABLED",
      }),
    },
    // No remedy: the logs cost, and Cosmos DB cannot go back from continuous backup.
  }),
  defineRule({
    id: "BCK-05",
    name: "docdb-backup-retention",
    title: "Document databases are backed up, and the backups kept as long as the frameworks ask",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:docdb/cluster:Cluster": retention("backupRetentionPeriod", 1),
      "azure-native:cosmosdb:DatabaseAccount": any(
        equals("backupPolicy.type", "Continuous", { absent: "Periodic" }),
        atMost("backupPolicy.periodicModeProperties.backupIntervalInMinutes", 240, { absent: 240 }),
      ),
    },
  }),
] as const;
