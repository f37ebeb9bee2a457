import { check, sh, type CloudSteps, type RecoveryScene, type Source } from "./runbook.ts";

/** All read 2026-11-21. */
const PROMOTE: Source = {
  title: "Azure Database for PostgreSQL: Promote read replicas",
  url: "https://learn.microsoft.com/en-us/azure/postgresql/read-replica/concepts-read-replicas-promote",
};
const SWITCH_OVER: Source = {
  title: "Azure Database for PostgreSQL: Switch over read replica to primary",
  url: "https://learn.microsoft.com/en-us/azure/postgresql/read-replica/how-to-switch-over-replica-to-primary",
};
const STANDALONE: Source = {
  title: "Azure Database for PostgreSQL: Promote read replica to standalone server",
  url: "https://learn.microsoft.com/en-us/azure/postgresql/read-replica/how-to-promote-replica-to-standalone",
};
const VIRTUAL_ENDPOINT: Source = {
  title: "Azure CLI: az postgres flexible-server virtual-endpoint",
  url: "https://learn.microsoft.com/en-us/cli/azure/postgres/flexible-server/virtual-endpoint",
};
const OBJECT_REPLICATION: Source = {
  title: "Azure Blob Storage: Object replication for block blobs",
  url: "https://learn.microsoft.com/en-us/azure/storage/blobs/object-replication-overview",
};
const REPLICATION_POLICY: Source = {
  title: "Azure CLI: az storage account or-policy",
  url: "https://learn.microsoft.com/en-us/cli/azure/storage/account/or-policy",
};
const AZCOPY: Source = {
  title: "azcopy sync",
  url: "https://learn.microsoft.com/en-us/azure/storage/common/storage-ref-azcopy-sync",
};

/** A read replica of a flexible server: roles are swapped where a virtual endpoint joins both, else it leaves for good. */
export function azureSteps({ production, standby, home, away }: RecoveryScene): CloudSteps {
  const { region, account } = production.stack;
  const of = (group: string) => `--subscription ${account} --resource-group ${group}`;
  const copies = home.buckets.flatMap(({ key, name, replica }) =>
    replica === undefined || key === "audit" ? [] : [{ key, name, replica }],
  );
  const role = (group: string, server: string) => [
    `az postgres flexible-server show ${of(group)} --name ${server} \\`,
    "  --query '{state:state, role:replicationRole, source:sourceServerResourceId}' --output table",
  ];
  const promote = (group: string, server: string, mode: "SwitchOver" | "Standalone", option: "Planned" | "Forced") => [
    `az postgres flexible-server replica promote ${of(group)} --name ${server} \\`,
    `  --promote-mode ${mode} --promote-option ${option}`,
  ];
  return {
    lookFirst: {
      text: [
        "The loss of a zone is survived by the zone-redundant standby. This procedure is for the loss of the region; Azure never promotes a replica by itself.",
        "Roles can be swapped, and swapped back, only where a virtual endpoint has the standby as its reader and both servers have the same size; its name is the first column.",
      ],
      blocks: [
        check(`state Ready, source ${home.database}`, ...role(away.boundary, away.database)),
        check(
          `a virtual endpoint whose members name ${away.database}; none: only the way without one is open`,
          `az postgres flexible-server virtual-endpoint list ${of(home.boundary)} --server-name ${home.database} --output table`,
        ),
      ],
      sources: [PROMOTE, VIRTUAL_ENDPOINT],
    },
    promote: {
      text: [
        "Forced does not wait for what is not copied yet, and works while the primary does not answer.",
        "With a virtual endpoint the old primary becomes a replica when its region is back. Without one the standby leaves the replication for good, and both servers go on by themselves.",
      ],
      blocks: [
        sh("# with a virtual endpoint:", ...promote(away.boundary, away.database, "SwitchOver", "Forced")),
        sh(
          "# only without one; cannot be undone:",
          ...promote(away.boundary, away.database, "Standalone", "Forced").map((line) => `# ${line}`),
        ),
        check("no longer role AsyncReplica or GeoAsyncReplica", ...role(away.boundary, away.database)),
      ],
      sources: [PROMOTE, SWITCH_OVER, STANDALONE],
    },
    openCopies: {
      text: [
        "Azure refuses every write to a copy (409) as long as its replication policy exists, so the policy goes first. The next `up` of production makes it again.",
        ...copies.map(({ name, replica }) => `Instead of \`${name}\` programs use \`${replica}\`.`),
      ],
      blocks: copies.map(({ replica }) =>
        sh(
          `for policy in $(az storage account or-policy list ${of(home.boundary)} --account-name ${replica} --query '[].policyId' --output tsv); do`,
          `  az storage account or-policy delete ${of(home.boundary)} --account-name ${replica} --policy-id "$policy"`,
          "done",
        ),
      ),
      sources: [OBJECT_REPLICATION, REPLICATION_POLICY],
    },
    connect: {
      text: [
        "Programs that use the writer of the virtual endpoint need no change; all others get the standby's name.",
        "PgBouncer, high availability and geo-redundant backups are settings of each server and did not move; `leasehold up` sets what the blueprint says, geo-redundancy can only be had at creation.",
      ],
      blocks: [
        check(
          "the standby's host name",
          `az postgres flexible-server show ${of(away.boundary)} --name ${away.database} --query fullyQualifiedDomainName --output tsv`,
        ),
      ],
      sources: [PROMOTE],
    },
    failBack: [
      {
        title: "Wait until the old server is a replica again",
        text: [
          "Only with a virtual endpoint. After a promotion to a standalone server there is no way back by roles: stop the writes, carry the database home with `pg_dump` and `pg_restore` into the old server, and let `leasehold` make a new standby.",
        ],
        blocks: [check(`state Ready, source ${away.database}`, ...role(home.boundary, home.database))],
        sources: [PROMOTE],
      },
      {
        title: "Bring the objects home, a first time while programs still run",
        text: ["Copies what is new or changed; nothing is deleted at home."],
        blocks: [
          sh(
            ...copies.map(
              ({ key, name, replica }) =>
                `azcopy sync "https://${replica}.blob.core.windows.net/${key}" "https://${name}.blob.core.windows.net/${key}" --recursive`,
            ),
          ),
        ],
        sources: [AZCOPY],
      },
      {
        title: "Stop the writes, run the copy of the objects once more, and swap the roles back",
        text: [
          "Planned waits until both are equal, so nothing is lost. High availability was switched off by the first promotion; the `up` below switches it on again.",
        ],
        blocks: [
          sh(...promote(home.boundary, home.database, "SwitchOver", "Planned")),
          check("role Primary", ...role(home.boundary, home.database)),
        ],
        sources: [SWITCH_OVER, PROMOTE],
      },
    ],
    irreversible: [
      "Forced promotion: writes that had not reached the standby are not in it. The lag at that moment is what is lost.",
      "Promotion to a standalone server: it leaves the replication and cannot return.",
      `A restore to a moment while a server was a replica, or during the swap, is refused; wait for the first backup after it in ${standby.stack.region}, and again in ${region}.`,
    ],
  };
}
