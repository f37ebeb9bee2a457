import { check, sh, sql, type CloudSteps, type RecoveryScene, type Source } from "./runbook.ts";

/** All read 2026-11-21. */
const DISASTER_RECOVERY: Source = {
  title: "Aurora User Guide: Using switchover or failover in Amazon Aurora Global Database",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html",
};
const MONITORING: Source = {
  title: "Aurora User Guide: Monitoring an Amazon Aurora global database",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-monitoring.html",
};
const FAILOVER: Source = {
  title: "AWS CLI: failover-global-cluster",
  url: "https://awscli.amazonaws.com/v2/documentation/api/latest/reference/rds/failover-global-cluster.html",
};
const SWITCHOVER: Source = {
  title: "AWS CLI: switchover-global-cluster",
  url: "https://docs.aws.amazon.com/cli/latest/reference/rds/switchover-global-cluster.html",
};
const DETACH: Source = {
  title: "AWS CLI: remove-from-global-cluster",
  url: "https://docs.aws.amazon.com/cli/latest/reference/rds/remove-from-global-cluster.html",
};
const HEAD_BUCKET: Source = {
  title: "AWS CLI: s3api head-bucket",
  url: "https://docs.aws.amazon.com/cli/latest/reference/s3api/head-bucket.html",
};
const SYNC: Source = {
  title: "AWS CLI: s3 sync",
  url: "https://docs.aws.amazon.com/cli/latest/reference/s3/sync.html",
};

