import assert from "node:assert/strict";
import { textBelow } from "./cloud-fixture.ts";
import { makeKey, REGION, refused, SimulatedGcp } from "./simulated-gcp.ts";

const SECRET = "secretmanager/secret:Secret";
const VERSION = "secretmanager/secretVersion:SecretVersion";
const TOPIC = "pubsub/topic:Topic";

function replication(...replicas: readonly { readonly location: string; readonly key?: string }[]) {
  return {
    replication: {
      userManaged: {
        replicas: replicas.map(({ location, key }) => ({
          location,
          ...(key === undefined ? {} : { customerManagedEncryption: { kmsKeyName: key } }),
        })),
      },
    },
  };
}

describe("a simulated secret", () => {
  it("lies under a key of its own place that the service may use", async () => {
    const cloud = new SimulatedGcp();
    const key = await makeKey(cloud, "secretmanager");
    const secret = await cloud.make(SECRET, {
      secretId: "acme-application",
      ...replication({ location: REGION, key: key.id }),
    });
    assert.equal(secret.id, "projects/acme-prod/secrets/acme-application");
    await assert.rejects(
      cloud.make(SECRET, { secretId: "acme-far", ...replication({ location: "europe-west3", key: key.id }) }, "far"),
      /must be in the replica's location europe-west3/,
    );
    const other = key.id.replace("data", "audit");
    await assert.rejects(
      cloud.make(SECRET, { secretId: "acme-closed", ...replication({ location: REGION, key: other }) }, "closed"),
      /'cloudkms\.cryptoKeyVersions\.useToEncrypt' denied/,
    );
  });

  it("keeps its places, and changes how it is protected in place", async () => {
    const cloud = new SimulatedGcp();
    await cloud.enable("secretmanager");
    const secret = await cloud.make(SECRET, { secretId: "acme-application", ...replication({ location: REGION }) });
    const more = replication({ location: REGION }, { location: "europe-west3" });
    assert.notDeepEqual(cloud.replacing(secret, { secretId: "acme-application", ...more }), []);
    const ttl = { secretId: "acme-application", ...replication({ location: REGION }), versionDestroyTtl: "2592000s" };
    assert.deepEqual(cloud.replacing(secret, ttl), []);
    assert.equal(cloud.failures(SECRET, { ...ttl, versionDestroyTtl: "86399s" }).length, 1);
    assert.equal(cloud.failures(SECRET, { secretId: "acme/application", replication: { auto: {} } }).length, 1);
  });

  it("stays while it is protected, and its id is given once", async () => {
    const cloud = new SimulatedGcp();
    await cloud.enable("secretmanager");
    const inputs = { secretId: "acme-application", ...replication({ location: REGION }) };
    const secret = await cloud.make(SECRET, { ...inputs, deletionProtection: true });
    await refused(
      cloud.remove(secret),
      "cannot destroy secret without setting deletion_protection=false and running `pulumi up`",
    );
    await refused(
      cloud.make(SECRET, inputs, "again"),
      "Error creating Secret: googleapi: Error 409: Secret [projects/acme-prod/secrets/acme-application] already exists., alreadyExists",
    );
    await cloud.remove(await cloud.change(secret, { ...inputs, deletionProtection: false }));
    await cloud.make(SECRET, inputs, "later");
  });

  it("tells of its changes on a topic that exists and lets the service publish", async () => {
    const cloud = new SimulatedGcp();
    await makeKey(cloud, "secretmanager");
    const key = await makeKey(cloud, "pubsub");
    const inputs = { secretId: "acme-application", ...replication({ location: REGION }) };
    const topics = [{ name: "projects/acme-prod/topics/acme-events" }];
    await assert.rejects(cloud.make(SECRET, { ...inputs, topics }), /topics\/acme-events' was not found/);
    const topic = await cloud.make(TOPIC, { name: "acme-events", kmsKeyName: key.id });
    assert.equal(topic.id, "projects/acme-prod/topics/acme-events");
    await assert.rejects(cloud.make(SECRET, { ...inputs, topics }), /'pubsub\.topics\.publish' denied/);
    const [agent] = cloud
      .records("projects/serviceIdentity:ServiceIdentity")
      .filter(({ id }) => id.includes("secretmanager"));
    const member = agent?.outputs["member"];
    await cloud.make("pubsub/topicIAMMember:TopicIAMMember", {
      topic: "acme-events",
      role: "roles/pubsub.publisher",
      member,
    });
    await cloud.make(SECRET, { ...inputs, topics });
    await assert.rejects(
      cloud.make(TOPIC, { name: "acme-closed", kmsKeyName: `${key.id}x` }, "closed"),
      /Pub\/Sub service account/,
    );
  });

  it("counts its versions up, never again down, and never shows a value", async () => {
    const cloud = new SimulatedGcp();
    await cloud.enable("secretmanager");
    const { id } = await cloud.make(SECRET, { secretId: "acme-application", ...replication({ location: REGION }) });
    const value = (secretDataWoVersion: number) => ({
      secret: id,
      secretDataWo: "correct-horse-battery",
      secretDataWoVersion,
    });
    const first = await cloud.make(VERSION, value(1), "first");
    assert.match(first.id, /^projects\/\d{12}\/secrets\/acme-application\/versions\/1$/);
    assert.deepEqual(cloud.replacing(first, value(2)), ["secretDataWoVersion"]);
    await cloud.remove(first);
    assert.equal(await cloud.read(first), undefined);
    assert.equal((await cloud.make(VERSION, value(2), "second")).outputs["version"], "2");
    assert.equal(textBelow(cloud.root).includes("correct-horse-battery"), false);
    await assert.rejects(cloud.make(VERSION, { ...value(1), secret: `${id}-x` }, "none"), /not found/);
  });
});
