import assert from "node:assert/strict";
import { withoutVersionAliases } from "../../../components/azure/version-aliases.ts";
import { recordStack } from "../../harness/whole-tenant.ts";

describe("names under other versions of the API", () => {
  it("are asked for no resource of a whole stack; what is left are older modules", async function () {
    this.timeout(60_000);
    const { registrations } = await recordStack("stark-production");
    assert.equal(Math.max(...registrations.map(({ aliases }) => aliases)), 1);
    assert.equal(registrations.find(({ type }) => type === "azure-native:network:Subnet")?.aliases, 0);
  });

  it("go, and every other alias stays", () => {
    const renamed = { name: "acme-production-database" };
    const moved = { type: "azure-native:cache:RedisEnterprise" };
    const versions = [
      { type: "azure-native:network/v20240501:Subnet" },
      { type: "azure-native:network/v20160330preview:Subnet" },
    ];
    const before = { type: "azure-native:network:Subnet", name: "subnet", props: {}, resource: undefined as never };
    const after = withoutVersionAliases({ ...before, opts: { aliases: [renamed, ...versions, moved, "urn:old"] } });
    assert.deepEqual(after?.opts, { aliases: [renamed, moved, "urn:old"] });
    assert.equal(withoutVersionAliases({ ...before, opts: {} }), undefined);
  });
});
