/** Which stacks a change affects, against the truth: every stack rendered in both versions, and nothing left out. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import fc from "fast-check";
import { checkOutBase } from "../../../cli/review/base-checkout.ts";
import { findAffected, type Review } from "../../../cli/review/find-affected.ts";
import { findBase } from "../../../cli/review/git.ts";
import { Renderer } from "../../../cli/review/renderer.ts";
import { resolveSides } from "../../../cli/review/resolve-sides.ts";
import { isEqual, resourceChanges } from "../../../cli/review/resource-changes.ts";
import { Side } from "../../../cli/review/sides.ts";
import { CheckoutCopy } from "./checkout-copy.ts";

/** Two clouds, three tiers, and a tenant that lives in a cell. */
const TENANTS = ["globex", "tyrell", "umbrella", "wonka"];
const STACKS = [
  "account-globex",
  "account-tyrell",
  "account-umbrella",
  "account-wonka",
  "globex-production",
  "tyrell-development",
  "tyrell-production",
  "umbrella-development",
  "umbrella-production",
  "wonka-production",
];
const PARALLEL = 2;

function review(copy: CheckoutCopy, ref = "HEAD"): Promise<Review> {
  return findAffected({ projectRoot: copy.root, ref, parallel: PARALLEL, signal: new AbortController().signal });
}

function namesOf({ affected }: Review): string[] {
  return affected.map(({ stack }) => stack);
}

/** By rendering everything, without a look at what changed. */
async function truth(copy: CheckoutCopy): Promise<string[]> {
  const base = await checkOutBase(copy.root, "HEAD");
  const sides = { base: new Side(base.root, copy.root, PARALLEL), head: new Side(copy.root, copy.root, PARALLEL) };
  try {
    const pairs = await resolveSides(sides, true);
    const renderer = new Renderer(sides, pairs);
    const different = await Promise.all(
      pairs.map(async ({ stack }) => {
        const [old, now] = await renderer.both(stack, true);
        const known = old === undefined || "problem" in old || "problem" in now;
        return known ? !isEqual(old, now) : resourceChanges(stack, old, now).length > 0;
      }),
    );
    return pairs.filter((_pair, index) => different[index]).map(({ stack }) => stack);
  } finally {
    sides.base.stop();
    sides.head.stop();
    base.dispose();
  }
}

/** An edit as a person may make one, by two random numbers. */
type Edit = (copy: CheckoutCopy, which: number, where: number) => string;

const pick = <Item>(items: readonly Item[], which: number): Item => {
  const item = items[which % items.length];
  if (item === undefined) throw new Error("nothing to choose from");
  return item;
};

/** Edits one of the places of a file that fit. */
function editAt(
  copy: CheckoutCopy,
  file: string,
  place: RegExp,
  where: number,
  change: (found: string) => string,
): string {
  const found = pick([...copy.read(file).matchAll(place)], where);
  const text = copy.read(file);
  const after = text.slice(0, found.index) + change(found[0]) + text.slice(found.index + found[0].length);
  copy.edit(file, text, after.replaceAll("$", "$$$$"));
  return `${file}:${text.slice(0, found.index).split("\n").length}`;
}

const CATALOGUES = ["standard", "premium", "enterprise", "environments"].map((name) => `tiers/catalogue/${name}.yaml`);

const EDITS: Readonly<Record<string, Edit>> = {
  "a number of the catalogue": (copy, which, where) =>
    editAt(copy, pick(CATALOGUES, which), /(?<=: )\d+(?= |$)/gm, where, (found) => String(Number(found) + 1)),
  "a switch of a component": (copy, which, where) => {
    const files = ["aws", "gcp"]
      .flatMap((cloud) => copy.files(`components/${cloud}`))
      .filter((file) => /: (true|false)\b/.test(copy.read(file)));
    return editAt(copy, pick(files, which), /(?<=: )(true|false)\b/g, where, (found) => String(found !== "true"));
  },
  "a text of a component": (copy, which, where) => {
    const files = ["aws", "gcp"]
      .flatMap((cloud) => copy.files(`components/${cloud}`))
      .filter((file) => /: "[A-Za-z ]+"/.test(copy.read(file)));
    return editAt(copy, pick(files, which), /(?<=: ")[A-Za-z ]+(?=")/g, where, (found) => `${found}x`);
  },
  "a tenant's address": (copy, which, where) =>
    editAt(copy, `stacks/tenants/${pick(TENANTS, which)}.yaml`, /(?<=: )[a-z]+(?=@)/g, where, (found) => `${found}-eu`),
};

