/** Which stacks a change affects, and why; any edit at random: random-edits.test.ts. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { findAffected, type Review } from "../../../cli/review/find-affected.ts";
import { findBase } from "../../../cli/review/git.ts";
import { CheckoutCopy, TENANTS } from "./checkout-copy.ts";

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

function review(copy: CheckoutCopy, parallel = 1): Promise<Review> {
  return findAffected({ projectRoot: copy.root, ref: "HEAD", parallel, signal: new AbortController().signal });
}

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
    const { affected, rejudged, policies } = await review(copy, 2);
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
});
