/** The words that rules are written with: at the bound and beside it, absent, zero, unknown. */
import assert from "node:assert/strict";
import {
  all,
  any,
  atLeast,
  atMost,
  document,
  each,
  equals,
  isAbsent,
  isFalse,
  isNoneOf,
  isOneOf,
  isSet,
  isTrue,
  NO_DEFAULT,
  some,
  when,
  within,
} from "../../policies/checks.ts";
import { fail, PASS } from "../../policies/finding.ts";
import { NO_GRAPH } from "../../policies/graph.ts";
import type { Check } from "../../policies/rule.ts";
import { NOT_YET_KNOWN, type Props } from "./harness/rule-case.ts";
import { contextOf, stackOf } from "./harness/subjects.ts";

/** `pass`, `unknown: <properties>`, `n/a: <reason>`, or the reasons. */
function said(check: Check, props: Props): string {
  const [subject] = stackOf({ type: "t", name: "subject", props }, []);
  assert.ok(subject !== undefined);
  const finding = check.judge(subject, contextOf(), NO_GRAPH);
  switch (finding.outcome) {
    case "pass":
      return "pass";
    case "unknown":
      return `unknown: ${finding.properties.join(", ")}`;
    case "not-applicable":
      return `n/a: ${finding.reason}`;
    case "fail":
      return finding.reasons.map(({ property, message }) => `${property}: ${message}`).join(" | ");
  }
}

/** Value of `p` → what is said; `absent` leaves it out. */
function saidOf(check: Check, ...values: readonly unknown[]): string[] {
  return values.map((value) => said(check, value === "absent" ? {} : { p: value }));
}

describe("checks of one value", () => {
  it("equals: every other value fails, also one that is alike", () => {
    assert.deepEqual(
      saidOf(equals("p", "on", { absent: "off" }), "on", "On", "", 0, false, "absent", null, NOT_YET_KNOWN),
      [
        "pass",
        "p: got On, expected on; set p to on",
        "p: got , expected on; set p to on",
        "p: got 0, expected on; set p to on",
        "p: got false, expected on; set p to on",
        "p: got nothing (the provider's default is off), expected on; set p to on",
        "p: got nothing (the provider's default is off), expected on; set p to on",
        "unknown: p",
      ],
    );
  });

  it("a provider's default that is right passes, and one that there is not fails", () => {
    assert.deepEqual(saidOf(isTrue("p", { absent: true }), "absent", true, false, "true"), [
      "pass",
      "pass",
      "p: got false, expected true; set p to true",
      "p: got true, expected true; set p to true",
    ]);
    assert.deepEqual(saidOf(isFalse("p", { absent: undefined }), "absent", false, 0), [
      "p: got nothing, expected false; set p to false",
      "pass",
      "p: got 0, expected false; set p to false",
    ]);
    assert.deepEqual(saidOf(equals("p", "on", { absent: NO_DEFAULT }), "absent", "on"), [
      "p: got nothing; set p",
      "pass",
    ]);
  });

  it("a default that reads `required` is a default like any other", () => {
    const tokens = equals("p", "required", { absent: "required" });
    assert.deepEqual(saidOf(tokens, "absent", "optional"), [
      "pass",
      "p: got optional, expected required; set p to required",
    ]);
  });

  it("one of, none of", () => {
    assert.deepEqual(saidOf(isOneOf("p", ["a", 2], { absent: "c" }), "a", 2, "2", "absent", NOT_YET_KNOWN), [
      "pass",
      "pass",
      "p: got 2, expected a or 2; set p",
      "p: got nothing (the provider's default is c), expected a or 2; set p",
      "unknown: p",
    ]);
    assert.deepEqual(saidOf(isNoneOf("p", ["a"], { absent: "a" }), "b", "a", "absent", NOT_YET_KNOWN), [
      "pass",
      "p: got a, expected another value; change p",
      "p: got nothing (the provider's default is a), expected another value; change p",
      "unknown: p",
    ]);
  });

  it("set: nothing empty counts, what is not known yet does, and no value is shown", () => {
    const missing = "p: got nothing, expected a key; set p";
    assert.deepEqual(saidOf(isSet("p", "a key"), "x", 0, false, [1], NOT_YET_KNOWN, "", [], {}, "absent"), [
      ...Array<string>(5).fill("pass"),
      ...Array<string>(4).fill(missing),
    ]);
    const given = "p: got a value, expected none; remove it";
    assert.deepEqual(saidOf(isAbsent("p", "remove it"), "absent", "", [], "hunter2", NOT_YET_KNOWN), [
      "pass",
      "pass",
      "pass",
      given,
      given,
    ]);
  });
});

