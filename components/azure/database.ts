import { Database as ServerDatabase } from "@pulumi/azure-native/dbforpostgresql/database.js";
import { Server } from "@pulumi/azure-native/dbforpostgresql/server.js";
import type * as pulumi from "@pulumi/pulumi";
import type { DatabaseNodeSpec, DatabaseSpec } from "../../tiers/blueprint.ts";
import type { Workload } from "../../tiers/vocabulary.ts";
import type { Database, DatabaseArgs } from "../contracts.ts";
import { masterSecret } from "../master-secret.ts";
import { AzureComponent } from "./azure-component.ts";
import { createAdministrator, databaseUsers, grantBackups } from "./database-access.ts";
import { changingParameters, setParameters, writerParameters } from "./database-parameters.ts";
import { SERVER_IGNORED_CHANGES, SERVER_REPLACED_BY, readerArgs, writerArgs } from "./database-server.ts";
import type { ServerCommon } from "./database-server.ts";
import { lockResource } from "./lock.ts";
import { databaseSubnetId, privateZoneId, usableKey, usableReplicaKey } from "./store-wiring.ts";

/** The built-in PgBouncer listens beside the database; nobody can choose another port. */
const POOLER_PORT = 6432;

/** A server that is made, grown or given a parameter is busy, which for large disks takes long. */
export const SERVER_TIMEOUTS = { create: "2h", update: "2h", delete: "1h" } as const;

/**
 * PostgreSQL for one tenant: Azure Database for PostgreSQL, flexible server, in a subnet of the tenant's own.
 *
 * Creates: 1. the writer: own key, forced TLS, login with identities, backups; from two nodes on with a standby in another
 * zone that takes over by itself · 2. its parameters (TLS, SCRAM, pgaudit, connections) and, from premium, its built-in
 * pooler · 3. the first database · 4. an Entra administrator · 5. per reader of the blueprint a server that follows the
 * writer · 6. a right to take backups · 7. while in use a lock that refuses deletion.
 * The standby answers no reads and a reader takes over nothing by itself. Both promises of a tier (read capacity in another
 * zone; failover without loss) thus need both: two nodes are three servers, three nodes four.
 * Does not: make database users (the administrator does, see {@link databaseUsers}); balance over readers
 * ({@link readerHosts} names all, for a client that does); restart a server, which pgaudit and a new `max_connections`
 * wait for (`az postgres flexible-server restart`); send its logs anywhere (audit does); make the standby region's replica.
 * Cost: per server and hour, standby included; per GiB of disk and of backups; a raised performance tier as its larger disk.
 */
export class AzureDatabase extends AzureComponent implements Database {
  readonly databaseId: pulumi.Output<string>;
  readonly host: pulumi.Output<string>;
  readonly readerHost: pulumi.Output<string>;
  /** Every reader in the order of the blueprint. */
  readonly readerHosts: readonly pulumi.Output<string>[];
  readonly proxyHost?: pulumi.Output<string>;
  readonly proxyPort?: number;
  readonly port: number;
  readonly databaseName: string;
  readonly users: Readonly<Partial<Record<Workload, string>>>;
  readonly masterSecretId: pulumi.Output<string>;
  readonly serverIds: Readonly<Record<string, pulumi.Output<string>>>;

  /** @throws Error when the stack's secrets hold no master password. */
  constructor(name: string, args: DatabaseArgs, options?: pulumi.ComponentResourceOptions) {
    super("Database", name, args, options);
    const { stack, spec } = args;
    const master = masterSecret(args);
    const common = createCommon(args);
    const { growing, others } = readersByOrder(spec);
    const grown = this.createReaders(args, common, growing);
    const writer = this.createWriter(common, master.password, grown);
    const ready = this.setUpWriter(args, common, writer);
    const added = this.createReaders(args, common, others, ready);
    lockResource(this, "writer", writer);
    grantBackups(this, args, writer);

    const readers = new Map([...grown, ...added]);
    this.databaseId = writer.id;
    this.host = writer.fullyQualifiedDomainName;
    this.readerHosts = spec.nodes.flatMap(({ key }) => readers.get(key)?.fullyQualifiedDomainName ?? []);
    this.readerHost = this.readerHosts[0] ?? this.host;
    this.serverIds = {
      writer: writer.id,
      ...Object.fromEntries([...readers].map(([key, { id }]) => [key, id] as const)),
    };
    if (spec.proxy !== undefined) {
      this.proxyHost = this.host;
      this.proxyPort = POOLER_PORT;
    }
    this.port = spec.port;
    this.databaseName = spec.databaseName;
    this.users = databaseUsers(stack.tenant);
    this.masterSecretId = master.secretId;
    this.registerOutputs({
      databaseId: this.databaseId,
      host: this.host,
      readerHost: this.readerHost,
      masterSecretId: this.masterSecretId,
    });
  }

