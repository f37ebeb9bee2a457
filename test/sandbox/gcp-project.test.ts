import assert from "node:assert/strict";
import { checkGcpConfig, configureGcp } from "../../sandbox/clouds/gcp/configuration.ts";
import { CloudRefusal } from "../../sandbox/clouds/resource-type.ts";
import { REGION, refused, SimulatedGcp } from "./simulated-gcp.ts";

const SERVICE = "projects/service:Service";
const ACCOUNT = "serviceaccount/account:Account";
const POOL = "iam/workloadIdentityPool:WorkloadIdentityPool";
const PROVIDER = "iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider";
const KEY_RING = "kms/keyRing:KeyRing";

describe("the configuration of the simulated Google Cloud", () => {
  const config = { project: "acme-prod", region: REGION };

  it("needs credentials, in the provider's words", () => {
    const { failures } = checkGcpConfig(config, {});
    assert.equal(failures.length, 1);
    assert.match(failures[0]?.reason ?? "", /^Attempted to load application default credentials since neither/);
    assert.deepEqual(checkGcpConfig(config, { GOOGLE_OAUTH_ACCESS_TOKEN: "sandbox" }).failures, []);
    assert.deepEqual(checkGcpConfig({ ...config, credentials: "{}" }, {}).failures, []);
  });

  it("knows the provider's keys, with an endpoint per service, and no others", () => {
    const { failures } = checkGcpConfig(
      { ...config, kmsCustomEndpoint: "x", projekt: "y" },
      { GOOGLE_CREDENTIALS: "sandbox" },
    );
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["projekt"],
    );
  });

  it("lets `sandbox` act in every project and `sandbox-<project>` in its own", () => {
    const as = (GOOGLE_CREDENTIALS: string) => configureGcp(config, { GOOGLE_CREDENTIALS });
    assert.equal(as("sandbox").account, "acme-prod");
    assert.equal(as("sandbox-acme-prod").region, REGION);
    assert.throws(
      () => as("sandbox-globex-prod"),
      (error) => {
        assert.ok(error instanceof CloudRefusal);
        assert.match(
          error.message,
          /^googleapi: Error 403: Caller does not have required permission to use project acme-prod\./,
        );
        return true;
      },
    );
  });

  it("adds the attribution label unless told not to", () => {
    const labels = (own: object) => configureGcp({ ...config, ...own }, { GOOGLE_CREDENTIALS: "sandbox" }).defaultTags;
    assert.deepEqual(labels({ defaultLabels: '{"tenant":"acme"}' }), {
      tenant: "acme",
      "goog-pulumi-provisioned": "true",
    });
    assert.deepEqual(labels({ addPulumiAttributionLabel: "false" }), {});
  });
});

describe("the simulated services of a project", () => {
  it("must be on before anything is made with them", async () => {
    const cloud = new SimulatedGcp();
    await assert.rejects(cloud.make(KEY_RING, { name: "acme", location: REGION }), {
      message:
        /^Error creating KeyRing: googleapi: Error 403: cloudkms\.googleapis\.com has not been used in project \d{12} before or it is disabled\./,
    });
    await cloud.enable("cloudkms");
    await cloud.make(KEY_RING, { name: "acme", location: REGION });
  });

  it("are switched on twice without an error, and stay on when a stack lets go of them", async () => {
    const cloud = new SimulatedGcp();
    const inputs = { service: "cloudkms.googleapis.com", disableOnDestroy: false };
    const first = await cloud.make(SERVICE, inputs, "one");
    assert.equal(first.id, "acme-prod/cloudkms.googleapis.com");
    assert.equal((await cloud.make(SERVICE, inputs, "other")).id, first.id);
    await cloud.remove(first);
    assert.equal(cloud.records(SERVICE).length, 1);
    const off = await cloud.make(SERVICE, { service: "dns.googleapis.com", disableOnDestroy: true }, "dns");
    await cloud.remove(off);
    assert.equal(cloud.records(SERVICE).length, 1);
  });

  it("answer for number, zones and agents of the project", () => {
    const cloud = new SimulatedGcp();
    const { number } = cloud.invoke("organizations/getProject:getProject", { projectId: "acme-prod" });
    assert.match(String(number), /^\d{12}$/);
    const zones = cloud.invoke("compute/getZones:getZones", { region: REGION, status: "UP" });
    assert.deepEqual(zones["names"], ["europe-west1-b", "europe-west1-c", "europe-west1-d"]);
    const logs = cloud.invoke("logging/getProjectCmekSettings:getProjectCmekSettings", { project: "acme-prod" });
    assert.equal(logs["serviceAccountId"], `cmek-p${String(number)}@gcp-sa-logging.iam.gserviceaccount.com`);
    assert.throws(() => cloud.invoke("compute/getZones:getZones", { region: "europe-west99" }), {
      message:
        "Error retrieving zones: googleapi: Error 404: The resource 'projects/acme-prod/regions/europe-west99' was not found, notFound",
    });
  });
});

