import assert from "node:assert/strict";
import type { Properties } from "../../sandbox/clouds/resource-type.ts";
import { answer, BURST_SIZE, GROUP_ID, readerInputs, SERVER_INPUTS, StoreCloud } from "./azure-stores-fixture.ts";

const SERVER = "dbforpostgresql:Server";
const CONFIGURATION = "dbforpostgresql:Configuration";
const DATABASE = "dbforpostgresql:Database";
const ADMINISTRATOR = "dbforpostgresql:AdministratorsMicrosoftEntra";

describe("the simulated PostgreSQL flexible server: what lies in it", () => {
  const parameter = (configurationName: string, value: string): Properties => ({
    serverName: "acme-db",
    configurationName,
    value,
    source: "user-override",
  });

  it("takes the parameters that the server has, with values that it allows", async () => {
    const cloud = await StoreCloud.withGroup();
    await assert.rejects(cloud.make(CONFIGURATION, parameter("max_connections", "500")), /ParentResourceNotFound/);
    await cloud.make(SERVER, SERVER_INPUTS);
    const made = await cloud.make(CONFIGURATION, parameter("max_connections", "500"));
    assert.equal(
      made.id,
      `${GROUP_ID}/providers/Microsoft.DBforPostgreSQL/flexibleServers/acme-db/configurations/max_connections`,
    );
    assert.deepEqual(
      [made.outputs["dataType"], made.outputs["isDynamicConfig"], made.outputs["isConfigPendingRestart"]],
      ["Integer", false, true],
    );
    for (const [name, value, allowed] of [
      ["max_wal_senders", "4", "5-100"],
      ["max_wal_senders", "101", "5-100"],
      ["ssl_min_protocol_version", "TLSv1.1", "TLSv1.2,TLSv1.3"],
      ["pgaudit.log", "ddl,everything", "none,read,write,function,role,ddl,misc,all"],
    ] as const) {
      await assert.rejects(
        cloud.make(CONFIGURATION, parameter(name, value), "bad"),
        answer(
          "400 InvalidParameterValue",
          `Invalid value '${value}' given for parameter ${name}. Specify a valid parameter value: ${allowed}.`,
        ),
      );
    }
    await assert.rejects(
      cloud.make(CONFIGURATION, parameter("rds.force_ssl", "1"), "bad"),
      answer("404 ConfigurationNotExists", "The configuration 'rds.force_ssl' does not exist for the server."),
    );
  });

  it("has no pooler on a burst size", async () => {
    const cloud = await StoreCloud.withGroup();
    await cloud.make(SERVER, { ...SERVER_INPUTS, ...BURST_SIZE });
    await assert.rejects(
      cloud.make(CONFIGURATION, parameter("pgbouncer.enabled", "true")),
      answer("400 FeatureNotSupported", "PgBouncer is not supported for the Burstable compute tier."),
    );
  });

  it("has databases of one's own name and order, and administrators where identities may log in", async () => {
    const cloud = await StoreCloud.withGroup();
    await cloud.make(SERVER, {
      ...SERVER_INPUTS,
      authConfig: { activeDirectoryAuth: "Disabled", passwordAuth: "Enabled" },
    });
    await assert.rejects(
      cloud.make(DATABASE, { serverName: "acme-db", databaseName: "postgres" }),
      answer("400 InvalidDatabaseName", "The database name 'postgres' is reserved."),
    );
    const made = await cloud.make(DATABASE, { serverName: "acme-db", databaseName: "app", charset: "UTF8" });
    await assert.rejects(
      cloud.change(made, { charset: "LATIN1" }),
      answer("409 PropertyChangeNotAllowed", "Changing property 'charset' is not allowed."),
    );
    await assert.rejects(
      cloud.make(ADMINISTRATOR, { serverName: "acme-db", objectId: "11111111-2222-3333-4444-555555555555" }),
      answer("400 AadAuthNotEnabled", "Microsoft Entra authentication is not enabled on the server 'acme-db'."),
    );
  });

  it("is written to at the writer only, and goes with it", async () => {
    const cloud = await StoreCloud.withGroup();
    const writer = await cloud.make(SERVER, SERVER_INPUTS, "writer");
    const follower = await cloud.make(SERVER, readerInputs(writer, "acme-db-b"), "reader-b");
    await assert.rejects(
      cloud.make(DATABASE, { serverName: "acme-db-b", databaseName: "app" }),
      answer("400 OperationNotAllowedOnReplica", "The server 'acme-db-b' is a read replica and cannot be written to."),
    );
    await cloud.make(DATABASE, { serverName: "acme-db", databaseName: "app" });
    await cloud.make(CONFIGURATION, parameter("log_connections", "ON"));
    await cloud.remove(follower);
    await cloud.remove(writer);
    for (const type of [SERVER, DATABASE, CONFIGURATION]) assert.deepEqual(cloud.ids(type), []);
  });

  it("gives a parameter its default back below a lock, which forbids deleting only", async () => {
    const cloud = await StoreCloud.withGroup();
    const writer = await cloud.make(SERVER, SERVER_INPUTS, "writer");
    const set = await cloud.make(CONFIGURATION, parameter("log_connections", "ON"));
    await cloud.make(
      "authorization:ManagementLockByScope",
      { scope: writer.id, lockName: "leasehold", level: "CanNotDelete", resourceGroupName: undefined },
      "lock",
    );
    await cloud.remove(set);
    await assert.rejects(cloud.remove(writer), /ScopeLocked/);
  });
});
