import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { readAccountFacts } from "../../../components/gcp/account-facts.ts";
import { bucketName, poolId, resourceName, serviceAccountId } from "../../../components/gcp/names.ts";
import { createProviders } from "../../../components/gcp/provider.ts";
import { regionalBlocks } from "../../../components/gcp/regional-blocks.ts";
import { planSubnets } from "../../../tiers/address-plan.ts";
import { listed, ofType } from "../../harness/aws-recording.ts";
import { GCP_FACTS, gcpFixture, recordGcp, recordGcpBoundary } from "../../harness/gcp-recording.ts";
import { record } from "../../harness/recorded-registrations.ts";

const { stack } = gcpFixture("premium");
const LONGEST = { ...stack, name: "acme-international-corpo-disaster-recovery" };

describe("the project of a Google Cloud stack", () => {
  it("has one provider, pinned to project and region, with the stack's labels and none of the tool's", async () => {
    const { registrations } = await recordGcp(gcpFixture("premium"), () => undefined);
    assert.deepEqual(registrations.map(({ type, name, inputs }) => [type, name, inputs]).sort(), [
      [
        "pulumi:providers:gcp",
        "gcp",
        {
          project: "acme-prod",
          region: "europe-west1",
          addPulumiAttributionLabel: "false",
          defaultLabels: JSON.stringify({
            tenant: "acme",
            tier: "premium",
            environment: "production",
            region: "europe-west1",
            owner: "platform-acme-example",
            "managed-by": "leasehold",
          }),
        },
      ],
      ["pulumi:providers:random", "random", {}],
    ]);
  });

  it("switches its services on, never off, and asks for the agents that hold keys", async () => {
    const recording = await recordGcpBoundary(gcpFixture("premium"));
    const services = ofType(recording, "gcp:projects/service:Service");
    assert.equal(services.length, 21);
    for (const { inputs } of services) {
      assert.deepEqual(inputs, {
        project: "acme-prod",
        service: inputs["service"],
        disableOnDestroy: false,
        disableDependentServices: false,
      });
    }
    assert.deepEqual(
      listed(recording).filter((line) => line.includes("ServiceIdentity")),
      ["backupdr", "memorystore", "pubsub", "secretmanager", "sqladmin"].map(
        (service) => `gcp:projects/serviceIdentity:ServiceIdentity boundary-agent-${service}`,
      ),
    );
    const [agent] = ofType(recording, "gcp:projects/serviceIdentity:ServiceIdentity");
    assert.deepEqual(agent?.dependencies, services.map(({ name }) => name).sort());
  });
});

describe("the facts of a Google Cloud project", () => {
  const read = (names: readonly string[]) =>
    record(() => readAccountFacts(gcpFixture("premium"), createProviders(gcpFixture("premium"))), {
      answers: {
        "gcp:organizations/getProject:getProject": () => ({ number: GCP_FACTS.projectNumber }),
        "gcp:compute/getZones:getZones": () => ({ names }),
        "gcp:logging/getProjectCmekSettings:getProjectCmekSettings": () => ({
          serviceAccountId: GCP_FACTS.logEncryptionAgent,
        }),
        "gcp:storage/getProjectServiceAccount:getProjectServiceAccount": () => ({ member: "" }),
      },
    });

  it("are its number, the agent of its logs, and the first three zones by name", async () => {
    const { result, calls } = await read(["europe-west1-d", "europe-west1-b", "europe-west1-c"]);
    assert.deepEqual(result, GCP_FACTS);
    assert.deepEqual(
      calls.map(({ provider }) => provider),
      ["gcp", "gcp", "gcp", "gcp"],
    );
    const zones = calls.find(({ token }) => token.includes("getZones"));
    assert.deepEqual(zones?.inputs, { project: "acme-prod", region: "europe-west1", status: "UP" });
  });

  it("are refused where a region has fewer than three zones", async () => {
    await assert.rejects(read(["europe-west1-b"]), (error) => {
      assert.ok(pulumi.RunError.isInstance(error));
      assert.equal(
        error.message,
        "region europe-west1: got 1 zones that are up for project acme-prod (europe-west1-b), expected at least 3 for the" +
          " zones a, b, c; choose a region in which the project may use 3 zones",
      );
      return true;
    });
  });
});

describe("names on Google Cloud", () => {
  it("begin with the stack, say what they are for, and fit", () => {
    assert.equal(serviceAccountId(stack, "app"), "acme-production-app");
    assert.equal(resourceName(stack, "vpc"), "acme-production-vpc");
    assert.equal(bucketName(stack, "data", "europe-west1"), "acme-production-data-acme-prod-europe-west1");
    for (const [name, longest] of [
      [serviceAccountId(LONGEST, "migration"), 28],
      [poolId(LONGEST, "issuers"), 32],
      [resourceName(LONGEST, "ingress-workloads-of-another-block"), 63],
    ] as const) {
      assert.match(name, /^[a-z][a-z0-9-]*[a-z0-9]$/);
      assert.ok(name.length <= longest, name);
    }
    assert.match(serviceAccountId(LONGEST, "migration"), /^acme-[a-z-]*[0-9a-f]{10}-migration$/);
  });
});

describe("regional blocks", () => {
  it("stay apart and inside, whatever the size of the environment's block", () => {
    for (const [cidr, expected] of [
      ["10.20.0.0/20", ["10.20.0.0/21", "10.20.8.0/23", "10.20.12.0/23", "10.20.10.0/23"]],
      ["10.0.0.0/16", ["10.0.0.0/17", "10.0.128.0/19", "10.0.192.0/19", "10.0.160.0/19"]],
    ] as const) {
      const { subnets, services } = regionalBlocks({ cidr, subnets: planSubnets(cidr) });
      assert.deepEqual([subnets.application, subnets.data, subnets.public, services], expected);
    }
  });

  it("are refused where the plan mixes two roles", () => {
    const subnets = planSubnets("10.20.0.0/20").map((subnet) =>
      subnet.role === "data" && subnet.zone === "a" ? { ...subnet, cidr: "10.20.0.0/24" } : subnet,
    );
    assert.throws(
      () => regionalBlocks({ cidr: "10.20.0.0/20", subnets }),
      /overlap: the plan mixes the blocks of two roles$/,
    );
  });
});
