import { Database as SqlDatabase } from "@pulumi/gcp/sql/database.js";
import { DatabaseInstance } from "@pulumi/gcp/sql/databaseInstance.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Workload } from "../../tiers/vocabulary.ts";
import type { Database, DatabaseArgs } from "../contracts.ts";
import { masterSecret } from "../master-secret.ts";
import { createDatabaseUsers, databaseUsers, grantDatabase } from "./database-access.ts";
import { PRIMARY_IGNORED_CHANGES, READER_IGNORED_CHANGES, primaryArgs, readerArgs } from "./database-instance.ts";
import type { InstanceWiring } from "./database-instance.ts";
import { POOL_PORT } from "./database-pool.ts";
import { GcpComponent } from "./gcp-component.ts";

/** Cloud SQL listens here and nowhere else. */
const POSTGRESQL_PORT = 5432;

/**
 * PostgreSQL for one tenant: Cloud SQL.
 *
 * Creates: 1. the primary: private address only, own key, TLS only, identity login, pgaudit, daily backups and the log for
 * recovery to a point in time, insights; from two nodes on with a standby in another zone, where the tier has one with a
 * connection pooler · 2. a replica per reader of the blueprint, each in its zone · 3. the first database · 4. a user per
 * workload that logs in with its identity · 5. grants: connect and log in to these instances; backup sees their backups.
 * Does not: grant rights inside PostgreSQL or create the extension pgaudit (an administrator does once, with the master
 * password); balance over readers (Cloud SQL has no name for all of them); make the replica in the standby region (the
 * disaster-recovery stack does). Retention of insights and pace of system metrics are Google's, not the blueprint's.
 * Cost: per vCPU, GiB of memory and GiB of disk and hour, twice with a standby, once more per reader; per GiB of backups.
 * A private address and a key cannot be had later, so the smallest tier has them too.
 */
export class GcpDatabase extends GcpComponent implements Database {
  readonly databaseId: pulumi.Output<string>;
  readonly host: pulumi.Output<string>;
  readonly readerHost: pulumi.Output<string>;
  /** Every reader in the order of the blueprint. */
  readonly readerHosts: readonly pulumi.Output<string>[];
  readonly proxyHost?: pulumi.Output<string>;
  readonly proxyPort?: number;
  readonly port = POSTGRESQL_PORT;
  readonly databaseName: string;
  readonly users: Readonly<Partial<Record<Workload, string>>>;
  readonly masterSecretId: pulumi.Output<string>;

  /** @throws Error when the stack's secrets hold no master password, or the machine type cannot have the pooler that the blueprint wants. */
  constructor(name: string, args: DatabaseArgs, options?: pulumi.ComponentResourceOptions) {
    super("Database", name, args, options);
    const { stack, spec } = args;
    const master = masterSecret(args);
    const wiring = this.wiring(args);
    const primary = this.createPrimary(wiring, master.password);
    const readers = this.createReaders(wiring, primary);
    this.createFirstDatabase(args, primary);
    createDatabaseUsers(this, args, primary);
    grantDatabase(this, args, [primary, ...readers]);

    this.databaseId = primary.selfLink;
    this.host = primary.privateIpAddress;
    this.readerHosts = readers.map(({ privateIpAddress }) => privateIpAddress);
    this.readerHost = (readers[0] ?? primary).privateIpAddress;
    if (spec.proxy !== undefined) {
      this.proxyHost = primary.privateIpAddress;
      this.proxyPort = POOL_PORT;
    }
    this.databaseName = spec.databaseName;
    this.users = databaseUsers(stack);
    this.masterSecretId = master.secretId;
    this.registerOutputs({
      databaseId: this.databaseId,
      host: this.host,
      readerHost: this.readerHost,
      masterSecretId: this.masterSecretId,
    });
  }

  private wiring({ stack, spec, facts, boundary, network, keys }: DatabaseArgs): InstanceWiring {
    return {
      stack,
      spec,
      facts,
      rules: this.rules,
      project: boundary.boundaryName,
      networkId: network.networkId,
      encryptionKeyName: keys.keys.data.keyId,
      userLabels: this.allLabels("confidential"),
    };
  }

  private createPrimary(wiring: InstanceWiring, password: pulumi.Output<string>): DatabaseInstance {
    return this.child(DatabaseInstance, "primary", primaryArgs(wiring, password), {
      ignoreChanges: [...PRIMARY_IGNORED_CHANGES],
    });
  }

  /** One after the other would take hours; Cloud SQL makes replicas of one primary side by side. */
  private createReaders(wiring: InstanceWiring, primary: DatabaseInstance): readonly DatabaseInstance[] {
    return wiring.spec.nodes
      .filter(({ role }) => role === "reader")
      .map((node) =>
        this.child(DatabaseInstance, node.key, readerArgs(wiring, node, primary.name), {
          ignoreChanges: [...READER_IGNORED_CHANGES],
          deleteBeforeReplace: true,
        }),
      );
  }

  /** Given up, not dropped, when the stack lets go of it: it goes with the instance, and only then. */
  private createFirstDatabase({ boundary, spec }: DatabaseArgs, primary: DatabaseInstance): void {
    this.child(SqlDatabase, "first", {
      project: boundary.boundaryName,
      instance: primary.name,
      name: spec.databaseName,
      charset: "UTF8",
      collation: "en_US.UTF8",
      deletionPolicy: "ABANDON",
    });
  }
}
