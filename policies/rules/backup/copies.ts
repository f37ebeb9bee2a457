/** Copies of backups in a second region, so that the loss of one region loses no data. */
import { check, equals, when } from "../../checks.ts";
import type { Context } from "../../context.ts";
import { allOf, fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import type { Graph } from "../../graph.ts";
import { placeOf, shownResidency } from "../../places.ts";
import { normaliseRegion, regionOf } from "../../region.ts";
import { unlessReplica } from "../../replicas.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";
import { NO_SPARES, promisesBackupCopies } from "../../tier-promises.ts";
import { associationsOf } from "./associations.ts";

const REPLICATION = "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication";
const PLAN = "gcp:backupdisasterrecovery/backupPlan:BackupPlan";
const VAULT = "gcp:backupdisasterrecovery/backupVault:BackupVault";

function promised(then: Check): Check {
  const production = when((_subject, context) => context.production, "for production only", then);
  return when((_subject, context) => promisesBackupCopies(context), NO_SPARES, production);
}

/** Every rule of the plan copies to a vault in another region. */
function planCopies(subject: Subject, { residency }: Context): Finding {
  const rules = subject.view.items("rules");
  const home = regionOf(subject);
  if (rules === undefined || home.state === "unknown") return unknown("rules.copyActions.destinationVaultArn");
  const findings = rules.map((rule, index): Finding => {
    const copies = rule.items("copyActions");
    const at = `rules[${index}].copyActions`;
    if (copies === undefined) return unknown("rules.copyActions.destinationVaultArn");
    if (copies.length === 0) return fail(at, `got none, expected a copy in another region; add it to ${at}`);
    const arns = copies.map((copy) => copy.read("destinationVaultArn"));
    if (arns.some(({ state }) => state === "unknown")) return unknown("rules.copyActions.destinationVaultArn");
    const places = arns.map((arn) => regionOfArn(arn.state === "known" ? arn.value : undefined));
    const away = places.filter((place) => home.state !== "known" || place !== home.value);
    if (away.length === 0) return fail(at, "got a copy in the same region, expected another; name a vault elsewhere");
    const allowed = away.some((place) => placeOf("aws", place, residency) !== "outside");
    return allowed
      ? PASS
      : fail(at, `got ${away.join(", ")}, expected a region of ${shownResidency(residency)}; choose another vault`);
  });
  return allOf(findings);
}

/** `arn:aws:backup:eu-central-1:111122223333:backup-vault:name` is in `eu-central-1`. */
function regionOfArn(arn: unknown): string {
  return typeof arn === "string" ? (arn.split(":")[3] ?? "") : "";
}

/** RDS instances have their own replication of backups, or a plan that copies. */
function instanceCopies(subject: Subject, _context: Context, graph: Graph): Finding {
  if (graph.pointingAt(subject, REPLICATION, "sourceDbInstanceArn").length > 0) return PASS;
  const plans = graph.ofType("aws:backup/plan:Plan");
  // Each plan is judged on its own.
  if (plans.length > 0) return notApplicable("copied by a backup plan");
  if (graph.hasUndecided(REPLICATION, "sourceDbInstanceArn", subject)) return unknown("sourceDbInstanceArn");
  return fail("", "got no copy of its backups, expected one in another region; replicate them or add a backup plan");
}

/** A multi-region of backups, or a plan that backs up to a vault elsewhere. */
function cloudSqlCopies(subject: Subject, { residency }: Context, graph: Graph): Finding {
  const path = "settings.backupConfiguration.location";
  const location = subject.view.read(path);
  const home = subject.view.read("region");
  if (location.state === "known" && isMultiRegion(String(location.value))) {
    const place = placeOf("gcp", String(location.value), residency);
    if (place !== "outside") return PASS;
    return fail(
      path,
      `got ${String(location.value)}, expected a place in ${shownResidency(residency)}; change ${path}`,
    );
  }
  const { associations, undecided } = associationsOf(subject, graph);
  const vaults = associations
    .flatMap((association) => graph.pointedBy(association, "backupPlan", PLAN))
    .flatMap((plan) => graph.pointedBy(plan, "backupVault", VAULT));
  const places = vaults.map(({ view }) => view.read("location"));
  if (places.some((one) => one.state === "known" && (home.state !== "known" || one.value !== home.value))) return PASS;
  const open = location.state === "unknown" || places.some(({ state }) => state === "unknown") || undecided;
  if (open) return unknown(path);
  const got = location.state === "known" ? String(location.value) : "the region of the database";
  return fail(path, `got ${got}, expected a second region; add a backup plan with a vault there`);
}

/** Regions have a hyphen: `eu` is a multi-region, `europe-west1` is not. */
function isMultiRegion(location: string): boolean {
  return !normaliseRegion(location).includes("-");
}

export const COPY_RULES = [
  defineRule({
    id: "BCK-03",
    name: "geo-redundant-backup",
    title: "Backups are copied to a second region inside the allowed jurisdiction",
    severity: "medium",
    scope: "stack",
    appliesTo: "regulated",
    checks: {
      "aws:backup/plan:Plan": promised(check(["rules.copyActions.destinationVaultArn"], planCopies)),
      "aws:rds/instance:Instance": promised(unlessReplica(check([], instanceCopies))),
      "azure-native:dbforpostgresql:Server": promised(
        unlessReplica(equals("backup.geoRedundantBackup", "Enabled", { absent: "Disabled" })),
      ),
      "azure-native:dataprotection:BackupVault": promised(
        check(["properties.storageSettings.type"], ({ view }) => {
          const path = "properties.storageSettings";
          const settings = view.items(path);
          if (settings === undefined) return unknown(`${path}.type`);
          const types = settings.map((one) => one.read("type"));
          if (types.some((one) => one.state === "known" && one.value === "GeoRedundant")) return PASS;
          if (types.some(({ state }) => state === "unknown")) return unknown(`${path}.type`);
          const [first] = types;
          const got = first?.state === "known" ? String(first.value) : "nothing";
          return fail(`${path}.type`, `got ${got}, expected GeoRedundant; set ${path}.type`);
        }),
      ),
      "gcp:sql/databaseInstance:DatabaseInstance": promised(
        unlessReplica(check(["settings.backupConfiguration.location"], cloudSqlCopies)),
      ),
    },
  }),
] as const;
