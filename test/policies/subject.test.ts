import assert from "node:assert/strict";
import { parseUrn, stackUrnOf } from "../../policies/subject.ts";

describe("the URN of a stack", () => {
  it("is the one that the engine gives it, and is read back", () => {
    const urn = stackUrnOf("acme-production", "leasehold");
    assert.equal(urn, "urn:pulumi:acme-production::leasehold::pulumi:pulumi:Stack::leasehold-acme-production");
    assert.deepEqual(parseUrn(urn), {
      stack: "acme-production",
      project: "leasehold",
      name: "leasehold-acme-production",
    });
  });
});
