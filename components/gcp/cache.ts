import { Instance } from "@pulumi/gcp/memorystore/instance.js";
import { IAMMember } from "@pulumi/gcp/projects/iammember.js";
import type { output } from "@pulumi/gcp/types/index.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Workload } from "../../tiers/vocabulary.ts";
import type { Cache, CacheArgs } from "../contracts.ts";
import { cacheArgs } from "./cache-instance.ts";
import { conditionalGrant } from "./conditional-grant.ts";
import { GcpComponent } from "./gcp-component.ts";

/** Workloads that may log in. What lies in a cache can be made again, so backup may not. */
const CACHE_WORKLOADS = ["app", "migration", "admin"] as const satisfies readonly Workload[];

/** Name that goes with the identity's token: Memorystore knows one user (Memorystore "Connect to an instance that uses IAM authentication"). */
const CACHE_USER = "default";

/** Memorystore listens here and nowhere else; a cluster's nodes follow on ports of their own. */
const CACHE_PORT = 6379;

/**
 * Redis-compatible cache for one tenant: Memorystore for Valkey.
 *
 * Creates: 1. the instance: own key, TLS only, identity login, cluster mode, shards and replicas by tier; Google makes its
 * endpoints in the data subnet, by the network's policy · 2. grants: log in to this instance.
 * Does not: keep anything that exists nowhere else; replication is asynchronous and a failover may lose the last writes.
 * Tell one workload's keys from another's: all log in as one user of the tenant's own instance.
 * Cost: per node and hour (shards × (1 + replicas)), per GiB of backups. Cluster mode makes the smallest tier no dearer.
 */
export class GcpCache extends GcpComponent implements Cache {
  readonly cacheId: pulumi.Output<string>;
  readonly host: pulumi.Output<string>;
  readonly port = CACHE_PORT;
  readonly users: Readonly<Partial<Record<Workload, string>>> = {
    app: CACHE_USER,
    migration: CACHE_USER,
    admin: CACHE_USER,
  };

  constructor(name: string, args: CacheArgs, options?: pulumi.ComponentResourceOptions) {
    super("Cache", name, args, options);
    const instance = this.createInstance(args);
    this.grantLogins(args, instance);

    this.cacheId = instance.name;
    this.host = instance.endpoints.apply(discoveryAddress);
    this.registerOutputs({ cacheId: this.cacheId, host: this.host });
  }

  private createInstance({ stack, spec, boundary, network, keys }: CacheArgs): Instance {
    const wiring = {
      project: boundary.boundaryName,
      networkId: network.networkId,
      kmsKey: keys.keys.data.keyId,
    };
    return this.labelledChild(Instance, "instance", "confidential", cacheArgs(stack, spec, this.rules, wiring));
  }

  private grantLogins({ stack, boundary, identity }: CacheArgs, instance: Instance): void {
    const right = {
      role: "roles/memorystore.dbConnectionUser",
      title: `${stack.name} cache`,
      resourceNames: [instance.name],
    };
    for (const workload of CACHE_WORKLOADS) {
      this.child(IAMMember, `grant-${workload}`, conditionalGrant(boundary, identity.principals[workload], right));
    }
  }
}

/**
 * The address at which a client asks for the cluster's nodes. `discoveryEndpoints` stays empty where Google makes the
 * endpoints (SDK docstring: memorystore.Instance.discoveryEndpoints).
 * @throws Error when the instance has none, which only a cloud that breaks its word can bring about.
 */
function discoveryAddress(endpoints: readonly output.memorystore.InstanceEndpoint[]): string {
  for (const { connections } of endpoints) {
    for (const { pscAutoConnection } of connections ?? []) {
      const { connectionType, ipAddress } = pscAutoConnection ?? {};
      if (connectionType === "CONNECTION_TYPE_DISCOVERY" && ipAddress !== undefined) return ipAddress;
    }
  }
  throw new Error("the cache has no discovery endpoint: the network's policy made none");
}
