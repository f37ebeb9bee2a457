/** A whole run over a tenant on Azure whose database grows: the replica in the standby region has to be larger first. */
import assert from "node:assert/strict";
import * as z from "zod";
import { EngineSandbox } from "../harness/engine-sandbox.ts";

const HOME = "wayne-production";
const STANDBY = "wayne-disaster-recovery";
const SERVER = "azure-native:dbforpostgresql:Server";

const fleetResult = z.object({
  stacks: z.array(z.looseObject({ stack: z.string(), result: z.string(), message: z.string().optional() })),
});

describe("a database on Azure that a replica in another region follows", function () {
  this.timeout(300_000);

  let sandbox: EngineSandbox;
  before(async () => {
    sandbox = await EngineSandbox.make();
  });
  after(() => sandbox.dispose());

  async function upAll(nodeVcpu: number): Promise<readonly (readonly string[])[]> {
    sandbox.giveTenant("wayne", {
      environments: { production: {}, "disaster-recovery": {} },
      overrides: { database: { readers: 1, nodeVcpu, nodeMemoryGib: 4 * nodeVcpu } },
    });
    const run = await sandbox.leasehold(["up", "--all", "--sandbox", "--json"]);
    const { stacks } = fleetResult.parse(JSON.parse(run.stdout));
    return stacks.map(({ stack, result, message }) => [stack, result, ...(message === undefined ? [] : [message])]);
  }
  const sizes = (): unknown[] => [
    ...new Set(sandbox.cloud(SERVER).map(({ inputs }) => (inputs["sku"] as { readonly name: string }).name)),
  ];

  it("comes up with its replica, home first", async () => {
    assert.deepEqual(await upAll(16), [
      [HOME, "created"],
      [STANDBY, "created"],
    ]);
    assert.deepEqual(sizes(), ["Standard_D16ds_v5"]);
  });

  it("grows in one run, the replica first", async () => {
    assert.deepEqual(await upAll(32), [
      [STANDBY, "updated"],
      [HOME, "updated"],
    ]);
    assert.deepEqual(sizes(), ["Standard_D32ds_v5"]);
  });
});
