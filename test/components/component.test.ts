import assert from "node:assert/strict";
import { Eip } from "@pulumi/aws/ec2/eip.js";
import { Vpc } from "@pulumi/aws/ec2/vpc.js";
import { Alias } from "@pulumi/aws/kms/alias.js";
import { Key } from "@pulumi/aws/kms/key.js";
import * as pulumi from "@pulumi/pulumi";
import { TenantComponent } from "../../components/component.ts";
import type { ComponentArgs } from "../../components/contracts.ts";
import { LIFECYCLES, engineProtection } from "../../components/lifecycle.ts";
import type { Lifecycle } from "../../components/lifecycle.ts";
import { find, recordAws, tagsOf } from "../harness/aws-recording.ts";
import { argsOf, fixture } from "../harness/blueprints.ts";
import type { Recording } from "../harness/recorded-registrations.ts";

class Probe extends TenantComponent {
  constructor(args: ComponentArgs<{ readonly note: string }>, options: pulumi.ComponentResourceOptions) {
    super("aws:ApiQuotas", "acme-production-probe", args, options);
    this.taggedChild(Vpc, "vpc", "internal", { cidrBlock: "10.20.0.0/20" });
    this.taggedChild(Key, "data", "restricted", {}, { ignoreChanges: ["policy"], replaceOnChanges: ["multiRegion"] });
    this.child(Alias, "data-alias", { name: "alias/acme", targetKeyId: "key" });
    this.taggedChild(Eip, "address", "none", {});
    this.registerOutputs({});
  }
}

function probe(lifecycle: Lifecycle): Promise<Recording<Probe>> {
  const acme = fixture("standard");
  return recordAws(acme, (options) => new Probe(argsOf(acme, { note: "plain" }, lifecycle), options));
}

describe("TenantComponent", () => {
  it("has a type token with its cloud and role, and keeps its arguments out of the state", async () => {
    const { registrations } = await probe("protected");
    const component = registrations.find(({ custom }) => !custom);
    assert.equal(component?.type, "leasehold:aws:ApiQuotas");
    assert.deepEqual(component.inputs, {});
  });

  it("names every child after itself, is its parent and hands on the provider of the child's package", async () => {
    const { registrations } = await probe("protected");
    const children = registrations.filter(({ type }) => type.startsWith("aws:"));
    assert.deepEqual(children.map(({ name }) => name).sort(), [
      "acme-production-probe-address",
      "acme-production-probe-data",
      "acme-production-probe-data-alias",
      "acme-production-probe-vpc",
    ]);
    for (const child of children) assert.deepEqual([child.parent, child.provider], ["acme-production-probe", "aws"]);
  });

  it("gives a child the stack's six labels, the two that depend on it, and its name", async () => {
    const recording = await probe("protected");
    assert.deepEqual(tagsOf(recording, find(recording, "probe-data")), {
      Name: "acme-production-probe-data",
      tenant: "acme",
      tier: "standard",
      environment: "production",
      region: "eu-west-1",
      owner: "platform-acme-example",
      component: "api-quotas",
      "data-class": "restricted",
      "managed-by": "leasehold",
    });
    assert.equal(find(recording, "probe-data-alias").inputs["tags"], undefined);
  });

  it("hands on what the engine must ignore and what it must replace for", async () => {
    const key = find(await probe("protected"), "probe-data");
    assert.deepEqual([key.ignoreChanges, key.replaceOnChanges], [["policy"], ["multiRegion"]]);
  });

  it("protects and retains what is authoritative and what supports it, and nothing else", async () => {
    const recording = await probe("protected");
    const guarded = ["vpc", "data", "data-alias", "address"].map((key) => {
      const { protect, retainOnDelete } = find(recording, `probe-${key}`);
      return [key, protect, retainOnDelete];
    });
    assert.deepEqual(guarded, [
      ["vpc", true, true],
      ["data", true, true],
      ["data-alias", true, true],
      ["address", false, false],
    ]);
  });

  it("does not let options with undefined protection clear it", async () => {
    const acme = fixture("standard");
    // The compiler refuses these keys; a caller that builds its options from others' can still have them.
    const undefinedProtection: object = { protect: undefined, retainOnDelete: undefined, parent: undefined };
    class Careless extends TenantComponent {
      constructor(options: pulumi.ComponentResourceOptions) {
        super("aws:Careless", "acme-production-careless", argsOf(acme, {}), options);
        this.taggedChild(Key, "data", "restricted", {}, undefinedProtection);
      }
    }
    const key = find(await recordAws(acme, (options) => new Careless(options)), "careless-data");
    assert.deepEqual([key.protect, key.retainOnDelete, key.parent], [true, true, "acme-production-careless"]);
  });

  it("refuses a class without a type token, whose standing nobody could look up", async () => {
    class Anonymous extends pulumi.CustomResource {
      constructor(name: string, args: pulumi.Inputs, options?: pulumi.CustomResourceOptions) {
        super("aws:ec2/vpc:Vpc", name, args, options);
      }
    }
    const acme = fixture("standard");
    const build = (options: pulumi.ComponentResourceOptions): unknown =>
      new Probe(argsOf(acme, { note: "plain" }), options).child(Anonymous, "anonymous", {});
    await assert.rejects(recordAws(acme, build), {
      message: "class Anonymous carries no type token: only generated resource classes can be children",
    });
  });
});

describe("engineProtection", () => {
  const table = (type: string, name = "acme-production-x"): readonly string[] =>
    LIFECYCLES.map((lifecycle) => {
      const { protect = false, retainOnDelete = false } = engineProtection(lifecycle, type, name);
      return `${lifecycle}: ${protect ? "protect" : "-"} ${retainOnDelete ? "retain" : "-"}`;
    });

  const KEPT = ["protected: protect retain", "unprotected: - -", "decommissioning: - retain"];
  const GOES_WITH_THE_STACK = ["protected: protect retain", "unprotected: - -", "decommissioning: - -"];

  for (const type of [
    "aws:kms/key:Key",
    "aws:kms/replicaKey:ReplicaKey",
    "aws:kms/alias:Alias",
    "aws:secretsmanager/secret:Secret",
    "aws:secretsmanager/secretVersion:SecretVersion",
    "aws:s3/bucket:Bucket",
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  ]) {
    it(`protects ${type} in use and keeps it when the stack is decommissioned`, () => {
      assert.deepEqual(table(type), KEPT);
    });
  }

  for (const type of ["aws:rds/cluster:Cluster", "aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet"]) {
    it(`protects ${type} in use and lets it go when the stack is decommissioned`, () => {
      assert.deepEqual(table(type), GOES_WITH_THE_STACK);
    });
  }

  it("keeps logs, but does not stand in the way of their replacement", () => {
    assert.deepEqual(table("aws:cloudwatch/logGroup:LogGroup"), [
      "protected: - retain",
      "unprotected: - -",
      "decommissioning: - retain",
    ]);
  });

  it("keeps a bucket that mirrors another one, whose objects would stop its deletion", () => {
    assert.deepEqual(table("aws:s3/bucket:Bucket", "acme-production-objects-data-replica"), [
      "protected: - retain",
      "unprotected: - -",
      "decommissioning: - retain",
    ]);
  });

  it("leaves a rotated password replaceable in every phase", () => {
    assert.deepEqual(table("random:index/randomPassword:RandomPassword"), [
      "protected: - -",
      "unprotected: - -",
      "decommissioning: - -",
    ]);
  });
});