/** An Aurora global database: managed failover, and back by a switchover that loses nothing. */
export function awsSteps({ production, standby, home, away }: RecoveryScene): CloudSteps {
  const { region } = production.stack;
  const { region: standbyRegion } = standby.stack;
  const members = (at: string) => [
    `aws rds describe-global-clusters --region ${at} --global-cluster-identifier ${home.globalDatabase} \\`,
    "  --query 'GlobalClusters[0].GlobalClusterMembers[].[DBClusterArn,IsWriter]' --output table",
  ];
  const copies = home.buckets.flatMap(({ key, name, replica }) =>
    replica === undefined || key === "audit" ? [] : [{ name, replica }],
  );
  return {
    lookFirst: {
      text: [
        "Aurora survives the loss of a node or a zone by itself. This procedure is for the loss of the region.",
        "The lag is asked of the database that is still written to, as long as it answers; what was not copied yet is what a failover loses.",
      ],
      blocks: [
        check(`two members; ${home.database} is the writer, ${away.database} is listed`, ...members(standbyRegion)),
        sql(
          `durability_lag_in_msec of ${standbyRegion}: the writes that a failover now would lose, in milliseconds`,
          "SELECT aws_region, durability_lag_in_msec, last_lag_calculation_time FROM aurora_global_db_status();",
        ),
      ],
      sources: [MONITORING],
    },
    promote: {
      text: [
        "Aurora does not wait for what is not copied yet, and fences writes in the old region as well as it can. Usually done within a few minutes.",
        "Refused because the engine versions differ: detach the standby instead. That ends the replication for good, see below.",
      ],
      blocks: [
        sh(
          `aws rds failover-global-cluster --region ${standbyRegion} \\`,
          `  --global-cluster-identifier ${home.globalDatabase} \\`,
          `  --target-db-cluster-identifier ${away.databaseArn} --allow-data-loss`,
        ),
        check(`${away.database} is the writer`, ...members(standbyRegion)),
        sh(
          "# only where the failover is refused:",
          `# aws rds remove-from-global-cluster --region ${standbyRegion} \\`,
          `#   --global-cluster-identifier ${home.globalDatabase} --db-cluster-identifier ${away.databaseArn}`,
        ),
      ],
      sources: [DISASTER_RECOVERY, FAILOVER, DETACH],
    },
    openCopies: {
      text: [
        "The copies are ordinary buckets and take writes at once; nothing copies these back by itself. Object versions and locks are those of the copy.",
        ...copies.map(({ name, replica }) => `Instead of \`${name}\` programs use \`${replica}\`.`),
      ],
      blocks: copies.map(({ replica }) =>
        check(
          standbyRegion,
          `aws s3api head-bucket --bucket ${replica} --region ${standbyRegion} --query BucketRegion --output text`,
        ),
      ),
      sources: [HEAD_BUCKET],
    },
    connect: {
      text: ["Programs that use the global writer endpoint need no change; all others get the standby's endpoint."],
      blocks: [
        check(
          "the global writer endpoint",
          `aws rds describe-global-clusters --region ${standbyRegion} --global-cluster-identifier ${home.globalDatabase} \\`,
          "  --query 'GlobalClusters[0].Endpoint' --output text",
        ),
      ],
      sources: [DISASTER_RECOVERY],
    },
    failBack: [
      {
        title: "Wait until the old region is a healthy secondary",
        text: [
          "Aurora takes the old region back into the global database by itself, on a new volume, and copies everything there: minutes to several hours.",
        ],
        blocks: [
          check(`${home.database} is listed again and is not the writer`, ...members(standbyRegion)),
          sql(
            `durability_lag_in_msec of ${region} is small`,
            "SELECT aws_region, durability_lag_in_msec, last_lag_calculation_time FROM aurora_global_db_status();",
          ),
        ],
        sources: [DISASTER_RECOVERY],
      },
      {
        title: "Save the writes that were never copied",
        text: [
          "Before it renews the volume Aurora tries to take a snapshot of the old one. It goes with the old cluster's backup retention, so copy it. Restore it to a cluster of its own, compare, and carry over what the business needs.",
        ],
        blocks: [
          check(
            "a snapshot whose name begins with rds:unplanned-global-failover-; none: nothing can be saved",
            `aws rds describe-db-cluster-snapshots --region ${region} \\`,
            "  --query \"DBClusterSnapshots[?starts_with(DBClusterSnapshotIdentifier,'rds:unplanned-global-failover-')].[DBClusterSnapshotIdentifier,SnapshotCreateTime]\" --output table",
          ),
          sh(
            `aws rds copy-db-cluster-snapshot --region ${region} \\`,
            `  --source-db-cluster-snapshot-identifier <identifier from above> \\`,
            `  --target-db-cluster-snapshot-identifier ${home.database}-before-failover`,
          ),
        ],
        sources: [DISASTER_RECOVERY],
      },
      {
        title: "Bring the objects home, a first time while programs still run",
        text: ["Copies what is new or changed; nothing is deleted at home."],
        blocks: [
          sh(
            ...copies.map(
              ({ name, replica }) =>
                `aws s3 sync s3://${replica} s3://${name} --source-region ${standbyRegion} --region ${region}`,
            ),
          ),
        ],
        sources: [SYNC],
      },
      {
        title: "Stop the writes, run the copy of the objects once more, and switch the database back",
        text: [
          "A switchover waits until both are equal, so nothing is lost. It takes as long as the lag, usually minutes.",
        ],
        blocks: [
          sh(
            `aws rds switchover-global-cluster --region ${standbyRegion} \\`,
            `  --global-cluster-identifier ${home.globalDatabase} \\`,
            `  --target-db-cluster-identifier ${home.databaseArn}`,
          ),
          check(`${home.database} is the writer`, ...members(region)),
        ],
        sources: [DISASTER_RECOVERY, SWITCHOVER],
      },
    ],
    irreversible: [
      "`--allow-data-loss`: writes that had not reached the standby region are gone from the database; at best they are in the snapshot that Aurora tries to take.",
      "`remove-from-global-cluster`: the standby leaves the global database and never returns into it as it is; a new secondary has to be made from it.",
      "Writes to the copies of the buckets: S3 copies home to standby, never back; what is not brought home by hand stays there.",
    ],
  };
}
