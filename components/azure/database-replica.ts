import { Server } from "@pulumi/azure-native/dbforpostgresql/server.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Workload } from "../../tiers/vocabulary.ts";
import type { DatabaseReplica, DatabaseReplicaArgs } from "../contracts.ts";
import { AzureComponent } from "./azure-component.ts";
import { DATABASE_LOGS, recordLogs } from "./diagnostic-settings.ts";
import { SERVER_TIMEOUTS } from "./database.ts";
import { databaseUsers } from "./database-access.ts";
import { changingParameters, setParameters } from "./database-parameters.ts";
import { FOLLOWER_IGNORED_CHANGES, readerArgs } from "./database-server.ts";
import type { ServerCommon } from "./database-server.ts";
import { lockResource } from "./lock.ts";
import { createReplicationPath, endOf } from "./replication-path.ts";
import { databaseSubnetId, given, nameOfId, privateZoneId, usableKey } from "./store-wiring.ts";

/** The server that takes over. */
const STANDBY = "standby";

/**
 * The tenant's database in the standby region: servers that follow the home stack's PostgreSQL flexible server.
 *
 * Creates: 1. the way to the home network: peering and links of the private zones, both halves of each · 2. the server that
 * takes over, under the standby region's own key, in the delegated subnet of this network · 3. where the tier has a warm
 * standby region, further servers in its other zones · 4. the parameters that a replica does not copy · 5. per
 * server a setting that sends its sessions and statements into the home stack's workspace, where alerts read them · 6. while
 * in use a lock on the one that takes over. Databases, users, administrators and passwords come with the data.
 * Does not: have a standby of its own or backups (Azure gives a replica neither before it is promoted); make the virtual
 * endpoint with which roles are swapped: it would lie inside the home server, whose lock would keep this stack from taking it
 * away again (docs/operating.md has the command); take over by itself (`leasehold runbook`). A larger size comes here first:
 * Azure refuses a primary that is larger than its replica.
 * Cost: per server and hour, per GiB of disk, per GiB between the regions.
 */
export class AzureDatabaseReplica extends AzureComponent implements DatabaseReplica {
  readonly databaseId: pulumi.Output<string>;
  readonly host: pulumi.Output<string>;
  readonly port: number;
  readonly databaseName: string;
  readonly users: Readonly<Partial<Record<Workload, string>>>;
  readonly serverIds: Readonly<Record<string, pulumi.Output<string>>>;

  /** @throws Error when the blueprint has no node that takes over, or home no private zone. */
  constructor(name: string, args: DatabaseReplicaArgs, options?: pulumi.ComponentResourceOptions) {
    super("DatabaseReplica", name, args, options);
    const { stack, spec, home, network, boundary } = args;
    const path = createReplicationPath(
      this,
      endOf(home.stackName, home.networkId, given(home.databaseZoneId, "private zone at home")),
      // Names from the ids, though they are known beforehand: network and zone must stand before anything is put into them.
      {
        stackName: stack.name,
        resourceGroupName: boundary.boundaryName,
        networkId: network.networkId,
        networkName: nameOfId(network.networkId),
        zoneName: nameOfId(privateZoneId(network, "database")),
      },
    );
    const servers = this.createServers(args, path);
    const standby = given(servers.get(STANDBY), "server that takes over");
    lockResource(this, STANDBY, standby);
    for (const [key, { id }] of servers) {
      recordLogs(
        this,
        { workspaceId: home.logId },
        // Evidence lies in another region, and Azure delivers into an account of the server's own only.
        { key, resourceId: id, logs: DATABASE_LOGS, evidence: false },
      );
    }

    this.databaseId = standby.id;
    this.host = standby.fullyQualifiedDomainName;
    this.port = spec.port;
    this.databaseName = spec.databaseName;
    this.users = databaseUsers(stack.tenant);
    this.serverIds = Object.fromEntries([...servers].map(([key, { id }]) => [key, id]));
    this.registerOutputs({ databaseId: this.databaseId, host: this.host });
  }

  /** One after the other: while a replica is made, its source is busy and refuses the next. */
  private createServers(args: DatabaseReplicaArgs, path: readonly pulumi.Resource[]): ReadonlyMap<string, Server> {
    const { spec, home } = args;
    const common = commonOf(args);
    const servers = new Map<string, Server>();
    let after = path;
    for (const node of spec.nodes) {
      const server = this.taggedChild(Server, node.key, "confidential", readerArgs(common, node, home.databaseId), {
        dependsOn: [...after],
        ignoreChanges: [...FOLLOWER_IGNORED_CHANGES],
        customTimeouts: SERVER_TIMEOUTS,
      });
      const place = { resourceGroupName: common.wiring.resourceGroupName, serverName: server.name };
      after = [setParameters(this, node.key, place, changingParameters(spec), server)];
      servers.set(node.key, server);
    }
    return servers;
  }
}

function commonOf({ stack, spec, facts, boundary, network, home }: DatabaseReplicaArgs): ServerCommon {
  return {
    stack,
    spec,
    facts,
    wiring: {
      resourceGroupName: boundary.boundaryName,
      delegatedSubnetId: databaseSubnetId(network),
      privateDnsZoneId: privateZoneId(network, "database"),
      dataKey: usableKey(home.keys.keys.data),
    },
  };
}
