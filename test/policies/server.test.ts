/** The pack's own process, started and asked as the engine does it. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import analyzerMessages from "@pulumi/pulumi/proto/analyzer_pb.js";
import { TODAY_VARIABLE } from "../../policies/judged-day.ts";
import { readLedger } from "../../policies/ledger.ts";
import { RULES } from "../../policies/rules.ts";
import { PackServer, type SentResource, type Told } from "./harness/pack-server.ts";
import { NOT_YET_KNOWN } from "./harness/rule-case.ts";

const { EnforcementLevel } = analyzerMessages;
const INSTANCE = "aws:rds/instance:Instance";

/** As the engine marks a secret. */
function secret(value: unknown): object {
  return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value };
}

/** A resource of the example tenant acme: tier premium, frameworks gdpr and soc-2. */
function resource(type: string, name: string, props: Readonly<Record<string, unknown>>): SentResource {
  return { urn: `urn:pulumi:acme-production::leasehold::${type}::${name}`, type, name, props };
}

/** `policy level severity`, sorted. */
function heads(told: readonly Told[]): string[] {
  return told.map(({ policy, level, severity }) => `${policy} ${level} ${severity}`).sort();
}

describe("the pack's server", function () {
  this.timeout(60_000);

  let folder: string;
  let server: PackServer;
  let asked: PackServer;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "leasehold-pack-"));
    [server, asked] = [await PackServer.start(), await PackServer.start()];
  });
  after(() => {
    server.dispose();
    asked.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it("tells what it is: a policy for resources, one for the stack, and one per remedy, which is off", async () => {
    console.log(`      start of the pack: ${(server.startMs / 1000).toFixed(2)} s`);
    const info = await server.info();
    assert.equal(info.getName(), "leasehold");
    assert.equal(info.getVersion(), "0.1.0");
    const remedies = RULES.filter((rule) => rule.remedies !== undefined);
    assert.deepEqual(
      info.getPoliciesList().map((one) => [one.getName(), one.getEnforcementlevel()]),
      [
        ["leasehold", EnforcementLevel.MANDATORY],
        ["leasehold-stack", EnforcementLevel.MANDATORY],
        ...remedies.map(({ name }) => [name, EnforcementLevel.DISABLED]),
      ],
    );
    assert.equal(remedies.length, 35);
  });

  describe("with settings it cannot use", () => {
    const DATABASE = resource(INSTANCE, "db", {});
    const FAILED = "Error validating resource with policy 'leasehold' from policy pack 'leasehold@v0.1.0':";

    const BAD: readonly (readonly [what: string, properties: object, problem: string])[] = [
      [
        "a setting that there is not",
        { framework: ["hipaa"] },
        "leasehold.framework: got an unknown key, expected frameworks; correct the spelling or remove it",
      ],
      [
        "a framework taken away",
        { removeFrameworks: ["gdpr"] },
        "leasehold.removeFrameworks: got removeFrameworks, expected nothing of the kind; configuration can add frameworks, never remove them: take them out of the tenant's file",
      ],
    ];
    for (const [what, properties, problem] of BAD) {
      it(`says so without a trace, and judges nothing: ${what}`, async () => {
        await server.configure({ leasehold: { level: "MANDATORY", properties } });
        const details = [FAILED, "configuration of the policy pack:", `  ${problem}`].join("\n");
        await assert.rejects(server.analyze(DATABASE), { details });
      });
    }

    it("says what is wrong with a file of waivers, at its place", async () => {
      const waivers = join(folder, "waivers.yaml");
      const right = `urn: "urn:pulumi:*::*", reason: accepted until the migration, ticket: LH-1, created: 2026-11-01, expires: 2026-11-02`;
      writeFileSync(waivers, `waivers:\n  - { rule: ENC-1, approver: security, ${right} }\n`);
      await server.configure({ leasehold: { level: "MANDATORY", properties: { waivers } } });
      const problem = `${waivers}:2:13: waivers[0].rule: got ENC-1, expected the id of a rule; did you mean ENC-01?`;
      await assert.rejects(server.analyze(DATABASE), { details: [FAILED, problem].join("\n") });
    });
  });

  describe("for a tenant with gdpr and soc-2", () => {
    let ledger: string;
    before(async () => {
      ledger = join(folder, "ledger.jsonl");
      await server.configure({ leasehold: { level: "ADVISORY", properties: { ledger, today: "2026-11-21" } } });
    });

    it("tells the rule, the reason and who asks; the level is the rule's, not that of the policy which carries it", async () => {
      const database = resource(INSTANCE, "db", { storageEncrypted: false, backupRetentionPeriod: 6 });
      const told = await server.analyze(database);
      assert.deepEqual(heads(told), [
        "db-backup-retention mandatory high",
        "db-default-admin-name advisory low",
        "db-encrypted-at-rest mandatory critical",
        "db-identity-auth advisory medium",
        "required-tags advisory medium",
        "stateful-resources-protected mandatory high",
      ]);
      assert.deepEqual(
        told.filter(({ severity }) => severity === "critical"),
        [
          {
            policy: "db-encrypted-at-rest",
            level: "mandatory",
            severity: "critical",
            urn: database.urn,
            message:
              "ENC-01 Relational database storage is encrypted: storageEncrypted: got false, expected true; set storageEncrypted to true [gdpr Art.32(1)(a), soc-2 CC6.1, soc-2 CC6.2, soc-2 PI1.5]",
          },
        ],
      );
    });

    it("does not skip a rule because a value is not known yet", async () => {
      const props = { storageEncrypted: NOT_YET_KNOWN, publiclyAccessible: true, tags: { owner: NOT_YET_KNOWN } };
      const told = await server.analyze(resource(INSTANCE, "unknown", props));
      assert.deepEqual(
        told.filter(({ message }) => message.includes("can't run")),
        [],
      );
      assert.ok(heads(told).includes("db-not-public mandatory critical"));
      const { verdicts, complete } = readLedger(ledger);
      assert.equal(complete, false);
      const encryption = verdicts.filter(({ rule, urn }) => rule === "ENC-01" && urn.endsWith("::unknown"));
      assert.deepEqual(
        encryption.map(({ outcome, properties }) => ({ outcome, properties })),
        [{ outcome: "unknown", properties: ["storageEncrypted"] }],
      );
    });

    it("never tells a secret, neither the engine nor the ledger", async () => {
      const props = { password: secret("hunter2"), username: secret("hunter2"), engine: secret("hunter2") };
      const told = await server.analyze(resource(INSTANCE, "secret", props));
      assert.ok(told.length > 0);
      assert.equal(JSON.stringify(told).includes("hunter2"), false);
      assert.equal(readFileSync(ledger, "utf8").includes("hunter2"), false);
    });

    it("judges the stack by what depends on what, while ids are not known, and ends the ledger", async () => {
      const bucket = resource("aws:s3/bucket:Bucket", "data", { bucket: NOT_YET_KNOWN });
      const type = "aws:s3/bucketVersioning:BucketVersioning";
      const props = { bucket: NOT_YET_KNOWN, versioningConfiguration: { status: "Enabled" } };
      const versioning = { ...resource(type, "versions", props), dependencies: { bucket: [bucket.urn] } };
      const loose = resource("aws:s3/bucket:Bucket", "loose", { bucket: NOT_YET_KNOWN });
      const told = await server.analyzeStack([bucket, versioning, loose]);
      const unversioned = told.filter(({ policy }) => policy === "object-versioning");
      assert.deepEqual(
        unversioned.map(({ level, urn }) => ({ level, urn })),
        [{ level: "mandatory", urn: loose.urn }],
      );
      const { complete, head } = readLedger(ledger);
      assert.deepEqual([complete, head.frameworks], [true, ["gdpr", "soc-2"]]);
    });
  });

  it("judges waivers by the day that the environment names, where its settings name none", async () => {
    const ledger = join(folder, "dated.jsonl");
    const dated = await PackServer.start(undefined, { [TODAY_VARIABLE]: "2027-05-21" });
    try {
      await dated.configure({ leasehold: { level: "MANDATORY", properties: { ledger } } });
      await dated.analyze(resource(INSTANCE, "db", {}));
      assert.equal(readLedger(ledger).head.today, "2027-05-21");
    } finally {
      dated.dispose();
    }
  });

  it("judges a medium failure of a regulated tenant as mandatory", async () => {
    await asked.configure({ leasehold: { level: "MANDATORY", properties: { frameworks: ["hipaa"] } } });
    assert.deepEqual(
      heads(await asked.analyze(resource(INSTANCE, "db", {}))).filter((head) => head.endsWith(" medium")),
      ["db-identity-auth mandatory medium", "required-tags mandatory medium"],
    );
  });

  describe("asked for remedies", () => {
    const open = resource(INSTANCE, "db", {
      publiclyAccessible: true,
      password: secret("hunter2"),
      endpoint: NOT_YET_KNOWN,
      tags: { owner: secret("platform") },
      securityGroups: [secret("sg-1"), "sg-2"],
    });

    it("mends nothing by itself", async () => {
      assert.deepEqual(await asked.remediate(open), {});
    });

    it("mends what configuration asks for, and nothing else; secrets stay secret, the unknown unknown", async () => {
      await asked.configure({ "db-not-public": { level: "REMEDIATE" } });
      assert.deepEqual(await asked.remediate(open), { "db-not-public": { ...open.props, publiclyAccessible: false } });
      assert.deepEqual(await asked.remediate(resource(INSTANCE, "db", { publiclyAccessible: false })), {});
      assert.deepEqual(await asked.remediate(resource("aws:kms/key:Key", "key", {})), {});
    });
  });
});
