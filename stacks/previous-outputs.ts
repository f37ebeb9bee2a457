/** What this stack said of itself at its last `up`: floors that cannot go down, and what was frozen at the first. */
import * as pulumi from "@pulumi/pulumi";

/** What a kind of stack keeps, by the name of the output; absent before the first `up` that wrote it. */
export type PreviousOutputs<Kept> = Readonly<Partial<Kept>>;

/** How a kind of stack reads its own outputs back; each throws `InvalidInput` for what an earlier `up` did not write. */
export type OutputParsers<Kept> = { readonly [Name in keyof Kept]: (output: unknown) => Kept[Name] };

/**
 * Reads the stack's own last outputs. Awaited before the first resource, so that nothing is planned on half of them.
 * @throws InvalidInput when they cannot be read: going on without floors could lower what must not go down, and facts
 * asked anew could move a subnet to another zone.
 */
export async function readPreviousOutputs<Kept>(parse: OutputParsers<Kept>): Promise<PreviousOutputs<Kept>> {
  const own = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  const reference = new pulumi.StackReference(own);
  const kept: Partial<Kept> = {};
  const names = Object.keys(parse) as Extract<keyof Kept, string>[];
  const read = await Promise.all(names.map(async (name) => [name, await reference.getOutputDetails(name)] as const));
  for (const [name, { value }] of read) if (value !== undefined) kept[name] = parse[name](value);
  return kept;
}
