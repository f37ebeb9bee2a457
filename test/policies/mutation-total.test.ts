/** The mutation test over all themes: the smallest breaks of compliant resources, and how many of them are seen. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { RULES } from "../../policies/rules.ts";
import { joinCases } from "./harness/join-cases.ts";
import { killCountOf } from "./harness/prove-rules.ts";
import type { RuleCases } from "./harness/rule-case.ts";

const FOLDER = join(import.meta.dirname, "cases");
const LEAST_KILL_RATE = 0.95;
const RULE_ID = /^[A-Z0-9]{3}-\d{2}$/;

/** Cases are objects by rule id; helpers and cases of whole stacks are something else. */
function isRuleCases(value: unknown): value is RuleCases {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => RULE_ID.test(key));
}

async function allCases(): Promise<RuleCases> {
  const parts = await Promise.all(
    readdirSync(FOLDER).map(async (file) =>
      Object.values((await import(join(FOLDER, file))) as Readonly<Record<string, unknown>>),
    ),
  );
  return joinCases(...parts.flat().filter(isRuleCases));
}

describe("mutants of compliant resources, all rules", () => {
  it(`are seen, ${LEAST_KILL_RATE * 100} % of them or more`, async () => {
    const { mutants, survivors } = killCountOf(RULES, await allCases());
    const killed = mutants - survivors.length;
    console.log(`      ${killed} of ${mutants} mutants killed (${((100 * killed) / mutants).toFixed(1)} %)`);
    assert.ok(killed >= mutants * LEAST_KILL_RATE, `alive: ${survivors.join("; ")}`);
  });
  it("are made for every rule that judges a type", async () => {
    const cases = await allCases();
    const judging = RULES.filter(({ checks, everyType }) => Object.keys(checks).length > 0 || everyType !== undefined);
    const without = judging.filter(({ id }) =>
      (cases[id] ?? []).every((one) => one.breaks.length === 0 && one.forbidden === undefined),
    );
    // Their cases stand with their tests: one is made of other rules, the other knows stacks.
    assert.deepEqual(
      without.map(({ id }) => id),
      ["GOV-05", "TEN-02"],
    );
  });
});
