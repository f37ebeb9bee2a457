/** The whole stack of an example tenant in the standby region on Google Cloud. */
import assert from "node:assert/strict";
import type { Registration, Values } from "../../harness/recorded-registrations.ts";
import { gcpHome, recordRecoveryStack } from "../../harness/whole-recovery.ts";

const PREFIX = "oscorp-disaster-recovery";
const VPC = "projects/oscorp-records-prod/global/networks/oscorp-production-vpc";

describe("the stack in the standby region on Google Cloud", () => {
  let registrations: readonly Registration[];
  before(async function () {
    this.timeout(60_000);
    ({ registrations } = await recordRecoveryStack("oscorp", gcpHome));
  });
  const find = (name: string): Registration => {
    const found = registrations.find((each) => each.name === `${PREFIX}-${name}`);
    assert.ok(found, `nothing is called ${PREFIX}-${name}`);
    return found;
  };

  it("follows the home instance with a protected replica under the standby region's own key", () => {
    const { inputs, protect, ignoreChanges } = find("database-standby");
    const { name, masterInstanceName, region, encryptionKeyName, deletionProtection } = inputs;
    assert.deepEqual(
      { name, masterInstanceName, region, encryptionKeyName, deletionProtection },
      {
        name: "oscorp-disaster-recovery-database-standby",
        masterInstanceName: "oscorp-production-database",
        region: "us-east1",
        encryptionKeyName: "projects/oscorp-records-prod/locations/us-east1/keyRings/oscorp-production/cryptoKeys/data",
        deletionProtection: true,
      },
    );
    assert.equal(protect, true);
    assert.ok(ignoreChanges.includes("masterInstanceName"));
  });

  it("gives it a private address in the home VPC, TLS only, in the edition of its primary", () => {
    const { edition, ipConfiguration, availabilityType } = find("database-standby").inputs["settings"] as Values;
    const { ipv4Enabled, privateNetwork, sslMode } = ipConfiguration as Values;
    assert.deepEqual(
      { edition, availabilityType, ipv4Enabled, privateNetwork, sslMode },
      {
        edition: "ENTERPRISE_PLUS",
        availabilityType: "ZONAL",
        ipv4Enabled: false,
        privateNetwork: VPC,
        sslMode: "ENCRYPTED_ONLY",
      },
    );
  });

  it("makes no database, user or password: they come with the data", () => {
    assert.deepEqual(
      registrations.filter(({ type }) => /sql\/(database|user):|RandomPassword|secretmanager/.test(type)),
      [],
    );
  });

  it("puts its subnetworks into the home VPC, with its own share of addresses", () => {
    const subnets = registrations.filter(({ type }) => type === "gcp:compute/subnetwork:Subnetwork");
    assert.deepEqual(
      subnets.map(({ inputs }) => [inputs["network"], inputs["region"], inputs["ipCidrRange"]]),
      [
        [VPC, "us-east1", "10.43.28.0/23"],
        [VPC, "us-east1", "10.43.16.0/21"],
        [VPC, "us-east1", "10.43.24.0/23"],
      ],
    );
    assert.deepEqual(
      registrations.filter(({ type }) => /compute\/network:|servicenetworking|dns\//.test(type)),
      [],
    );
  });

  it("lets its workloads reach the range in which the replica has its address", () => {
    const { destinationRanges, targetTags } = find("network-firewall-egress-home-services").inputs;
    assert.deepEqual(destinationRanges, ["10.43.10.0/23"]);
    assert.deepEqual(targetTags, [`${PREFIX}-workload`]);
  });

  it("lets the home stack's workloads connect and log in to this instance alone", () => {
    const { member, role, condition } = find("database-grant-app-login").inputs;
    assert.equal(member, "serviceAccount:oscorp-production-app@oscorp-records-prod.iam.gserviceaccount.com");
    assert.equal(role, "roles/cloudsql.instanceUser");
    assert.equal(
      (condition as Values)["expression"],
      'resource.name == "projects/oscorp-records-prod/instances/oscorp-disaster-recovery-database-standby"',
    );
  });

  it("watches the lag behind its home", () => {
    const policy = find("monitoring-alert-replication-lag");
    assert.match(JSON.stringify(policy.inputs), /replica_lag/);
    assert.match(JSON.stringify(policy.inputs), /oscorp-disaster-recovery-database-standby/);
  });
});