describe("the stacks that a change affects", () => {
  let copy: CheckoutCopy;
  before(() => {
    copy = new CheckoutCopy(TENANTS);
  });
  afterEach(() => copy.reset());
  after(() => copy.dispose());

  it("are none for comments, types and layout in a component, the catalogue and a rule", async () => {
    copy.append("components/aws/database-cluster.ts", "// a comment\nexport type Unused = string;\n");
    copy.edit("tiers/catalogue/premium.yaml", /^/, "# a comment\n");
    copy.append("policies/thresholds.yaml", "# a comment\n");
    const { affected, policies } = await review(copy);
    assert.deepEqual({ affected, policies }, { affected: [], policies: [] });
  }).timeout(60_000);

  it("of a changed default are those that resolve to it, with the line that did it", async () => {
    copy.edit("tiers/catalogue/premium.yaml", "maxConnections: 500", "maxConnections: 550");
    const { affected } = await review(copy);
    assert.deepEqual(
      affected.map(({ stack }) => stack),
      ["umbrella-development", "umbrella-production"],
    );
    assert.match(
      affected[1]?.reasons[0] ?? "",
      /^tier premium \(tiers\/catalogue\/premium\.yaml:\d+\): database\.maxConnections 500 → 550 connections, /,
    );
    assert.deepEqual(
      affected[1]?.resources?.map(({ op, name }) => `${op} ${name}`),
      ["update database-primary", "update monitoring-alert-connections-high", "update monitoring-dashboard"],
    );
  }).timeout(120_000);

  it("of a changed threshold are none, but verdicts change", async () => {
    copy.edit("policies/thresholds.yaml", "default: 7", "default: 36");
    const { affected, rejudged, policies } = await review(copy);
    assert.deepEqual([affected, policies], [[], ["policies/thresholds.yaml"]]);
    const found = rejudged.filter(({ verdicts }) =>
      verdicts.some(({ rule, direction }) => rule === "BCK-01" && direction === "worse"),
    );
    assert.ok(
      found.some(({ stack }) => stack === "globex-production"),
      rejudged.map(({ stack }) => stack).join(" "),
    );
  }).timeout(180_000);

  it("of new and removed tenants are theirs, and deleting a file deletes nothing", async () => {
    copy.git("mv", "stacks/tenants/globex.yaml", "stacks/tenants/contoso.yaml");
    copy.edit("stacks/tenants/contoso.yaml", "tenant: globex", "tenant: contoso");
    const { affected } = await review(copy);
    copy.git("reset", "--quiet", "--hard");
    assert.deepEqual(
      affected.map(({ stack, kind }) => [stack, kind]),
      [
        ["contoso-production", "new"],
        ["globex-production", "gone"],
      ],
    );
    assert.deepEqual(affected[1]?.reasons, [
      "no file describes it any more; `leasehold decommission globex-production --confirm globex-production` takes it down",
    ]);
    assert.ok(affected[0]?.resources?.every(({ op }) => op === "create"));
  }).timeout(120_000);

  it("of other packages are all, said once", async () => {
    copy.append("package-lock.json", "\n");
    const { affected, everything } = await review(copy);
    assert.equal(everything, "package-lock.json changed: other packages may register something else");
    assert.deepEqual(affected.map(({ stack }) => stack).sort(), STACKS);
  }).timeout(60_000);

  it("tell a file that can no longer be used, in the words of `up`", async () => {
    copy.edit("stacks/tenants/globex.yaml", "tier: standard", "tier: gold");
    const { affected } = await review(copy);
    assert.deepEqual(
      affected
        .map(({ stack, problem }) => [stack, problem?.split(":")[0]])
        .filter(([, problem]) => problem !== undefined),
      [["globex", "stacks/tenants/globex.yaml"]],
    );
  }).timeout(120_000);

  it("leave no checkout behind", async () => {
    assert.equal(copy.git("worktree", "list").trim().split("\n").length, 1);
    const left = (await readdir(tmpdir())).filter(
      (name) => name.startsWith("leasehold-base-") && existsSync(`${tmpdir()}/${name}/worktree/.git`),
    );
    assert.deepEqual(
      left.filter((name) => copy.git("worktree", "list").includes(name)),
      [],
    );
  });

  it("are told of a ref that does not exist", async () => {
    await assert.rejects(findBase(copy.root, "nope"), {
      exitCode: 2,
      message:
        "--changed: got nope, expected a branch, tag or commit of this repository; fetch it first (`git fetch origin`), or name a branch, tag or commit that `git log` shows",
    });
    await assert.rejects(findBase(tmpdir(), "HEAD"), {
      exitCode: 2,
      message: "--changed: this checkout is no git repository; a change is told from its commits",
    });
  });

  for (const [what, edit] of Object.entries(EDITS)) {
    it(`are exactly those that render differently after ${what} was changed at random`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.nat(10_000), fc.nat(10_000), async (which, where) => {
          copy.reset();
          const place = edit(copy, which, where);
          const expected = await truth(copy);
          assert.deepEqual(namesOf(await review(copy)).sort(), expected.sort(), place);
        }),
        // Each run renders every stack twice; which edits they are changes from run to run.
        { numRuns: Number(process.env["REVIEW_RUNS"] ?? 1), endOnFailure: true },
      );
    }).timeout(600_000);
  }
});
