import assert from "node:assert/strict";
import { databaseUsers } from "../../../components/gcp/database-access.ts";
import { find, ofType } from "../../harness/aws-recording.ts";
import { email, gcpStack, PROJECT, recordGcpDatabase } from "../../harness/gcp-stores.ts";
import { valueOf } from "../../harness/store-wiring.ts";

describe("who reaches GcpDatabase", () => {
  it("gives each workload a user of its own and the way in to these instances only", async () => {
    const recording = await recordGcpDatabase("premium");
    const { inputs } = find(recording, "database-user-migration");
    assert.deepEqual(inputs, {
      project: PROJECT,
      instance: "acme-production-database",
      name: `acme-production-migration@${PROJECT}.iam`,
      type: "CLOUD_IAM_SERVICE_ACCOUNT",
      deletionPolicy: "ABANDON",
    });
    const expression = ["acme-production-database", "acme-production-database-reader-b"]
      .map((name) => `resource.name == "projects/${PROJECT}/instances/${name}"`)
      .join(" || ");
    const grants = ofType(recording, "gcp:projects/iAMMember:IAMMember");
    for (const grant of grants) {
      assert.equal(grant.inputs["project"], PROJECT);
      assert.deepEqual(grant.inputs["condition"], { title: "acme-production database", expression });
    }
    assert.deepEqual(
      grants.map((grant) => `${String(grant.inputs["member"])} ${String(grant.inputs["role"])}`).sort(),
      [
        `serviceAccount:${email("admin")} roles/cloudsql.client`,
        `serviceAccount:${email("admin")} roles/cloudsql.instanceUser`,
        `serviceAccount:${email("app")} roles/cloudsql.client`,
        `serviceAccount:${email("app")} roles/cloudsql.instanceUser`,
        `serviceAccount:${email("backup")} roles/cloudsql.viewer`,
        `serviceAccount:${email("migration")} roles/cloudsql.client`,
        `serviceAccount:${email("migration")} roles/cloudsql.instanceUser`,
      ],
    );
  });
});

describe("the database users' names", () => {
  it("fit the 63 characters of PostgreSQL, however long tenant and project id are", () => {
    const { stack } = gcpStack("premium");
    const longest = { ...stack, name: `${"t".repeat(24)}-development`, account: "p".repeat(30) };
    const names = Object.values(databaseUsers(longest));
    assert.deepEqual([...new Set(names.map((name) => name.length))], [63]);
    assert.equal(new Set(names).size, 3);
  });
});

describe("contract of GcpDatabase", () => {
  it("offers hosts, the pooler's port, users and the reference to the master secret", async () => {
    const { result } = await recordGcpDatabase("premium");
    assert.equal(await valueOf(result.host), "address of acme-production-database");
    assert.equal(await valueOf(result.readerHost), "address of acme-production-database-reader-b");
    assert.ok(result.proxyHost);
    assert.equal(await valueOf(result.proxyHost), "address of acme-production-database");
    assert.deepEqual([result.port, result.proxyPort, result.databaseName], [5432, 6432, "app"]);
    assert.equal(
      await valueOf(result.databaseId),
      `https://sqladmin.googleapis.com/sql/v1beta4/projects/${PROJECT}/instances/acme-production-database`,
    );
    assert.equal(await valueOf(result.masterSecretId), "master-secret");
    assert.deepEqual(result.users, databaseUsers(gcpStack("premium").stack));
    assert.deepEqual(result.users, {
      app: `acme-production-app@${PROJECT}.iam`,
      migration: `acme-production-migration@${PROJECT}.iam`,
      admin: `acme-production-admin@${PROJECT}.iam`,
    });
  });

  it("offers no pooler and the primary for reading where there is but one node", async () => {
    const { result } = await recordGcpDatabase("standard");
    assert.deepEqual([result.proxyHost, result.proxyPort], [undefined, undefined]);
    assert.equal(await valueOf(result.readerHost), "address of acme-production-database");
  });
});
