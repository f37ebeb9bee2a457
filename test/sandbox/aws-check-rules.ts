/** How tests say what the provider refuses of single inputs before it asks the cloud. */
import assert from "node:assert/strict";
import type { Properties } from "../../sandbox/clouds/resource-type.ts";
import { SimulatedAws } from "./simulated-aws.ts";

/** Sound inputs of a type, and for each rule a change that breaks it with the failure it brings. */
export interface Rules {
  readonly type: string;
  readonly sound: Properties;
  readonly broken: readonly (readonly [change: Properties, failure: string])[];
}

/** A test per type: sound inputs pass, each broken one fails with exactly its words. */
export function testRules(title: string, rules: readonly Rules[]): void {
  describe(title, () => {
    const cloud = new SimulatedAws();
    for (const { type, sound, broken } of rules) {
      it(`of ${type}: takes sound ones, and names what is wrong`, () => {
        assert.deepEqual(cloud.failures(type, sound), []);
        for (const [change, failure] of broken)
          assert.deepEqual(cloud.failures(type, { ...sound, ...change }), [failure]);
      });
    }
  });
}

export function notJson(name: string): string {
  return `"${name}" contains an invalid JSON policy: not a JSON object`;
}

/** Of the value `x`. */
export function notArn(name: string): string {
  return `"${name}" (x) is an invalid ARN: arn: invalid prefix`;
}

export function notWeekly(name: string): string {
  return `"${name}" must satisfy the format of "ddd:hh24:mi-ddd:hh24:mi".`;
}

export function wrongLength(name: string, from: number, to: number, value: string): string {
  return `expected length of ${name} to be in the range (${from} - ${to}), got ${value}`;
}
