import assert from "node:assert/strict";
import { find, policiesOf, statementOf } from "../../harness/aws-recording.ts";
import { recordObjects } from "../../harness/recorded-stores.ts";
import { bucketSpec } from "../../harness/store-blueprints.ts";
import { keyArn } from "../../harness/store-wiring.ts";

describe("grants of AwsObjects", () => {
  const actions = async (workload: string, sid: string): Promise<unknown> =>
    statementOf(find(await recordObjects("enterprise"), `objects-grant-${workload}`), sid).Action;

  it("give each workload exactly the buckets its work needs", async () => {
    const recording = await recordObjects("enterprise");
    const sids = (workload: string): readonly string[] | undefined =>
      policiesOf(find(recording, `objects-grant-${workload}`))[0]?.statements.map(({ Sid }) => Sid);
    assert.deepEqual(sids("app"), ["FindInData", "ObjectsInData", "FindInArchive", "ObjectsInArchive", "UseKeyData"]);
    assert.deepEqual(sids("migration"), [
      "FindInData",
      "ObjectsInData",
      "FindInArchive",
      "ObjectsInArchive",
      "UseKeyData",
    ]);
    assert.deepEqual(sids("admin"), [
      "FindInAudit",
      "ObjectsInAudit",
      "FindInAccessLogs",
      "ObjectsInAccessLogs",
      "UseKeyAudit",
    ]);
    assert.deepEqual(sids("backup"), [
      "FindInData",
      "ObjectsInData",
      "FindInArchive",
      "ObjectsInArchive",
      "FindInAudit",
      "ObjectsInAudit",
      "UseKeyData",
      "UseKeyAudit",
    ]);
  });

  it("let the app write and delete data, store but not delete in the archive, and remove no version anywhere", async () => {
    const store = ["s3:AbortMultipartUpload", "s3:ListMultipartUploadParts", "s3:PutObject", "s3:PutObjectTagging"];
    const read = ["s3:GetObject", "s3:GetObjectTagging"];
    assert.deepEqual(await actions("app", "ObjectsInData"), [...read, ...store, "s3:DeleteObject"]);
    assert.deepEqual(await actions("app", "ObjectsInArchive"), [...read, ...store]);
    assert.deepEqual(await actions("migration", "ObjectsInArchive"), read);
    assert.deepEqual(await actions("backup", "ObjectsInData"), [
      ...read,
      "s3:GetObjectVersion",
      "s3:GetObjectVersionTagging",
    ]);
  });

  it("let nobody store audit records, and a person read them", async () => {
    const recording = await recordObjects("enterprise");
    const text = recording.registrations
      .filter(({ type }) => type === "aws:iam/rolePolicy:RolePolicy")
      .flatMap((grant) => policiesOf(grant))
      .flatMap(({ statements }) => statements)
      .filter(({ Resource }) => JSON.stringify(Resource).includes("-audit-1"))
      .flatMap(({ Sid, Action }) => (JSON.stringify(Action).includes("Put") ? [Sid] : []));
    assert.deepEqual(text, []);
    assert.deepEqual(await actions("admin", "ObjectsInAudit"), ["s3:GetObject", "s3:GetObjectTagging"]);
  });

  it("allow the use of a key through S3 only, and no more than the buckets under it need", async () => {
    const app = find(await recordObjects("enterprise"), "objects-grant-app");
    assert.deepEqual(statementOf(app, "UseKeyData"), {
      Sid: "UseKeyData",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"],
      Resource: keyArn("data"),
      Condition: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
    });
    assert.deepEqual(await actions("admin", "UseKeyAudit"), ["kms:Decrypt", "kms:DescribeKey"]);
  });

  it("become rights to read where a bucket is retired", async () => {
    const recording = await recordObjects("standard", { buckets: [bucketSpec("archive", { retired: true })] });
    const app = find(recording, "objects-grant-app");
    assert.deepEqual(statementOf(app, "ObjectsInArchive").Action, ["s3:GetObject", "s3:GetObjectTagging"]);
    assert.deepEqual(statementOf(app, "UseKeyData").Action, ["kms:Decrypt", "kms:DescribeKey"]);
  });
});
