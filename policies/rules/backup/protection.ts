/** Protection of what holds data against deletion. */
import { standingOf } from "../../../tiers/standing.ts";
import { all, check, isFalse, isOneOf, isTrue, NO_DEFAULT } from "../../checks.ts";
import { fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import type { Graph } from "../../graph.ts";
import { unlessReplica } from "../../replicas.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";

const LOCKS = [
  { type: "azure-native:authorization:ManagementLockByScope", property: "scope" },
  { type: "azure-native:authorization:ManagementLockAtResourceLevel", property: "resourceName" },
] as const;
const GROUP_LOCKS = [
  { type: "azure-native:authorization:ManagementLockByScope", property: "scope" },
  { type: "azure-native:authorization:ManagementLockAtResourceGroupLevel", property: "resourceGroupName" },
] as const;
const GROUP = "azure-native:resources:ResourceGroup";
const FLOW_LOG = "azure-native:network:FlowLog";
const TRAIL = "aws:cloudtrail/trail:Trail";
const PROTECTING: readonly unknown[] = ["CanNotDelete", "ReadOnly"];

/** A lock of its own, or of the group around it: locks hold for everything below. */
function locked(subject: Subject, _context: unknown, graph: Graph): Finding {
  if (standingOf(subject.type, subject.name) === "copy") return notApplicable("a copy, made again from its source");
  if (graph.pointingAt(subject, FLOW_LOG, "storageId").length > 0) return notApplicable("holds flow logs only");
  const groups = graph.pointedBy(subject, "resourceGroupName", GROUP);
  const candidates = [
    ...LOCKS.map((lock) => ({ ...lock, target: subject })),
    ...groups.flatMap((target) => GROUP_LOCKS.map((lock) => ({ ...lock, target }))),
  ];
  const locks = candidates.flatMap(({ type, property, target }) => graph.pointingAt(target, type, property));
  const levels = locks.map(({ view }) => view.read("level"));
  if (levels.some((level) => level.state === "known" && PROTECTING.includes(level.value))) return PASS;
  const open = candidates.some(({ type, property, target }) => graph.hasUndecided(type, property, target));
  if (open || levels.some(({ state }) => state === "unknown")) return unknown("level");
  return fail("", "got no lock, expected CanNotDelete; add a ManagementLockByScope for it");
}

/** The group that a trail writes to holds evidence; any other may go. */
const auditGroup: Check = check(["deletionProtectionEnabled"], (subject, context, graph) => {
  if (graph.pointingAt(subject, TRAIL, "cloudWatchLogsGroupArn").length === 0) {
    return notApplicable("holds no audit trail");
  }
  return isTrue("deletionProtectionEnabled", { absent: false }).judge(subject, context, graph);
});

const lock: Check = check([], locked);

export const PROTECTION_RULES = [
  defineRule({
    id: "BCK-09",
    name: "deletion-protection",
    title: "Production stores are protected against deletion, and leave a snapshot when they go",
    severity: "high",
    // Azure's locks are resources of their own.
    scope: "stack",
    appliesTo: "production",
    checks: {
      "aws:rds/instance:Instance": unlessReplica(
        all(
          isTrue("deletionProtection", { absent: false }),
          isFalse("skipFinalSnapshot", { absent: false }),
          isFalse("deleteAutomatedBackups", { absent: true }),
        ),
      ),
      "aws:rds/cluster:Cluster": all(
        isTrue("deletionProtection", { absent: false }),
        isFalse("skipFinalSnapshot", { absent: false }),
      ),
      "aws:docdb/cluster:Cluster": all(
        isTrue("deletionProtection", { absent: false }),
        isFalse("skipFinalSnapshot", { absent: false }),
      ),
      "aws:eks/cluster:Cluster": isTrue("deletionProtection", { absent: false }),
      "aws:cloudwatch/logGroup:LogGroup": auditGroup,
      "azure-native:dbforpostgresql:Server": unlessReplica(lock),
      "azure-native:cosmosdb:DatabaseAccount": lock,
      "azure-native:keyvault:Vault": lock,
      "azure-native:storage:StorageAccount": lock,
      "azure-native:dataprotection:BackupVault": lock,
      "azure-native:operationalinsights:Workspace": lock,
      "azure-native:authorization:ManagementLockByScope": isOneOf("level", ["CanNotDelete", "ReadOnly"], {
        absent: NO_DEFAULT,
      }),
      "gcp:sql/databaseInstance:DatabaseInstance": unlessReplica(
        all(
          isTrue("deletionProtection", { absent: true }),
          isTrue("settings.deletionProtectionEnabled", { absent: false }),
        ),
      ),
      "gcp:redis/instance:Instance": isTrue("deletionProtection", { absent: true }),
      "gcp:memorystore/instance:Instance": isTrue("deletionProtectionEnabled", { absent: true }),
      "gcp:firestore/database:Database": isOneOf("deleteProtectionState", ["DELETE_PROTECTION_ENABLED"], {
        absent: "DELETE_PROTECTION_DISABLED",
      }),
      "gcp:container/cluster:Cluster": isTrue("deletionProtection", { absent: true }),
    },
  }),
] as const;
