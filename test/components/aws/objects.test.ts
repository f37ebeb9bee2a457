import assert from "node:assert/strict";
import * as fc from "fast-check";
import { bucketName } from "../../../components/aws/bucket.ts";
import { ENVIRONMENTS } from "../../../tiers/vocabulary.ts";
import { find, isTaggable, listed, tagsOf } from "../../harness/aws-recording.ts";
import { recordObjects } from "../../harness/recorded-stores.ts";
import { DEDICATED_CASES, STORE_CASES, bucketSpec, storeFixture } from "../../harness/store-blueprints.ts";
import type { StoreCase } from "../../harness/store-blueprints.ts";
import { keyArn, valueOf } from "../../harness/store-wiring.ts";

/** A bucket and what closes it, by the name of its settings. */
function bucket(name: string, copy = ""): readonly string[] {
  return [
    `aws:s3/bucket:Bucket objects-${name}${copy}`,
    `aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration objects-${name}-lifecycle${copy}`,
    `aws:s3/bucketOwnershipControls:BucketOwnershipControls objects-${name}-ownership${copy}`,
    `aws:s3/bucketPolicy:BucketPolicy objects-${name}-policy${copy}`,
    `aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock objects-${name}-public-access${copy}`,
    `aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration objects-${name}-encryption${copy}`,
    `aws:s3/bucketVersioning:BucketVersioning objects-${name}-versioning${copy}`,
  ];
}

const logged = (name: string): string => `aws:s3/bucketLogging:BucketLogging objects-${name}-logging`;
const locked = (name: string): string =>
  `aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration objects-${name}`;
const copied = (name: string): readonly string[] => [
  ...bucket(name, "-replica"),
  `aws:s3/bucketReplicationConfig:BucketReplicationConfig objects-${name}-replication`,
];
const grants = (...workloads: string[]): readonly string[] =>
  workloads.map((workload) => `aws:iam/rolePolicy:RolePolicy objects-grant-${workload}`);
const REPLICATION_ROLE = [
  "aws:iam/role:Role objects-replication-role",
  "aws:iam/rolePolicy:RolePolicy objects-replication-role-policy",
];

const EXPECTED: Readonly<Record<StoreCase, readonly string[]>> = {
  development: [...bucket("data"), ...grants("app", "backup", "migration")],
  standard: [
    ...bucket("data"),
    logged("data"),
    ...bucket("access-logs"),
    ...grants("admin", "app", "backup", "migration"),
  ],
  premium: [
    ...["data", "archive"].flatMap((name) => [...bucket(name), logged(name), ...copied(name)]),
    ...bucket("access-logs"),
    ...REPLICATION_ROLE,
    ...grants("admin", "app", "backup", "migration"),
  ],
  enterprise: [
    ...["data", "archive", "audit"].flatMap((name) => [...bucket(name), logged(name), ...copied(name)]),
    locked("audit-lock"),
    locked("audit-lock-replica"),
    ...bucket("access-logs"),
    ...REPLICATION_ROLE,
    ...grants("admin", "app", "backup", "migration"),
  ],
};

