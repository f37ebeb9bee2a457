import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ResourceType } from "../../sandbox/clouds/resource-type.ts";
import { cloudProvider, cloudsFolder, factsOf, filesBelow } from "./cloud-fixture.ts";
import { ProviderClient } from "./provider-client.ts";

const STORE = "aws:rds/store:Store";
const OTHER = "aws:s3/other:Other";
const typeOf = (token: string): ResourceType => ({
  token,
  facts: factsOf(token, { inputs: ["name", "size"] }),
  create: (inputs) => ({ id: String(inputs["name"]), outputs: {} }),
});

describe("faults of a simulated cloud", () => {
  let root: string;
  let client: ProviderClient;
  let crashes: number;
  beforeEach(async () => {
    root = cloudsFolder();
    crashes = 0;
    const crash = (): never => {
      crashes += 1;
      throw new Error("crashed");
    };
    client = await ProviderClient.serve(cloudProvider({ types: [typeOf(STORE), typeOf(OTHER)], root, crash }));
  });
  afterEach(() => client.close());

  const switchOn = (...faults: readonly object[]): void =>
    writeFileSync(join(root, "faults.json"), JSON.stringify(faults));
  const timesLeft = (): readonly number[] =>
    (JSON.parse(readFileSync(join(root, "faults.json"), "utf8")) as readonly { times: number }[]).map(
      ({ times }) => times,
    );
  const create = (type: string, name: string): Promise<unknown> => client.create(type, name, { name: `${name}-1` });

  it("fail a creation once, by type and by logical or physical name, and let the next run pass", async () => {
    switchOn(
      { fault: "fail-create", type: STORE, name: "db", message: "InsufficientDBClusterCapacity" },
      { fault: "fail-create", name: "third-1" },
    );
    await create(OTHER, "db");
    await create(STORE, "other");
    await assert.rejects(create(STORE, "db"), {
      message: "creating aws:rds/store:Store (db-1): InsufficientDBClusterCapacity",
    });
    assert.deepEqual(timesLeft(), [0, 1]);
    await create(STORE, "db");
    await assert.rejects(create(STORE, "third"), /InternalFailure/);
    assert.equal(filesBelow(join(root, "aws")).length, 3);
  });

  it("fail changes and deletes as often as they say", async () => {
    await create(STORE, "db");
    switchOn({ fault: "fail-update", name: "db-1", times: 2 }, { fault: "fail-delete" });
    const text = (doing: string): string =>
      `${doing} aws:rds/store:Store (db-1): https response error StatusCode: 500, InternalFailure: An internal error has occurred`;
    const update = (): Promise<unknown> =>
      client.update(STORE, "db", "db-1", { name: "db-1" }, { name: "db-1", size: 2 });
    await assert.rejects(update(), { message: text("updating") });
    await assert.rejects(update(), { message: text("updating") });
    await update();
    await assert.rejects(client.delete(STORE, "db", "db-1"), { message: text("deleting") });
    await client.delete(STORE, "db", "db-1");
    assert.deepEqual(timesLeft(), [0, 0]);
  });

  it("throttle: the provider tries again, which takes time, and the call succeeds", async () => {
    switchOn({ fault: "throttle", type: STORE, times: 3, delayMs: 40 });
    const started = performance.now();
    await create(STORE, "db");
    assert.ok(performance.now() - started >= 110);
    assert.deepEqual(timesLeft(), [0]);
  });

  it("throttle until the provider gives up, in the words of AWS", async () => {
    switchOn({ fault: "throttle-exhausted", type: STORE });
    await assert.rejects(create(STORE, "db"), {
      message:
        "operation error RDS: exceeded maximum number of attempts, 25, https response error StatusCode: 400, api error Throttling: Rate exceeded",
    });
    assert.deepEqual(filesBelow(root), ["faults.json"]);
  });

  it("crash before a creation with nothing made, and after it with everything made", async () => {
    switchOn({ fault: "crash-before-create", name: "one" }, { fault: "crash-after-create", name: "two" });
    await assert.rejects(create(STORE, "one"), /crashed/);
    assert.deepEqual(filesBelow(root), ["faults.json"]);
    await assert.rejects(create(STORE, "two"), /crashed/);
    assert.deepEqual(filesBelow(root), ["aws/111122223333/eu-west-1/rds/Store/two-1.json", "faults.json"]);
    assert.equal(crashes, 2);
  });

  it("strike in no preview", async () => {
    switchOn({ fault: "fail-create" }, { fault: "crash-after-create" });
    await client.create(STORE, "db", { name: "db-1" }, true);
    assert.equal(crashes, 0);
    await assert.rejects(create(STORE, "db"), /InternalFailure/);
  });

  it("are refused by name when the file is wrong", async () => {
    switchOn({ fault: "explode" });
    await assert.rejects(create(STORE, "db"), (error: Error) => {
      assert.match(
        error.message,
        new RegExp(
          `${join(root, "faults.json")} is no list of faults: .*expected one of "throttle".*; correct the file or delete it`,
        ),
      );
      return true;
    });
  });
});
