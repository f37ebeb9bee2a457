/** What this stack said of itself at its last `up`: floors that cannot go down, and account facts frozen at the first. */
import * as pulumi from "@pulumi/pulumi";

export interface PreviousOutputs<Floors, Facts> {
  /** Absent before the first `up`. */
  readonly floors?: Floors;
  readonly facts?: Facts;
}

/** How a kind of stack reads its own outputs back; each throws `InvalidInput` for what an earlier `up` did not write. */
export interface OutputParsers<Floors, Facts> {
  readonly floors: (output: unknown) => Floors;
  readonly facts: (output: unknown) => Facts;
}

/**
 * Reads the stack's own last outputs. Awaited before the first resource, so that nothing is planned on half of them.
 * @throws InvalidInput when they cannot be read: going on without floors could lower what must not go down, and facts
 * asked anew could move a subnet to another zone.
 */
export async function readPreviousOutputs<Floors, Facts>(
  parse: OutputParsers<Floors, Facts>,
): Promise<PreviousOutputs<Floors, Facts>> {
  const own = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  const reference = new pulumi.StackReference(own);
  const [floors, facts] = await Promise.all([
    reference.getOutputDetails("floors"),
    reference.getOutputDetails("facts"),
  ]);
  return {
    ...(floors.value === undefined ? {} : { floors: parse.floors(floors.value) }),
    ...(facts.value === undefined ? {} : { facts: parse.facts(facts.value) }),
  };
}
