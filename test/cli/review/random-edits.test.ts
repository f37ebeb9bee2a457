/**
 * Which stacks a change affects, against the truth: every stack rendered in both versions, and nothing left out. One edit of
 * each kind, another at every run; `REVIEW_RUNS=20` tries so many of each.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { findAffected } from "../../../cli/review/find-affected.ts";
import { CheckoutCopy, TENANTS } from "./checkout-copy.ts";
import { Truth } from "./truth.ts";

/** Names of the stacks that the review finds, sorted. */
async function affectedBy({ root }: CheckoutCopy): Promise<string[]> {
  const { signal } = new AbortController();
  const { affected } = await findAffected({ projectRoot: root, ref: "HEAD", parallel: 1, signal });
  return affected.map(({ stack }) => stack).sort();
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
  "a switch or a text of a component": (copy, which, where) => {
    const value = /(?<=: )(true|false)\b|(?<=: ")[A-Za-z ]+(?=")/g;
    const files = ["aws", "gcp"]
      .flatMap((cloud) => copy.files(`components/${cloud}`))
      .filter((file) => copy.read(file).search(value) >= 0);
    const other: Readonly<Record<string, string>> = { true: "false", false: "true" };
    return editAt(copy, pick(files, which), value, where, (found) => other[found] ?? `${found}x`);
  },
  "a tenant's address": (copy, which, where) =>
    editAt(copy, `stacks/tenants/${pick(TENANTS, which)}.yaml`, /(?<=: )[a-z]+(?=@)/g, where, (found) => `${found}-eu`),
};

describe("the stacks that an edit at random affects", () => {
  let copy: CheckoutCopy;
  let truth: Truth;
  before(async () => {
    copy = new CheckoutCopy(TENANTS);
    truth = await Truth.of(copy);
  });
  after(() => {
    truth.dispose();
    copy.dispose();
  });

  for (const [what, edit] of Object.entries(EDITS)) {
    it(`are exactly those that render differently after ${what} was changed`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.nat(10_000), fc.nat(10_000), async (which, where) => {
          copy.reset();
          const place = edit(copy, which, where);
          const expected = await truth.affected();
          assert.deepEqual(await affectedBy(copy), expected.sort(), place);
        }),
        // Which edits they are changes from run to run; each renders every stack.
        { numRuns: Number(process.env["REVIEW_RUNS"] ?? 1), endOnFailure: true },
      );
    }).timeout(600_000);
  }
});
