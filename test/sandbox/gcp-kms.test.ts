import assert from "node:assert/strict";
import { REGION, refused, SimulatedGcp } from "./simulated-gcp.ts";

const RING = "kms/keyRing:KeyRing";
const KEY = "kms/cryptoKey:CryptoKey";
const MEMBER = "kms/cryptoKeyIAMMember:CryptoKeyIAMMember";
const RING_ID = "projects/acme-prod/locations/europe-west1/keyRings/acme-production";
const INPUTS = { name: "data", keyRing: RING_ID, versionTemplate: { protectionLevel: "HSM" } };

async function withRing(): Promise<SimulatedGcp> {
  const cloud = new SimulatedGcp();
  await cloud.enable("cloudkms");
  await cloud.make(RING, { name: "acme-production", location: REGION }, "ring");
  return cloud;
}

describe("a simulated key ring", () => {
  it("cannot be deleted: its name stays taken", async () => {
    const cloud = new SimulatedGcp();
    await cloud.enable("cloudkms");
    const ring = await cloud.make(RING, { name: "acme-production", location: REGION });
    assert.equal(ring.id, RING_ID);
    await cloud.remove(ring);
    await refused(
      cloud.make(RING, { name: "acme-production", location: REGION }, "again"),
      `Error creating KeyRing: googleapi: Error 409: KeyRing ${RING_ID} already exists., alreadyExists`,
    );
    assert.deepEqual((await cloud.import(RING, RING_ID))?.["name"], "acme-production");
  });

  it("is one per place, and may have the same name in another", async () => {
    const cloud = await withRing();
    const standby = await cloud.make(RING, { name: "acme-production", location: "europe-west3" }, "standby");
    assert.equal(standby.id, "projects/acme-prod/locations/europe-west3/keyRings/acme-production");
    await assert.rejects(cloud.make(RING, { name: "acme", location: "europe-west99" }, "nowhere"));
    assert.equal(cloud.failures(RING, { name: "acme production", location: REGION }).length, 1);
  });

  it("gets a name of its own where the program gives none", async () => {
    const cloud = new SimulatedGcp();
    await cloud.enable("cloudkms");
    const ring = await cloud.make(RING, { location: REGION }, "acme-development-keys-ring");
    assert.match(ring.id, /\/keyRings\/acme-development-keys-ring-[0-9a-f]{7}$/);
  });
});

describe("a simulated key", () => {
  it("lies in a ring that exists, and its name is given once", async () => {
    const cloud = await withRing();
    const key = await cloud.make(KEY, INPUTS);
    assert.equal(key.id, `${RING_ID}/cryptoKeys/data`);
    assert.deepEqual(key.outputs["primaries"], [{ name: `${key.id}/cryptoKeyVersions/1`, state: "ENABLED" }]);
    await refused(
      cloud.make(KEY, INPUTS, "again"),
      `Error creating CryptoKey: googleapi: Error 409: CryptoKey ${key.id} already exists., alreadyExists`,
    );
    const keyRing = RING_ID.replace("acme-production", "globex");
    await refused(
      cloud.make(KEY, { ...INPUTS, keyRing }, "elsewhere"),
      `Error creating CryptoKey: googleapi: Error 404: KeyRing ${keyRing} not found., notFound`,
    );
  });

  it("is never deleted: its versions are destroyed, its name stays taken", async () => {
    const cloud = await withRing();
    const key = await cloud.make(KEY, INPUTS);
    await cloud.remove(key);
    assert.deepEqual(cloud.records(KEY)[0]?.outputs["primaries"], [
      { name: `${key.id}/cryptoKeyVersions/1`, state: "DESTROY_SCHEDULED" },
    ]);
    await assert.rejects(cloud.make(KEY, INPUTS, "again"), /already exists/);
  });

  it("changes its rotation in place, and nothing else that matters", async () => {
    const cloud = await withRing();
    const key = await cloud.make(KEY, { ...INPUTS, rotationPeriod: "31536000s", destroyScheduledDuration: "2592000s" });
    const change = (own: object) => cloud.replacing(key, { ...key.inputs, ...own });
    assert.deepEqual(change({ rotationPeriod: "2592000s" }), []);
    assert.deepEqual(change({ versionTemplate: { protectionLevel: "SOFTWARE" } }), ["versionTemplate.protectionLevel"]);
    assert.deepEqual(change({ destroyScheduledDuration: "86400s" }), ["destroyScheduledDuration"]);
    assert.deepEqual(change({ name: "other" }), ["name"]);
  });

  it("rotates no more often than daily and keeps destroyed versions 1 to 120 days", async () => {
    const cloud = await withRing();
    const failures = (rotationPeriod: string, destroyScheduledDuration: string) =>
      cloud.failures(KEY, { ...INPUTS, rotationPeriod, destroyScheduledDuration }).length;
    assert.equal(failures("86401s", "86400s"), 0);
    assert.equal(failures("86401s", "10368000s"), 0);
    assert.equal(failures("86400s", "86399s"), 2);
    assert.equal(failures("30d", "10368001s"), 2);
  });

  it("is granted one member at a time, and only while it exists", async () => {
    const cloud = await withRing();
    const key = await cloud.make(KEY, INPUTS);
    const inputs = { cryptoKeyId: key.id, role: "roles/cloudkms.viewer", member: "user:a@acme.example" };
    const one = await cloud.make(MEMBER, inputs, "one");
    const other = await cloud.make(MEMBER, { ...inputs, member: "user:b@acme.example" }, "other");
    assert.equal((await cloud.make(MEMBER, inputs, "twice")).id, one.id);
    await cloud.remove(one);
    assert.deepEqual(
      cloud.records(MEMBER).map(({ id }) => id),
      [other.id],
    );
    await assert.rejects(
      cloud.make(MEMBER, { ...inputs, cryptoKeyId: `${RING_ID}/cryptoKeys/x` }, "none"),
      /not found/,
    );
    assert.equal(cloud.failures(MEMBER, { ...inputs, member: "a@acme.example" }).length, 1);
  });
});
