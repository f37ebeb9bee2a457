import { DatabaseInstance } from "@pulumi/gcp/sql/databaseInstance.js";
import type * as pulumi from "@pulumi/pulumi";
import type { DatabaseNodeSpec } from "../../tiers/blueprint.ts";
import type { Workload } from "../../tiers/vocabulary.ts";
import type { DatabaseReplica, DatabaseReplicaArgs } from "../contracts.ts";
import { grantLogins, homeDatabaseUsers } from "./database-access.ts";
import { FOLLOWER_IGNORED_CHANGES, followerArgs } from "./database-instance.ts";
import type { InstanceWiring } from "./database-instance.ts";
import { GcpComponent } from "./gcp-component.ts";
import { nameOfId } from "./names.ts";

/** Cloud SQL listens here and nowhere else. */
const POSTGRESQL_PORT = 5432;

/**
 * The tenant's database in the standby region: replicas of the home stack's Cloud SQL instance.
 *
 * Creates: 1. a replica that takes over, under the standby region's own key, private address only, TLS only, identity login ·
 * 2. where the tier has a warm standby region, further replicas in its other zones · 3. grants: the home stack's workloads
 * connect and log in to these instances. Databases, users and their rights come with the data.
 * Does not: designate the replica at the primary, which is the home stack's: whoever brings it up does once
 * (`gcloud sql instances patch … --failover-dr-replica-name`); take over by itself (`leasehold runbook` has the commands).
 * Cost: per vCPU, GiB of memory and GiB of disk and hour and replica; per GiB between the regions.
 */
export class GcpDatabaseReplica extends GcpComponent implements DatabaseReplica {
  readonly databaseId: pulumi.Output<string>;
  readonly host: pulumi.Output<string>;
  readonly port = POSTGRESQL_PORT;
  readonly databaseName: string;
  readonly users: Readonly<Partial<Record<Workload, pulumi.Input<string>>>>;

  /** @throws Error when the blueprint has no node that takes over. */
  constructor(name: string, args: DatabaseReplicaArgs, options?: pulumi.ComponentResourceOptions) {
    super("DatabaseReplica", name, args, options);
    const { spec, home } = args;
    const wiring = this.wiring(args);
    const primaryName = nameOfId(home.databaseId);
    const replicas = spec.nodes.map((node, index) => this.createReplica(wiring, node, index === 0, primaryName));
    const [standby] = replicas;
    if (standby === undefined) throw new Error("the blueprint's database has no node");
    grantLogins(this, { ...args, identity: home.identity }, replicas);

    this.databaseId = standby.selfLink;
    this.host = standby.privateIpAddress;
    this.databaseName = spec.databaseName;
    this.users = homeDatabaseUsers(home.identity);
    this.registerOutputs({ databaseId: this.databaseId, host: this.host });
  }

  private wiring({ stack, spec, facts, boundary, network, home }: DatabaseReplicaArgs): InstanceWiring {
    return {
      stack,
      spec,
      facts,
      rules: this.rules,
      project: boundary.boundaryName,
      networkId: network.networkId,
      encryptionKeyName: home.keys.keys.data.keyId,
      userLabels: this.allLabels("confidential"),
    };
  }

  private createReplica(
    wiring: InstanceWiring,
    node: DatabaseNodeSpec,
    takesOver: boolean,
    primaryName: pulumi.Output<string>,
  ): DatabaseInstance {
    return this.child(DatabaseInstance, node.key, followerArgs(wiring, node, { takesOver, primaryName }), {
      ignoreChanges: [...FOLLOWER_IGNORED_CHANGES],
      deleteBeforeReplace: true,
    });
  }
}
