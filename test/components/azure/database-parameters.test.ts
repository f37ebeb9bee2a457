import assert from "node:assert/strict";
import { find, ofType } from "../../harness/azure-recording.ts";
import { recordAzureDatabase } from "../../harness/azure-stores.ts";
import type { Recording } from "../../harness/recorded-registrations.ts";
import { valueOf } from "../../harness/store-wiring.ts";

const CONFIGURATION = "azure-native:dbforpostgresql:Configuration";

/** Server parameters of one node, by name. */
function parametersOf(recording: Recording<unknown>, node: string): Readonly<Record<string, unknown>> {
  const prefix = `acme-production-database-${node}-parameter-`;
  const configurations = ofType(recording, CONFIGURATION).filter(({ name }) => name.startsWith(prefix));
  return Object.fromEntries(
    configurations.map(({ inputs }): [string, unknown] => [String(inputs["configurationName"]), inputs["value"]]),
  );
}

describe("the parameters of AzureDatabase, and the order in which its servers change", () => {
  it("forces TLS and SCRAM, records with pgaudit, and sets the tier's connections", async () => {
    assert.deepEqual(parametersOf(await recordAzureDatabase("premium"), "writer"), {
      "azure.accepted_password_auth_method": "SCRAM-SHA-256",
      "azure.extensions": "PG_STAT_STATEMENTS,PGAUDIT",
      "connection_throttle.enable": "ON",
      idle_in_transaction_session_timeout: "300000",
      log_connections: "ON",
      log_disconnections: "ON",
      log_lock_waits: "ON",
      log_min_duration_statement: "500",
      log_parameter_max_length: "0",
      max_connections: "500",
      max_replication_slots: "10",
      max_wal_senders: "10",
      "metrics.collector_database_activity": "ON",
      password_encryption: "SCRAM-SHA-256",
      "pg_qs.query_capture_mode": "TOP",
      "pg_qs.retention_period_in_days": "7",
      "pgaudit.log": "role,ddl",
      "pgbouncer.default_pool_size": "100",
      "pgbouncer.enabled": "true",
      "pgbouncer.pool_mode": "TRANSACTION",
      "pgbouncer.server_idle_timeout": "1800",
      require_secure_transport: "ON",
      shared_preload_libraries: "pg_stat_statements,pgaudit",
      ssl_min_protocol_version: "TLSv1.2",
    });
  });

  it("gives readers what a tier may change, and has the same parameters in every dedicated tier", async () => {
    const premium = await recordAzureDatabase("premium");
    const writer = parametersOf(premium, "writer");
    const reader = parametersOf(premium, "reader-b");
    assert.deepEqual(Object.keys(reader).sort(), [
      "log_min_duration_statement",
      "max_connections",
      "metrics.collector_database_activity",
      "pg_qs.retention_period_in_days",
      "pgaudit.log",
      "pgbouncer.default_pool_size",
      "pgbouncer.enabled",
      "pgbouncer.pool_mode",
      "pgbouncer.server_idle_timeout",
    ]);
    for (const [name, value] of Object.entries(reader)) assert.equal(value, writer[name], name);
    const standard = parametersOf(await recordAzureDatabase("standard"), "writer");
    assert.deepEqual(Object.keys(standard).sort(), Object.keys(writer).sort());
    assert.equal(standard["pgbouncer.enabled"], "false");
  });

  it("changes a server by one thing at a time", async () => {
    const recording = await recordAzureDatabase("enterprise");
    const configurations = ofType(recording, CONFIGURATION);
    assert.equal(configurations.length, 24 + 9 + 9);
    const [first] = configurations;
    assert.deepEqual(first?.dependencies, ["acme-production-database-writer"]);
    for (const [index, { name, dependencies }] of configurations.entries()) {
      const before = configurations[index - 1];
      const node = /database-(writer|reader-.)-/.exec(name)?.[0] ?? name;
      if (before?.name.includes(node) === true) assert.ok(dependencies.includes(before.name), name);
    }
    const readerB = find(recording, "database-reader-b");
    const readerC = find(recording, "database-reader-c");
    assert.deepEqual(readerB.dependencies, ["acme-production-database-administrator-admin"]);
    assert.deepEqual(readerC.dependencies, [
      "acme-production-database-reader-b-parameter-pgbouncer-server_idle_timeout".replaceAll("_", "-"),
    ]);
  });

  it("grows readers before the writer where they must not be outgrown", async () => {
    const recording = await recordAzureDatabase("enterprise", { growingReaders: ["reader-b"] });
    assert.deepEqual(find(recording, "database-reader-b").dependencies, []);
    assert.deepEqual(find(recording, "database-writer").dependencies, ["acme-production-database-reader-b"]);
    assert.deepEqual(find(recording, "database-reader-c").dependencies, [
      "acme-production-database-administrator-admin",
    ]);
    const hosts = await Promise.all(recording.result.readerHosts.map((host) => valueOf(host)));
    assert.deepEqual(hosts, [
      "acme-production-38294fb1-database-reader-b.postgres.database.azure.com",
      "acme-production-38294fb1-database-reader-c.postgres.database.azure.com",
    ]);
  });
});