  private createWriter(
    common: ServerCommon,
    masterPassword: pulumi.Output<string>,
    grown: ReadonlyMap<string, Server>,
  ): Server {
    return this.taggedChild(Server, "writer", "confidential", writerArgs(common, masterPassword), {
      dependsOn: [...grown.values()],
      ignoreChanges: [...SERVER_IGNORED_CHANGES],
      replaceOnChanges: [...SERVER_REPLACED_BY],
      customTimeouts: SERVER_TIMEOUTS,
    });
  }

  /** One change after the other: a server that is busy with one refuses the next. */
  private setUpWriter(args: DatabaseArgs, { wiring }: ServerCommon, writer: Server): pulumi.Resource {
    const { spec } = args;
    const place = { resourceGroupName: wiring.resourceGroupName, serverName: writer.name };
    const set = setParameters(this, "writer", place, writerParameters(spec), writer);
    const database = this.child(
      ServerDatabase,
      "database",
      { ...place, databaseName: spec.databaseName, charset: "UTF8", collation: "en_US.utf8" },
      { dependsOn: [set], replaceOnChanges: ["charset", "collation"] },
    );
    return createAdministrator(this, args, writer, wiring, database);
  }

  /**
   * A new reader comes after the writer is ready; while one is made the writer is busy, so each waits for the one before.
   * One that has to grow goes before the writer, which may never be larger than its smallest reader.
   */
  private createReaders(
    { spec }: DatabaseArgs,
    common: ServerCommon,
    nodes: readonly DatabaseNodeSpec[],
    after?: pulumi.Resource,
  ): ReadonlyMap<string, Server> {
    const readers = new Map<string, Server>();
    let last = after;
    for (const node of nodes) {
      const reader = this.taggedChild(Server, node.key, "confidential", readerArgs(common, node), {
        ...(last === undefined ? {} : { dependsOn: [last] }),
        ignoreChanges: [...SERVER_IGNORED_CHANGES],
        customTimeouts: SERVER_TIMEOUTS,
      });
      const place = { resourceGroupName: common.wiring.resourceGroupName, serverName: reader.name };
      last = setParameters(this, node.key, place, changingParameters(spec), reader);
      readers.set(node.key, reader);
    }
    return readers;
  }
}

function createCommon(args: DatabaseArgs): ServerCommon {
  const { stack, facts, boundary, network, keys } = args;
  const { spec } = args;
  const dataKey = keys.keys.data;
  return {
    stack,
    spec,
    facts,
    wiring: {
      resourceGroupName: boundary.boundaryName,
      delegatedSubnetId: databaseSubnetId(network),
      privateDnsZoneId: privateZoneId(network, "database"),
      dataKey: usableKey(dataKey),
      ...(spec.backupCopyRegion !== undefined ? { backupCopyKey: usableReplicaKey(dataKey) } : {}),
    },
  };
}

/** Readers that grow before the writer, and all others, which come after it. */
function readersByOrder({ nodes, growingReaders = [] }: DatabaseSpec): {
  readonly growing: readonly DatabaseNodeSpec[];
  readonly others: readonly DatabaseNodeSpec[];
} {
  const readers = nodes.filter(({ role }) => role === "reader");
  return {
    growing: readers.filter(({ key }) => growingReaders.includes(key)),
    others: readers.filter(({ key }) => !growingReaders.includes(key)),
  };
}
