import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { parseAccountFacts, parseBaselineFacts } from "../../stacks/kept-facts.ts";
import { readPreviousOutputs } from "../../stacks/previous-outputs.ts";
import { parseSecretDates } from "../../stacks/secret-dates.ts";
import { parseAccountFloors } from "../../tiers/account/account-floors.ts";
import { formatProblem, InvalidInput } from "../../tiers/problem.ts";

const FLOORS = {
  schema: 1,
  account: "111122223333",
  region: "eu-west-1",
  auditRetentionDays: 365,
  lockMode: "governance",
};
const FACTS = {
  account: "111122223333",
  zoneIds: { a: "euw1-az1", b: "euw1-az2", c: "euw1-az3" },
  zoneNames: { a: "eu-west-1b", b: "eu-west-1c", c: "eu-west-1a" },
};

function problemsOf(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof InvalidInput);
    return error.problems.map((problem) => `${problem.code} ${formatProblem(problem)}`);
  }
  return [];
}

function refusal(what: string, found: string): readonly string[] {
  return [
    `facts facts: got an output that is not ${what} (${found}), expected what an earlier up wrote; use the version of Leasehold that wrote it, or restore the stack's state from before it was changed by hand`,
  ];
}

describe("account facts of an earlier up", () => {
  for (const [cloud, own] of [
    ["AWS", {}],
    ["Azure", { directoryId: "72f988bf-86f1-41af-91ab-2d7cd011db47" }],
    [
      "Google Cloud",
      { projectNumber: "123456789012", logEncryptionAgent: "cmek-p123456789012@gcp-sa-logging.example" },
    ],
  ] as const) {
    it(`come back as they were on ${cloud}`, () => {
      assert.deepEqual(parseAccountFacts({ ...FACTS, ...own }), { ...FACTS, ...own });
      assert.deepEqual(parseBaselineFacts(own), own);
    });
  }

  for (const [what, output, found] of [
    ["no object", "eu-west-1b", "invalid input: expected object, received string"],
    [
      "a zone less",
      { ...FACTS, zoneIds: { a: "euw1-az1", b: "euw1-az2" } },
      "zoneIds.c: invalid input: expected string, received undefined",
    ],
    [
      "a zone without a name",
      { ...FACTS, zoneNames: { ...FACTS.zoneNames, b: "" } },
      "zoneNames.b: too small: expected string to have >=1 characters",
    ],
    [
      "another type",
      { ...FACTS, projectNumber: 123456789012 },
      "projectNumber: invalid input: expected string, received number",
    ],
    ["an unknown key", { ...FACTS, colour: "red" }, 'unrecognized key: "colour"'],
  ] as const) {
    it(`are one clear error with ${what}`, () => {
      assert.deepEqual(
        problemsOf(() => parseAccountFacts(output)),
        refusal("facts of an account", found),
      );
    });
  }

  it("have no zones in an account's own stack", () => {
    assert.deepEqual(
      problemsOf(() => parseBaselineFacts({ zoneIds: FACTS.zoneIds })),
      refusal("facts of a baseline", 'unrecognized key: "zoneids"'),
    );
  });
});

describe("the outputs that a stack reads of itself", () => {
  async function read(outputs: Readonly<Record<string, unknown>>) {
    const mocks: pulumi.runtime.Mocks = {
      newResource: ({ type, name }) => {
        assert.equal(type, "pulumi:pulumi:StackReference");
        return { id: name, state: { name, outputs, secretOutputNames: [] } };
      },
      call: ({ token }) => assert.fail(`nobody calls ${token}`),
    };
    await pulumi.runtime.setMocks(mocks, "leasehold", "account-acme", false, "organization");
    try {
      return await readPreviousOutputs({
        floors: parseAccountFloors,
        facts: parseAccountFacts,
        secretDates: parseSecretDates,
      });
    } finally {
      await pulumi.runtime.disconnect();
    }
  }

  it("are absent before the first up", async () => {
    assert.deepEqual(await read({}), {});
  });

  it("are floors and facts", async () => {
    assert.deepEqual(await read({ floors: FLOORS, facts: FACTS }), { floors: FLOORS, facts: FACTS });
  });

  it("are whatever a kind of stack keeps, each read by its own parser", async () => {
    const dates = { application: { generation: 1, since: "2026-11-21" } };
    assert.deepEqual(await read({ secretDates: dates, other: 1 }), { secretDates: dates });
  });

  it("stop the run when facts are not what an earlier up wrote", async () => {
    await assert.rejects(read({ floors: FLOORS, facts: { account: "111122223333" } }), (error: unknown) => {
      assert.ok(error instanceof InvalidInput);
      assert.deepEqual(
        error.problems.map((problem) => `${problem.code} ${formatProblem(problem)}`),
        refusal("facts of an account", "zoneIds: invalid input: expected record, received undefined"),
      );
      return true;
    });
  });
});
