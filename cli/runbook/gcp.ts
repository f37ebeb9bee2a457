import { check, sh, type CloudSteps, type RecoveryScene, type Source } from "./runbook.ts";

/** All read 2026-11-21. */
const ADVANCED: Source = {
  title: "Cloud SQL for PostgreSQL: Use advanced disaster recovery",
  url: "https://cloud.google.com/sql/docs/postgres/use-advanced-disaster-recovery",
};
const PROMOTE: Source = {
  title: "gcloud sql instances promote-replica",
  url: "https://cloud.google.com/sdk/gcloud/reference/sql/instances/promote-replica",
};
const SWITCHOVER: Source = {
  title: "gcloud sql instances switchover",
  url: "https://cloud.google.com/sdk/gcloud/reference/sql/instances/switchover",
};
const PROMOTE_API: Source = {
  title: "Cloud SQL Admin API: SqlInstancesPromoteReplicaRequest",
  url: "https://docs.cloud.google.com/python/docs/reference/google-cloud-sql/latest/google.cloud.sqladmin_v1.types.SqlInstancesPromoteReplicaRequest.md.txt",
};
const REPLICATION: Source = {
  title: "Cloud Storage: Use cross-bucket replication",
  url: "https://docs.cloud.google.com/storage/docs/using-cross-bucket-replication.md.txt",
};
const RSYNC: Source = {
  title: "gcloud storage rsync",
  url: "https://cloud.google.com/sdk/gcloud/reference/storage/rsync",
};

/** A Cloud SQL replica: failover to the designated one, and back by a switchover that loses nothing. */
export function gcpSteps({ production, standby, home, away }: RecoveryScene): CloudSteps {
  const project = `--project=${production.stack.account}`;
  const copies = home.buckets.flatMap(({ key, name, replica }) =>
    replica === undefined || key === "audit" ? [] : [{ name, replica }],
  );
  const describe = (instance: string, fields: string) =>
    `gcloud sql instances describe ${instance} ${project} --format='value(${fields})'`;
  return {
    lookFirst: {
      text: [
        "The loss of a zone is survived by the regional standby. This procedure is for the loss of the region; Cloud SQL never promotes a replica by itself.",
        "A failover that can be taken back needs edition ENTERPRISE_PLUS and the standby designated at the primary.",
      ],
      blocks: [
        check(
          `RUNNABLE, a replica of ${home.database}`,
          describe(away.database, "state,masterInstanceName,settings.edition"),
        ),
        check(
          `${away.database}; empty: only the way without designation is open`,
          describe(home.database, "replicationCluster.failoverDrReplicaName"),
        ),
        sh(
          "# designates it, while the primary still answers:",
          `# gcloud sql instances patch ${home.database} ${project} --failover-dr-replica-name=${away.database}`,
        ),
      ],
      sources: [ADVANCED],
    },
    promote: {
      text: [
        "With `--failover` Cloud SQL takes the old primary back as a replica when its region returns. Without it the old primary goes on by itself, and the standby leaves for good.",
      ],
      blocks: [
        sh(`gcloud sql instances promote-replica ${away.database} ${project} --failover`),
        sh(
          "# only where the standby is not designated; cannot be undone:",
          `# gcloud sql instances promote-replica ${away.database} ${project}`,
        ),
        check("RUNNABLE and CLOUD_SQL_INSTANCE", describe(away.database, "state,instanceType")),
      ],
      sources: [ADVANCED, PROMOTE, PROMOTE_API],
    },
    openCopies: {
      text: [
        "The copies are ordinary buckets and take writes at once. The replication job copies home to standby only, new and changed objects, never deletions.",
        ...copies.map(({ name, replica }) => `Instead of \`${name}\` programs use \`${replica}\`.`),
      ],
      blocks: copies.map(({ replica }) =>
        check(
          standby.stack.region.toUpperCase(),
          `gcloud storage buckets describe gs://${replica} ${project} --format='value(location)'`,
        ),
      ),
      sources: [REPLICATION],
    },
    connect: {
      text: ["Programs get the standby's private address, or its write endpoint where one is set up."],
      blocks: [
        check(
          "the standby's private address",
          `gcloud sql instances describe ${away.database} ${project} --flatten='ipAddresses[]' --format='value(ipAddresses.type,ipAddresses.ipAddress)'`,
        ),
      ],
      sources: [ADVANCED],
    },
    failBack: [
      {
        title: "Wait until the old primary is a replica again",
        text: [
          "Only after a failover with `--failover`. Otherwise there is no way back by roles: stop the writes, carry the database home with `gcloud sql export sql` and `gcloud sql import sql` into the old instance, and let `leasehold` make a new standby.",
        ],
        blocks: [
          check(
            `RUNNABLE, a replica of ${away.database}`,
            describe(home.database, "state,instanceType,masterInstanceName"),
          ),
        ],
        sources: [ADVANCED],
      },
      {
        title: "Bring the objects home, a first time while programs still run",
        text: ["Copies what is new or changed; nothing is deleted at home."],
        blocks: [
          sh(
            ...copies.map(
              ({ name, replica }) => `gcloud storage rsync --recursive gs://${replica} gs://${name} ${project}`,
            ),
          ),
        ],
        sources: [RSYNC],
      },
      {
        title: "Stop the writes, run the copy of the objects once more, and switch the database back",
        text: ["A switchover waits until both are equal, so nothing is lost."],
        blocks: [
          sh(`gcloud sql instances switchover ${home.database} ${project}`),
          check("RUNNABLE and CLOUD_SQL_INSTANCE", describe(home.database, "state,instanceType")),
        ],
        sources: [ADVANCED, SWITCHOVER],
      },
    ],
    irreversible: [
      "Failover: writes that had not reached the standby are not in it.",
      "Promotion without `--failover`: the standby leaves the replication and cannot return.",
      "Writes to the copies of the buckets: the replication job never copies back; what is not brought home by hand stays there.",
    ],
  };
}
