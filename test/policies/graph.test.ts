/** How resources refer to each other, known or not. */
import assert from "node:assert/strict";
import { Graph, NO_GRAPH } from "../../policies/graph.ts";
import type { Subject } from "../../policies/subject.ts";
import { NOT_YET_KNOWN, type OtherResource } from "./harness/rule-case.ts";
import { stackOf, urnOf } from "./harness/subjects.ts";

const BUCKET = "aws:s3/bucket:Bucket";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";

/** Two buckets and the policies of a test. */
function graphOf(...policies: readonly OtherResource[]): { graph: Graph; at: (name: string) => Subject } {
  const buckets = [
    { type: BUCKET, name: "data", props: { id: "acme-data", arn: "arn:aws:s3:::acme-data" } },
    { type: BUCKET, name: "logs", props: { id: NOT_YET_KNOWN } },
  ];
  const graph = new Graph(stackOf({ type: "t", name: "first", props: {} }, [...policies, ...buckets]));
  const at = (name: string): Subject =>
    graph.subjects.find((subject) => subject.name === name) ?? assert.fail(`no ${name}`);
  return { graph, at };
}

function policy(name: string, bucket: unknown, refersTo?: OtherResource["refersTo"]): OtherResource {
  return { type: POLICY, name, props: { bucket }, ...(refersTo === undefined ? {} : { refersTo }) };
}

describe("the graph of a stack", () => {
  it("has its resources sorted by URN, whatever the order", () => {
    const { graph, at } = graphOf(policy("z", "x"), policy("a", "x"));
    assert.deepEqual(
      graph.subjects.map(({ name }) => name),
      ["data", "logs", "a", "z", "first"],
    );
    assert.deepEqual(
      graph.ofType(POLICY, BUCKET).map(({ name }) => name),
      ["a", "z", "data", "logs"],
    );
    assert.equal(graph.at(urnOf(POLICY, "a")), at("a"));
    assert.equal(graph.at("urn:pulumi:acme-production::leasehold::t::nobody"), undefined);
  });

  it("links by dependency while ids are not known, and then to nothing else", () => {
    const { graph, at } = graphOf(policy("p", NOT_YET_KNOWN, { bucket: ["logs"] }));
    assert.equal(graph.link(at("p"), "bucket", at("logs")), "linked");
    assert.equal(graph.link(at("p"), "bucket", at("data")), "not-linked");
    assert.deepEqual(graph.pointingAt(at("logs"), POLICY, "bucket"), [at("p")]);
    assert.deepEqual(graph.pointedBy(at("p"), "bucket", BUCKET), [at("logs")]);
    assert.equal(graph.hasUndecided(POLICY, "bucket", at("data")), false);
  });

  it("links by name, ARN and lists of them, where the program writes them out", () => {
    const { graph, at } = graphOf(
      policy("id", "acme-data"),
      policy("arn", "arn:aws:s3:::acme-data"),
      policy("list", ["other", "acme-data"]),
      policy("block", [{ nested: "acme-data" }]),
      policy("other", "acme-data-2"),
    );
    assert.deepEqual(
      ["id", "arn", "list", "block", "other"].map((name) => graph.link(at(name), "bucket", at("data"))),
      ["linked", "linked", "linked", "not-linked", "not-linked"],
    );
  });

  it("a property that is absent names nobody; one that is not known, without a dependency, may name anybody", () => {
    const { graph, at } = graphOf(policy("none", undefined), policy("open", NOT_YET_KNOWN));
    assert.equal(graph.link(at("none"), "bucket", at("data")), "not-linked");
    assert.equal(graph.link(at("open"), "bucket", at("data")), "unknown");
    assert.deepEqual(graph.pointingAt(at("data"), POLICY, "bucket"), []);
    assert.equal(graph.hasUndecided(POLICY, "bucket", at("data")), true);
    assert.equal(graph.hasUndecided(BUCKET, "bucket", at("data")), false);
  });

  it("takes the dependency of the property around a path", () => {
    const { graph, at } = graphOf({
      ...policy("p", undefined, { rules: ["logs"] }),
      props: { rules: { target: NOT_YET_KNOWN } },
    });
    assert.equal(graph.link(at("p"), "rules.target", at("logs")), "linked");
  });

  it("is not there for rules of scope resource", () => {
    assert.throws(() => NO_GRAPH.subjects, {
      name: "TypeError",
      message: "a rule of scope resource asked the graph for subjects",
    });
  });
});