describe("checks of numbers", () => {
  it("at least: n − 1 fails, n passes; absent, zero and what is no number fail", () => {
    assert.deepEqual(
      saidOf(atLeast("p", 7, { absent: 0 }), 6, 7, 8, "7", "6.5", 0, "absent", "seven", true, NOT_YET_KNOWN),
      [
        "p: got 6, expected at least 7; change p",
        "pass",
        "pass",
        "pass",
        "p: got 6.5, expected at least 7; change p",
        "p: got 0, expected at least 7; change p",
        "p: got nothing (the provider's default is 0), expected at least 7; change p",
        "p: got seven, expected at least 7; change p",
        "p: got true, expected at least 7; change p",
        "unknown: p",
      ],
    );
  });

  it("at most: n passes, n + 1 fails; zero passes where it is a number like others", () => {
    assert.deepEqual(saidOf(atMost("p", 90, { absent: NO_DEFAULT }), 90, 91, 0, "absent", ""), [
      "pass",
      "p: got 91, expected at most 90; change p",
      "pass",
      "p: got nothing; set p",
      "p: got , expected at most 90; change p",
    ]);
  });

  it("a threshold has a unit", () => {
    assert.deepEqual(saidOf(atMost("p", "secretRotationDays", { absent: NO_DEFAULT }), 90, 91), [
      "pass",
      "p: got 91, expected at most 90 days; change p",
    ]);
  });
});

describe("checks together", () => {
  const a = isTrue("a", { absent: false });
  const b = isTrue("b", { absent: false });
  const notA = "a: got false, expected true; set a to true";
  const notB = "b: got false, expected true; set b to true";

  it("all of them, any of them, with the properties of all", () => {
    assert.deepEqual(all(a, b, a).properties, ["a", "b"]);
    assert.equal(said(all(a, b), { a: true, b: true }), "pass");
    assert.equal(said(all(a, b), { a: false, b: false }), `${notA} | ${notB}`);
    assert.equal(said(all(a, b), { a: false, b: NOT_YET_KNOWN }), notA);
    assert.equal(said(any(a, b), { a: false, b: true }), "pass");
    assert.equal(said(any(a, b), { a: false, b: NOT_YET_KNOWN }), "unknown: b");
    assert.equal(said(any(a, b), { a: false, b: false }), `${notA} | ${notB}`);
  });

  it("where a condition holds; where it is not known, nothing is", () => {
    assert.equal(
      said(
        when(() => true, "else", a),
        { a: false },
      ),
      notA,
    );
    assert.equal(
      said(
        when(() => false, "for production only", a),
        { a: false },
      ),
      "n/a: for production only",
    );
    assert.equal(
      said(
        when(() => "unknown", "else", a),
        { a: true },
      ),
      "unknown: a",
    );
  });

  it("each item of a list, at its place; of no item nothing can fail", () => {
    const check = each("list", a);
    assert.deepEqual(check.properties, ["list.a"]);
    assert.equal(
      said(check, { list: [{ a: true }, { a: false }] }),
      "list[1].a: got false, expected true; set a to true",
    );
    assert.equal(said(check, { list: [{ a: true }, { a: NOT_YET_KNOWN }] }), "unknown: list[1].a");
    assert.equal(said(check, { list: { a: true } }), "pass");
    assert.equal(said(check, {}), "pass");
    assert.equal(said(check, { list: NOT_YET_KNOWN }), "unknown: list");
  });

  it("some item of a list; of no item none holds", () => {
    const check = some("list", "one with a", a);
    const none = "list: got none, expected one with a; add it to list";
    assert.equal(said(check, { list: [{ a: false }, { a: true }] }), "pass");
    assert.equal(said(check, { list: [{ a: false }] }), none);
    assert.equal(said(check, { list: [] }), none);
    assert.equal(said(check, {}), none);
    assert.match(said(check, { list: [{ a: false }, { a: NOT_YET_KNOWN }] }), /^unknown: /);
    assert.equal(said(check, { list: NOT_YET_KNOWN }), "unknown: list");
  });

  it("within a block, absent or not", () => {
    const check = within("block", a);
    assert.deepEqual(check.properties, ["block.a"]);
    assert.equal(said(check, { block: { a: true } }), "pass");
    assert.equal(
      said(check, {}),
      "block.a: got nothing (the provider's default is false), expected true; set a to true",
    );
    assert.equal(said(check, { block: NOT_YET_KNOWN }), "unknown: block.a");
  });

  it("in a document", () => {
    const check = document("policy", (content) =>
      content.read("Version").state === "known" ? PASS : fail("Version", "got nothing"),
    );
    assert.equal(said(check, { policy: '{"Version":"2012-10-17"}' }), "pass");
    assert.equal(said(check, { policy: "{}" }), "policy.Version: got nothing");
    assert.equal(said(check, { policy: NOT_YET_KNOWN }), "unknown: policy");
  });
});
