import assert from "node:assert/strict";
import { AVAILABLE_CLOUDS, DEDICATED_TIERS } from "../../tiers/vocabulary.ts";
import { exampleTable, exampleTenants } from "./example-table.ts";

describe("the example tenants", () => {
  it("show every dedicated tier on every cloud", () => {
    const examples = exampleTenants();
    const unseen = AVAILABLE_CLOUDS.flatMap((cloud) =>
      DEDICATED_TIERS.filter((tier) => !examples.some((spec) => spec.cloud === cloud && spec.tier === tier)).map(
        (tier) => `${cloud} ${tier}`,
      ),
    );
    assert.deepEqual(unseen, []);
  });

  it("are all in the table, each where it belongs", () => {
    const text = exampleTable();
    for (const { tenant, region } of exampleTenants()) assert.ok(text.includes(`\`${tenant}\` (${region})`), tenant);
    assert.match(text, /^\| Azure \| – \| `bluth` \(uksouth\) \| `stark` \(westeurope\) \| /m);
  });
});