describe("the labels of the simulated Google Cloud", () => {
  const inputs = { name: "acme-nat", labels: { component: "network" } };

  it("are the resource's own as an input, and all of them as outputs", async () => {
    const cloud = new SimulatedGcp({ defaultLabels: { tenant: "acme" } });
    await cloud.enable("compute");
    const made = await cloud.make("compute/address:Address", inputs);
    const all = { component: "network", tenant: "acme" };
    assert.deepEqual(made.outputs["labels"], { component: "network" });
    assert.deepEqual(made.outputs["effectiveLabels"], all);
    assert.deepEqual(made.outputs["pulumiLabels"], all);
    assert.equal("effectiveLabels" in made.inputs, false);
    assert.deepEqual(cloud.records("compute/address:Address")[0]?.labels, all);
    assert.deepEqual((await cloud.read(made))?.["effectiveLabels"], all);
    assert.deepEqual(cloud.plan(made, inputs).changes, []);
  });

  it("change in place where only the provider's defaults do", async () => {
    const cloud = new SimulatedGcp({ defaultLabels: { tenant: "acme", tier: "standard" } });
    await cloud.enable("compute");
    const made = await cloud.make("compute/address:Address", inputs);
    const later = new SimulatedGcp({ defaultLabels: { tenant: "acme", tier: "premium" }, root: cloud.root });
    assert.deepEqual(
      later.plan(made, inputs).changes.map(({ path, replaces }) => [path, replaces]),
      [
        ["effectiveLabels.tier", false],
        ["pulumiLabels.tier", false],
      ],
    );
    const changed = await later.change(made, inputs);
    assert.deepEqual(changed.outputs["effectiveLabels"], { component: "network", tenant: "acme", tier: "premium" });
  });
});

describe("simulated service accounts and pools", () => {
  it("have an address in the project, which is given once", async () => {
    const cloud = new SimulatedGcp();
    await cloud.enable("iam");
    const made = await cloud.make(ACCOUNT, { accountId: "acme-production-app" });
    assert.equal(made.id, "projects/acme-prod/serviceAccounts/acme-production-app@acme-prod.iam.gserviceaccount.com");
    assert.equal(made.outputs["email"], "acme-production-app@acme-prod.iam.gserviceaccount.com");
    assert.match(String(made.outputs["uniqueId"]), /^\d{21}$/);
    await refused(
      cloud.make(ACCOUNT, { accountId: "acme-production-app" }, "again"),
      "Error creating service account: googleapi: Error 409: Service account acme-production-app already exists within project projects/acme-prod., alreadyExists",
    );
    assert.equal(cloud.failures(ACCOUNT, { accountId: "app" }).length, 1);
    assert.equal(cloud.failures(ACCOUNT, { accountId: "a".repeat(31) }).length, 1);
    assert.deepEqual(cloud.failures(ACCOUNT, { accountId: "a".repeat(30) }), []);
  });

  it("must exist before a role is given to them, as must the agents of services", async () => {
    const cloud = new SimulatedGcp();
    await cloud.enable("iam", "sqladmin");
    const grant = (member: string, name: string) =>
      cloud.make("projects/iAMMember:IAMMember", { project: "acme-prod", role: "roles/viewer", member }, name);
    const doing = "Error applying IAM policy for projects/acme-prod: googleapi: Error 400: Service account";
    const account = "acme-production-app@acme-prod.iam.gserviceaccount.com";
    await refused(grant(`serviceAccount:${account}`, "one"), `${doing} ${account} does not exist., badRequest`);
    await cloud.make(ACCOUNT, { accountId: "acme-production-app" });
    const made = await grant(`serviceAccount:${account}`, "two");
    assert.equal(made.id, `projects/acme-prod/roles/viewer/serviceAccount:${account}`);
    await assert.rejects(
      grant("serviceAccount:service-1@gcp-sa-cloud-sql.iam.gserviceaccount.com", "three"),
      /gcp-sa-cloud-sql\.iam\.gserviceaccount\.com does not exist/,
    );
    await cloud.make("projects/serviceIdentity:ServiceIdentity", { service: "sqladmin.googleapis.com" });
    await grant("serviceAccount:service-1@gcp-sa-cloud-sql.iam.gserviceaccount.com", "four");
  });

  it("keep a deleted pool's id, which cannot be had again for a month", async () => {
    const cloud = new SimulatedGcp();
    await cloud.enable("iam");
    const pool = await cloud.make(POOL, { workloadIdentityPoolId: "acme-issuers" });
    const provider = { workloadIdentityPoolId: "acme-issuers", workloadIdentityPoolProviderId: "issuer-1" };
    const oidc = { oidc: { issuerUri: "https://ci.acme.example" } };
    assert.match(
      String(pool.outputs["name"]),
      /^projects\/\d{12}\/locations\/global\/workloadIdentityPools\/acme-issuers$/,
    );
    await cloud.make(PROVIDER, { ...provider, ...oidc });
    await cloud.remove(pool);
    assert.equal(await cloud.read(pool), undefined);
    await refused(
      cloud.make(POOL, { workloadIdentityPoolId: "acme-issuers" }, "again"),
      "Error creating WorkloadIdentityPool: googleapi: Error 409: Requested entity already exists, alreadyExists",
    );
    await assert.rejects(
      cloud.make(PROVIDER, { ...provider, workloadIdentityPoolProviderId: "issuer-2", ...oidc }, "late"),
    );
    assert.equal(cloud.failures(POOL, { workloadIdentityPoolId: "gcp-acme" }).length, 1);
    assert.equal(cloud.failures(PROVIDER, provider).length, 1);
  });
});
