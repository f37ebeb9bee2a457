/** An id that is handed on only once something else stands, without making it uncertain. */
import * as pulumi from "@pulumi/pulumi";

/**
 * A value that waits for other resources.
 * @param echoes for each of them an output that repeats an input: a preview knows it before the resource exists. So a
 * resource that comes later leaves the value known, where an unknown one would look like another value to every store.
 */
export function knownAfter(
  value: pulumi.Output<string>,
  echoes: readonly pulumi.Output<string>[],
): pulumi.Output<string> {
  return pulumi.all([value, pulumi.all([...echoes])]).apply(([known]) => known);
}