describe("AwsObjects", () => {
  for (const storeCase of STORE_CASES) {
    it(`registers exactly these resources in ${storeCase}`, async () => {
      assert.deepEqual(listed(await recordObjects(storeCase)), [...EXPECTED[storeCase]].sort());
    });
  }

  it("labels everything that can be labelled with all eight labels", async () => {
    const recording = await recordObjects("enterprise");
    const taggable = recording.registrations.filter(({ type }) => isTaggable(type));
    assert.deepEqual(
      taggable
        .map(
          ({ name, type }) =>
            `${type.slice(type.lastIndexOf(":") + 1)} ${name.replace("acme-production-objects-", "")}`,
        )
        .sort(),
      [
        "Bucket access-logs",
        "Bucket archive",
        "Bucket archive-replica",
        "Bucket audit",
        "Bucket audit-replica",
        "Bucket data",
        "Bucket data-replica",
        "Role replication-role",
      ],
    );
    for (const registration of taggable) {
      const { Name, "data-class": dataClass, ...labels } = tagsOf(recording, registration);
      assert.equal(Name, registration.name);
      assert.match(String(dataClass), /^(none|internal|confidential)$/);
      assert.deepEqual(labels, {
        component: "objects",
        tenant: "acme",
        tier: "enterprise",
        environment: "production",
        region: "eu-west-1",
        owner: "platform-acme-example",
        "managed-by": "leasehold",
      });
    }
  });

  it("closes every bucket, copies and logs included, in the same way", async () => {
    const recording = await recordObjects("enterprise");
    const inputsOf = (type: string): readonly unknown[] =>
      recording.registrations
        .filter((registration) => registration.type === `aws:s3/${type}`)
        .map(({ inputs }) =>
          Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== "bucket" && key !== "region")),
        );
    const open = inputsOf("bucketPublicAccessBlock:BucketPublicAccessBlock");
    assert.equal(open.length, 7);
    for (const inputs of open) {
      assert.deepEqual(inputs, {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      });
    }
    for (const inputs of inputsOf("bucketOwnershipControls:BucketOwnershipControls")) {
      assert.deepEqual(inputs, { rule: { objectOwnership: "BucketOwnerEnforced" } });
    }
    for (const inputs of inputsOf("bucketVersioning:BucketVersioning")) {
      assert.deepEqual(inputs, { versioningConfiguration: { status: "Enabled" } });
    }
  });

  it("encrypts each bucket under the key of its purpose, and copies under the key's replica", async () => {
    const recording = await recordObjects("enterprise");
    const keyOf = (name: string): unknown => find(recording, `objects-${name}`).inputs["rules"];
    const under = (arn: string): unknown => [
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: arn },
        bucketKeyEnabled: true,
        blockedEncryptionTypes: ["SSE-C"],
      },
    ];
    assert.deepEqual(keyOf("data-encryption"), under(keyArn("data")));
    assert.deepEqual(keyOf("audit-encryption"), under(keyArn("audit")));
    assert.deepEqual(keyOf("access-logs-encryption"), under(keyArn("audit")));
    assert.deepEqual(keyOf("data-encryption-replica"), under(keyArn("data", "eu-central-1")));
  });

  it("suspends versions where the blueprint wants none, since S3 knows no way back", async () => {
    const recording = await recordObjects("standard", { buckets: [bucketSpec("data", { versioning: false })] });
    assert.deepEqual(find(recording, "objects-data-versioning").inputs["versioningConfiguration"], {
      status: "Suspended",
    });
  });

  it("never changes between dedicated tiers what would replace a bucket", async () => {
    const replacing = async (storeCase: StoreCase, name: string): Promise<unknown[]> => {
      const { inputs } = find(await recordObjects(storeCase), name);
      return ["bucket", "bucketNamespace", "bucketPrefix", "objectLockEnabled", "region"].map((input) => [
        input,
        inputs[input],
      ]);
    };
    for (const name of ["objects-data", "objects-access-logs"]) {
      const smallest = await replacing("standard", name);
      for (const storeCase of DEDICATED_CASES)
        assert.deepEqual(await replacing(storeCase, name), smallest, `${storeCase} ${name}`);
    }
  });

  it("protects buckets and what closes them, and lets copies go", async () => {
    const recording = await recordObjects("enterprise");
    const protection = (name: string): readonly [boolean, boolean] => {
      const { protect, retainOnDelete } = find(recording, `objects-${name}`);
      return [protect, retainOnDelete];
    };
    for (const name of [
      "data",
      "data-policy",
      "data-versioning",
      "audit",
      "audit-lock",
      "access-logs",
      "access-logs-policy",
    ]) {
      assert.deepEqual(protection(name), [true, true], name);
    }
    for (const name of ["data-replica", "data-policy-replica", "audit-lock-replica"]) {
      assert.deepEqual(protection(name), [false, true], name);
    }
    assert.equal(find(recording, "objects-data").inputs["forceDestroy"], false);
  });

  it("keeps buckets when the stack is decommissioned, and empties those of a disposable one", async () => {
    const leaving = find(await recordObjects("standard", {}, "decommissioning"), "objects-data");
    assert.deepEqual([leaving.protect, leaving.retainOnDelete, leaving.inputs["forceDestroy"]], [false, true, false]);
    const disposable = find(await recordObjects("development"), "objects-data");
    assert.deepEqual(
      [disposable.protect, disposable.retainOnDelete, disposable.inputs["forceDestroy"]],
      [false, false, true],
    );
  });

  it("offers each bucket of the blueprint, and no other", async () => {
    const { result } = await recordObjects("premium");
    assert.deepEqual(Object.keys(result.buckets), ["data", "archive"]);
    const data = result.buckets["data"];
    assert.ok(data);
    assert.equal(await valueOf(data.bucketName), "acme-production-data-111122223333-eu-west-1");
    assert.equal(await valueOf(data.bucketId), "arn:aws:s3:::acme-production-data-111122223333-eu-west-1");
    assert.equal(
      await valueOf(data.url),
      "https://acme-production-data-111122223333-eu-west-1.s3.eu-west-1.amazonaws.com",
    );
  });
});

describe("names of buckets", () => {
  it("are legal, 63 characters at most, begin with the stack's name and differ by bucket and region", () => {
    const tenants = fc.stringMatching(/^[a-z][a-z0-9-]{1,22}[a-z0-9]$/).filter((tenant) => !tenant.includes("--"));
    fc.assert(
      fc.property(tenants, fc.constantFrom(...ENVIRONMENTS), (tenant, environment) => {
        const stack = { ...storeFixture("standard").stack, tenant, environment, name: `${tenant}-${environment}` };
        const names = ["data", "archive", "audit", "access-logs", "data-replica"].flatMap((key) =>
          ["eu-west-1", "ap-southeast-2"].map((region) => bucketName(stack, key, region)),
        );
        for (const name of names) {
          assert.match(name, /^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$/);
          assert.ok(name.startsWith(`${stack.name}-`), name);
        }
        assert.equal(new Set(names).size, names.length);
      }),
    );
  });
});
