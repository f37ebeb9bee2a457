/** What this stack said of itself at its last `up`: floors that cannot go down, and account facts frozen at the first. */
import * as pulumi from "@pulumi/pulumi";
import type { AccountFacts } from "../components/contracts.ts";

export interface PreviousOutputs<Floors> {
  /** Absent before the first `up`. */
  readonly floors?: Floors;
  readonly facts?: AccountFacts;
}

/**
 * Reads the stack's own last outputs. Awaited before the first resource, so that nothing is planned on half of them.
 * @param parseFloors reads the floors of this kind of stack
 * @throws InvalidInput when the floors cannot be read: going on without them could lower what must not go down.
 */
export async function readPreviousOutputs<Floors>(
  parseFloors: (output: unknown) => Floors,
): Promise<PreviousOutputs<Floors>> {
  const own = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  const reference = new pulumi.StackReference(own);
  const [floors, facts] = await Promise.all([
    reference.getOutputDetails("floors"),
    reference.getOutputDetails("facts"),
  ]);
  return {
    ...(floors.value === undefined ? {} : { floors: parseFloors(floors.value) }),
    ...(facts.value === undefined ? {} : { facts: facts.value as AccountFacts }),
  };
}
