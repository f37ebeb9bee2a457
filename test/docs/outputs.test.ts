import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { StackOutputs } from "../../stacks/outputs.ts";
import { recordStack } from "../harness/whole-tenant.ts";
import { firstColumn, inlineCode, pageText } from "./markdown.ts";

/** Outputs that the programs write for each other: documented as a whole, their inside is no interface. */
const OPAQUE = ["floors", "facts", "secretDates", "standby"];

/** Paths of everything that a stack puts out: `database.host`, `keys.data.keyId`. */
function leafPaths(value: unknown, path = ""): string[] {
  const isBranch =
    typeof value === "object" && value !== null && !Array.isArray(value) && !pulumi.Output.isInstance(value);
  if (!isBranch || OPAQUE.includes(path)) return value === undefined ? [] : [path];
  return Object.entries(value).flatMap(([key, child]) => leafPaths(child, path === "" ? key : `${path}.${key}`));
}

/** `keys.<purpose>.keyId` as an expression over paths. */
function expressionOf(documented: string): RegExp {
  const parts = documented.split(".").map((part) => (part.startsWith("<") ? "[^.]+" : part));
  return new RegExp(`^${parts.join("\\.")}$`);
}

describe("docs/outputs.md", () => {
  const documented = firstColumn(pageText("docs/outputs.md")).flatMap(inlineCode);
  let recorded: string[];
  before(async function () {
    this.timeout(60_000);
    const outputs: StackOutputs[] = [];
    // Together they have everything that a tier brings: pooler, replicas, every bucket.
    for (const stack of ["globex-production", "acme-production", "initech-production"])
      outputs.push((await recordStack(stack)).result);
    recorded = [...new Set(outputs.flatMap((each) => leafPaths(each)))];
  });

  it("explains every output that a stack has", () => {
    const unexplained = recorded.filter((path) => !documented.some((each) => expressionOf(each).test(path)));
    assert.deepEqual(unexplained, []);
  });

  it("explains no output that no stack has", () => {
    const invented = documented.filter((each) => !recorded.some((path) => expressionOf(each).test(path)));
    assert.deepEqual(invented, []);
  });

  it("explains each once", () => {
    assert.deepEqual(documented, [...new Set(documented)]);
  });
});
