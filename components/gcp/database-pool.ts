/** Managed connection pooling: poolers that Cloud SQL runs in front of an instance. */
import type { input } from "@pulumi/gcp/types/index.js";
import type { DatabaseSpec } from "../../tiers/blueprint.ts";

/** Port of the poolers on the instance's own address; any kind of identity login works there (Cloud SQL "Managed Connection Pooling"). */
export const POOL_PORT = 6432;

/** Cloud SQL runs a pooler per four vCPU, and at least one (Cloud SQL "Managed Connection Pooling", performance and scaling). */
const VCPU_PER_POOLER = 4;

/**
 * The pool of the primary; nothing where the blueprint wants none, so that a downgrade switches it off.
 * `max_pool_size` holds for each pooler and each pair of user and database; programs come as one user of one database.
 * @throws Error in an edition without poolers: resolve would have refused it.
 */
export function poolConfiguration({
  proxy,
  edition = "",
  nodeVcpu,
}: DatabaseSpec): Pick<input.sql.DatabaseInstanceSettings, "connectionPoolConfigs"> {
  if (proxy === undefined) return {};
  if (edition !== "ENTERPRISE_PLUS") {
    throw new Error(
      `database.edition: got ${edition}, expected ENTERPRISE_PLUS, the only one with a connection pooler`,
    );
  }
  const poolers = Math.max(1, Math.floor(nodeVcpu / VCPU_PER_POOLER));
  return {
    connectionPoolConfigs: [
      {
        connectionPoolingEnabled: true,
        flags: [
          { name: "pool_mode", value: "transaction" },
          { name: "max_pool_size", value: String(Math.max(1, Math.floor(proxy.maxPoolConnections / poolers))) },
          { name: "client_connection_idle_timeout", value: String(proxy.idleTimeoutMinutes * 60) },
        ],
      },
    ],
  };
}
