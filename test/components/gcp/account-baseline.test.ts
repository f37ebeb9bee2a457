import assert from "node:assert/strict";
import { accountFixture } from "../../harness/account-blueprints.ts";
import { findInAccount, recordBaseline, type RecordedBaseline } from "../../harness/recorded-account.ts";

describe("GcpAccountBaseline", () => {
  let recording: RecordedBaseline;
  before(async () => {
    recording = await recordBaseline(accountFixture("gcp"));
  });

  it("makes services, key, audit configuration, record, constraints, contacts and the topic of findings", () => {
    const keys = recording.registrations
      .filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
      .map(({ name }) => name.replace("account-acme-baseline-", ""));
    assert.deepEqual(keys.sort(), [
      "agent-pubsub",
      "constraint-bucket-access-by-iam",
      "constraint-default-agents-without-rights",
      "constraint-no-default-network",
      "constraint-no-public-buckets",
      "constraint-no-public-databases",
      "constraint-no-serial-console",
      "constraint-no-service-account-keys",
      "constraint-no-wide-open-databases",
      "constraint-sign-in-by-iam",
      "contact-owner",
      "contact-security",
      "evidence",
      "evidence-sink",
      "evidence-sink-writer",
      "findings",
      "findings-handler",
      "findings-notification",
      "findings-publisher",
      "key",
      "key-grant-logging",
      "key-grant-pub-sub",
      "key-grant-storage",
      "log-bucket",
      "logged-databases",
      "logged-identities",
      "logged-keys",
      "logged-secrets",
      "logged-stores",
      "logged-tokens",
      "ring",
      "service-cloudkms",
      "service-cloudresourcemanager",
      "service-essentialcontacts",
      "service-iam",
      "service-logging",
      "service-orgpolicy",
      "service-pubsub",
      "service-securitycenter",
      "service-storage",
      "sink",
    ]);
  });

  it("logs who reads and writes data, for every service that holds some", () => {
    assert.deepEqual(findInAccount(recording, "logged-stores").inputs, {
      project: "acme-production",
      service: "storage.googleapis.com",
      auditLogConfigs: [{ logType: "ADMIN_READ" }, { logType: "DATA_READ" }, { logType: "DATA_WRITE" }],
    });
  });

  it("keeps the whole record for its time under the key, locked only by explicit choice", async () => {
    const { inputs, dependencies } = findInAccount(recording, "log-bucket");
    assert.deepEqual(inputs, {
      project: "acme-production",
      location: "europe-west1",
      bucketId: "account-acme-audit",
      description: "account-acme: who did what",
      retentionDays: 2190,
      cmekSettings: { kmsKeyName: "account-acme-baseline-key-id" },
      locked: false,
    });
    assert.ok(dependencies.includes("account-acme-baseline-key-grant-logging"));
    assert.equal(
      findInAccount(recording, "sink").inputs["filter"],
      ["activity", "data_access", "system_event", "policy", "access_transparency"]
        .map((log) => `log_id("cloudaudit.googleapis.com/${log}")`)
        .join(" OR "),
    );
    const fixture = accountFixture("gcp");
    const audit = { ...fixture.baseline.audit, lockMode: "compliance" as const };
    const locked = await recordBaseline({ ...fixture, baseline: { ...fixture.baseline, audit } });
    assert.equal(findInAccount(locked, "log-bucket").inputs["locked"], true);
  });

  it("copies the record into a bucket whose retention holds from the first day, locked only by explicit choice", async () => {
    const { inputs, dependencies } = findInAccount(recording, "evidence");
    assert.deepEqual(inputs["retentionPolicy"], { retentionPeriod: String(2190 * 86_400), isLocked: false });
    assert.deepEqual(
      [inputs["name"], inputs["location"], inputs["publicAccessPrevention"]],
      ["account-acme-evidence-acme-production-europe-west1", "EUROPE-WEST1", "enforced"],
    );
    assert.ok(dependencies.includes("account-acme-baseline-key-grant-storage"));
    const { destination, filter } = findInAccount(recording, "evidence-sink").inputs;
    assert.equal(destination, "storage.googleapis.com/account-acme-evidence-acme-production-europe-west1");
    assert.equal(filter, findInAccount(recording, "sink").inputs["filter"]);
    assert.equal(findInAccount(recording, "evidence-sink-writer").inputs["role"], "roles/storage.objectCreator");
    const fixture = accountFixture("gcp");
    const audit = { ...fixture.baseline.audit, lockMode: "compliance" as const };
    const locked = await recordBaseline({ ...fixture, baseline: { ...fixture.baseline, audit } });
    assert.deepEqual(findInAccount(locked, "evidence").inputs["retentionPolicy"], {
      retentionPeriod: String(2190 * 86_400),
      isLocked: true,
    });
  });

  it("puts findings of medium severity and more on a topic that Security Command Center may write to", () => {
    assert.deepEqual(findInAccount(recording, "findings-notification").inputs["streamingConfig"], {
      filter: 'state = "ACTIVE" AND (severity = "MEDIUM" OR severity = "HIGH" OR severity = "CRITICAL")',
    });
    assert.deepEqual(findInAccount(recording, "findings").inputs["messageStoragePolicy"], {
      allowedPersistenceRegions: ["europe-west1", "europe-west4"],
    });
    assert.equal(
      findInAccount(recording, "findings-publisher").inputs["member"],
      "serviceAccount:service-project-123456789012@security-center-api.iam.gserviceaccount.com",
    );
  });

  it("enforces each constraint on the project", () => {
    const policies = recording.registrations.filter(({ type }) => type === "gcp:orgpolicy/policy:Policy");
    for (const { inputs } of policies) {
      assert.equal(inputs["parent"], "projects/acme-production");
      assert.deepEqual(inputs["spec"], { rules: [{ enforce: "TRUE" }] });
    }
    assert.equal(
      findInAccount(recording, "constraint-no-public-buckets").inputs["name"],
      "projects/acme-production/policies/storage.publicAccessPrevention",
    );
  });

  it("has Google call the security contact about security, the owner about the rest, one address once", async () => {
    assert.deepEqual(findInAccount(recording, "contact-security").inputs, {
      parent: "projects/acme-production",
      email: "security@acme.example",
      languageTag: "en",
      notificationCategorySubscriptions: ["SECURITY"],
    });
    const fixture = accountFixture("gcp");
    const contacts = { owner: "security@acme.example", security: "security@acme.example" };
    const { registrations } = await recordBaseline({ ...fixture, stack: { ...fixture.stack, contacts } });
    assert.equal(registrations.filter(({ type }) => type === "gcp:essentialcontacts/contact:Contact").length, 1);
  });

  it("protects ring, key and both buckets of the record, and keeps them when the stack goes", async () => {
    const stores = ["ring", "key", "log-bucket", "evidence"];
    for (const key of stores) assert.equal(findInAccount(recording, key).protect, true, key);
    const leaving = await recordBaseline(accountFixture("gcp"), "decommissioning");
    for (const key of stores) {
      const { protect, retainOnDelete } = findInAccount(leaving, key);
      assert.deepEqual([key, protect, retainOnDelete], [key, false, true]);
    }
  });

  it("labels what can be labelled beyond the stack's own labels", () => {
    for (const key of ["key", "findings", "findings-handler", "evidence"])
      assert.deepEqual(findInAccount(recording, key).inputs["labels"], {
        component: "account-baseline",
        "data-class": key === "key" ? "confidential" : "internal",
      });
  });
});
