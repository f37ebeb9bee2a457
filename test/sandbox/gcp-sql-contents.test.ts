import assert from "node:assert/strict";
import { PROJECT, refused, SimulatedStores, SQL_INPUTS, withSettings } from "./gcp-stores.ts";

const INSTANCE = "sql/databaseInstance:DatabaseInstance";
const NAME = "acme-production-database";

describe("the simulated Cloud SQL: databases and users", () => {
  const DATABASE = "sql/database:Database";
  const USER = "sql/user:User";
  const user = { instance: NAME, name: `acme-production-app@${PROJECT}.iam`, type: "CLOUD_IAM_SERVICE_ACCOUNT" };

  it("lie in an instance that exists, once per name, and go with it", async () => {
    const cloud = new SimulatedStores().found();
    const absent = "googleapi: Error 404: The Cloud SQL instance does not exist., instanceDoesNotExist";
    await refused(
      cloud.make(DATABASE, { instance: NAME, name: "app" }),
      `Error, failed to insert database app into instance ${NAME}: ${absent}`,
    );
    const instance = await cloud.make(INSTANCE, SQL_INPUTS);
    const database = await cloud.make(DATABASE, { instance: NAME, name: "app" });
    assert.equal(database.id, `projects/${PROJECT}/instances/${NAME}/databases/app`);
    await refused(
      cloud.make(DATABASE, { instance: NAME, name: "app" }),
      `Error, failed to insert database app into instance ${NAME}: googleapi: Error 400: Invalid request: failed to create database app. Detail: pq: database "app" already exists., invalid`,
    );
    assert.equal((await cloud.make(USER, user)).id, `acme-production-app@${PROJECT}.iam//${NAME}`);
    await cloud.remove(instance);
    assert.deepEqual([cloud.ids(DATABASE), cloud.ids(USER)], [[], []]);
  });

  it("are kept by the cloud when the provider only lets go of them", async () => {
    const cloud = new SimulatedStores().found();
    await cloud.make(INSTANCE, SQL_INPUTS);
    await cloud.remove(await cloud.make(DATABASE, { instance: NAME, name: "app", deletionPolicy: "ABANDON" }));
    await cloud.remove(await cloud.make(DATABASE, { instance: NAME, name: "other" }));
    assert.deepEqual(cloud.ids(DATABASE), [`projects/${PROJECT}/instances/${NAME}/databases/app`]);
  });

  it("log in with an identity under the short name, where the flag is on", async () => {
    const cloud = new SimulatedStores().found();
    const doing = (name: string): string =>
      `Error, failed to insert user ${name} into instance ${NAME}: googleapi: Error 400: Invalid request:`;
    await cloud.make(INSTANCE, SQL_INPUTS);
    const long = `${user.name}.gserviceaccount.com`;
    await refused(
      cloud.make(USER, { ...user, name: long }),
      `${doing(long)} Invalid user name: Database username for Cloud IAM service account should be created without ".gserviceaccount.com" suffix., invalid`,
    );
    const cut = `${"a".repeat(28)}@${"p".repeat(31)}.iam`;
    await refused(
      cloud.make(USER, { ...user, name: cut }),
      `${doing(cut)} Invalid user name: ${cut} is longer than 63 characters., invalid`,
    );
    await refused(
      cloud.make(USER, { ...user, password: "correct-horse" }),
      `${doing(user.name)} Password cannot be set for a Cloud IAM user., invalid`,
    );
    await refused(
      cloud.make(USER, { instance: NAME, name: "bob" }),
      `${doing("bob")} Password is required for a built-in user of PostgreSQL., invalid`,
    );
    await cloud.make(INSTANCE, { ...withSettings(SQL_INPUTS, { databaseFlags: [] }), name: "without-login" });
    await refused(
      cloud.make(USER, { ...user, instance: "without-login" }),
      `Error, failed to insert user ${user.name} into instance without-login: googleapi: Error 400: Invalid request: IAM authentication is not enabled for the instance: set the flag cloudsql.iam_authentication to on., invalid`,
    );
  });
});
