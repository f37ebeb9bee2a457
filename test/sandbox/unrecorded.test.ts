import assert from "node:assert/strict";
import { join } from "node:path";
import type { CloudRecord } from "../../sandbox/clouds/resource-type.ts";
import { RecordStore } from "../../sandbox/clouds/store.ts";
import { findUnrecorded, type PendingCreation } from "../../sandbox/clouds/unrecorded.ts";
import { cloudsFolder } from "./cloud-fixture.ts";

const LABELS = { tenant: "acme", environment: "production" };
const KEY = "aws:kms/key:Key";
const ROUTE = "aws:ec2/route:Route";

describe("what a crashed creation made", () => {
  let root: string;
  let store: RecordStore;
  beforeEach(() => {
    root = cloudsFolder();
    store = new RecordStore(join(root, "aws"));
  });

  const put = (id: string, own: Partial<CloudRecord>): void =>
    store.create({
      account: "111122223333",
      region: "eu-west-1",
      type: KEY,
      id,
      name: id,
      inputs: {},
      labels: {},
      outputs: {},
      ...own,
    });
  const find = async (
    pending: Partial<PendingCreation>,
    recorded: readonly string[] = [],
  ): Promise<readonly string[]> => {
    const found = await findUnrecorded(
      root,
      { type: KEY, name: "acme-data", inputs: {}, account: "111122223333", ...pending },
      LABELS,
      new Set(recorded),
    );
    return found.map(({ id }) => id);
  };

  it("is found by labels and by the name that the provider made of the logical one, or by the Name tag", async () => {
    put("k-1", { name: "acme-data-0a1b2c3", labels: LABELS });
    put("k-2", { labels: { ...LABELS, Name: "acme-data" } });
    put("k-3", { name: "acme-data-replica", labels: LABELS });
    put("k-4", { name: "acme-data-0a1b2c3", labels: { ...LABELS, tenant: "globex" } });
    put("k-5", { name: "acme-data", labels: LABELS, account: "444455556666" });
    put("k-6", { name: "acme-data", labels: { ...LABELS, environment: "staging" } });
    assert.deepEqual(await find({}), ["k-1", "k-2"]);
    assert.deepEqual(await find({}, ["k-1"]), ["k-2"]);
    assert.deepEqual(await find({ name: "acme-audit" }), []);
  });

  it("is found by its inputs where the type carries no labels, secret ones left out", async () => {
    const put2 = (id: string, table: string): void =>
      put(id, { type: ROUTE, inputs: { routeTableId: table, destinationCidrBlock: "0.0.0.0/0", region: "eu-west-1" } });
    put2("r-1", "rtb-1");
    put2("r-2", "rtb-2");
    const sealed = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "x" };
    const inputs = { __defaults: [], routeTableId: "rtb-2", destinationCidrBlock: "0.0.0.0/0", secret: sealed };
    assert.deepEqual(await find({ type: ROUTE, inputs }), ["r-2"]);
    assert.deepEqual(await find({ type: ROUTE, inputs: { ...inputs, routeTableId: "rtb-3" } }), []);
  });

  it("is not what only waits for its end", async () => {
    put("k-1", { labels: { ...LABELS, Name: "acme-data" }, outputs: { keyState: "PendingDeletion" } });
    put("k-2", { labels: { ...LABELS, Name: "acme-data" }, outputs: { keyState: "Enabled" } });
    assert.deepEqual(await find({}), ["k-2"]);
  });
});
