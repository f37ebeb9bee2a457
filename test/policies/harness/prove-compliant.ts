/** What must hold for every example stack of a cloud: compliant by construction. */
import assert from "node:assert/strict";
import { whyOf } from "../../../policies/message.ts";
import { RULES } from "../../../policies/rules.ts";
import { normaliseType } from "../../../policies/subject.ts";
import type { Verdict } from "../../../policies/verdict.ts";
import { decideWaiver, readWaivers } from "../../../policies/waivers.ts";
import type { AvailableCloud } from "../../../tiers/vocabulary.ts";
import { WAIVER_DAY } from "../../harness/waiver-day.ts";
import { FRAMEWORK_SETS } from "./framework-sets.ts";
import { judgeExamples, type JudgedExample, type JudgedExamples } from "./judged-examples.ts";

/** The exact counts and lists of one cloud. */
export interface ComplianceFacts {
  /** Stacks judged, each under every set that can be resolved. */
  readonly judged: number;
  /** Set → stacks that cannot be resolved with it: another jurisdiction, or a tier that cannot carry it. */
  readonly refused: Readonly<Record<string, readonly string[]>>;
  /** Waivers without which a verdict would fail, as `rule ticket`. */
  readonly waivers: readonly string[];
  /** Account-wide rules that the accounts' baselines pass; the other account-wide rules are about another cloud. */
  readonly accountRules: readonly string[];
  /** Account-wide rule → tenants' stacks that bring what it looks for themselves, under their own frameworks. */
  readonly ownInTenants: Readonly<Record<string, readonly string[]>>;
  /** What cannot be judged before the resources exist, as `rule type`. */
  readonly unknownInPreview: readonly string[];
}

/** Longest time for all of a cloud's stacks on a busy machine. */
const TIMEOUT_MS = 600_000;

/** Registers the tests of a cloud. */
export function proveCompliant(cloud: AvailableCloud, facts: ComplianceFacts): void {
  describe(`every example stack on ${cloud}`, function () {
    this.timeout(TIMEOUT_MS);
    let up: JudgedExamples;
    before(async () => {
      up = await judgeExamples({ cloud, sets: Object.keys(FRAMEWORK_SETS), moment: "up" });
    });

    it(`passes under every set of frameworks: ${facts.judged} times judged, nothing fails and nothing is unknown`, () => {
      assert.deepEqual(problemsOf(up.judged), []);
      assert.equal(up.judged.length, facts.judged);
    });
    it("is refused only where the set and its place or tier exclude each other", () => {
      assert.deepEqual(up.refused, facts.refused);
    });
    it("needs these waivers and no other", () => {
      assert.deepEqual(waiversNeeded(up.judged), facts.waivers);
    });
    it("leaves to the account's baseline what exists once per account, by name, unless it brings its own", () => {
      const brought: Record<string, string[]> = {};
      for (const { set, stack, context, verdicts } of tenants(up)) {
        const [own, elsewhere] = partition(verdicts.filter(isAccountWide), ({ outcome }) => outcome === "pass");
        const evidence = `account baseline, see stack ${context.accountBaseline ?? "?"}`;
        assert.deepEqual([...new Set(elsewhere.map((verdict) => whyOf(verdict)))], [evidence], stack);
        const said = new Set([...own, ...elsewhere].map(({ rule }) => rule));
        assert.equal(said.size, RULES.filter(({ accountWide }) => accountWide).length, stack);
        if (set === "own")
          for (const rule of new Set(own.map((verdict) => verdict.rule))) (brought[rule] ??= []).push(stack);
      }
      assert.deepEqual(brought, facts.ownInTenants);
    });
    it("has what exists once per account judged on the account's baseline", () => {
      for (const { stack, verdicts } of up.judged.filter(({ context: { kind } }) => kind === "account")) {
        const passed = verdicts.filter((verdict) => isAccountWide(verdict) && verdict.outcome === "pass");
        assert.deepEqual([...new Set(passed.map(({ rule }) => rule))].sort(), facts.accountRules, stack);
      }
    });
    it("says of sections that are not built that there is nothing of their kind, which is no pass", () => {
      const cluster = up.judged.flatMap(({ verdicts }) => verdicts.filter(({ rule }) => rule.startsWith("K8S-")));
      const rules = RULES.filter(({ id }) => id.startsWith("K8S-")).length;
      assert.equal(cluster.length, rules * up.judged.length);
      assert.deepEqual([...new Set(cluster.map(({ outcome, note }) => `${outcome}: ${note ?? ""}`))].sort(), [
        "not-applicable: for regulated tenants only",
        "not-applicable: no resource of its types in this stack",
      ]);
    });
    it("fails nothing before it exists, and says what cannot be judged yet", async () => {
      const { judged } = await judgeExamples({ cloud, sets: ["own"], moment: "preview" });
      assert.deepEqual(problemsOf(judged, ["error", "fail"]), []);
      const open = judged.flatMap(({ verdicts }) => verdicts.filter(({ outcome }) => outcome === "unknown"));
      const kinds = new Set(open.map(({ rule, type }) => `${rule} ${normaliseType(type)}`));
      assert.deepEqual([...kinds].sort(), facts.unknownInPreview);
    });
  });
}

function tenants({ judged }: JudgedExamples): readonly JudgedExample[] {
  return judged.filter(({ context }) => context.kind === "tenant");
}

function partition<Item>(items: readonly Item[], holds: (item: Item) => boolean): readonly [Item[], Item[]] {
  return [items.filter(holds), items.filter((item) => !holds(item))];
}

function isAccountWide({ rule }: Verdict): boolean {
  return RULES.some(({ id, accountWide }) => id === rule && accountWide === true);
}

/** What does not pass, a line for each cause with the first stacks that have it. */
function problemsOf(
  judged: readonly JudgedExample[],
  outcomes: readonly Verdict["outcome"][] = ["error", "fail", "unknown"],
): string[] {
  const lines = judged.flatMap(({ set, stack, verdicts }) =>
    verdicts
      .filter(({ outcome }) => outcomes.includes(outcome))
      .map((verdict) => ({
        cause: `${verdict.rule} ${verdict.outcome} ${verdict.type}: ${whyOf(verdict)}`,
        at: `${set}/${stack}`,
      })),
  );
  return [...Map.groupBy(lines, ({ cause }) => cause)].map(
    ([cause, list]) => `${cause} (${list.length} ×: ${[...new Set(list.map(({ at }) => at))].slice(0, 5).join(", ")})`,
  );
}

function waiversNeeded(judged: readonly JudgedExample[]): string[] {
  const needing = judged.flatMap(({ verdicts }) => verdicts.filter(({ waiver }) => waiver?.would === "fail"));
  return readWaivers(RULES)
    .filter((waiver) => needing.some((verdict) => decideWaiver(waiver, verdict, WAIVER_DAY) === "holds"))
    .map(({ rule, ticket }) => `${rule} ${ticket}`);
}
