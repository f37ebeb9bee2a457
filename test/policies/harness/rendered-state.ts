/** A rendered stack in the form of an exported state, so that what is judged goes the same way as what is judged in use. */
import { subjectsOfState, type StateSubjects } from "../../../policies/state.ts";
import type { RenderedStack } from "../../../stacks/render/run-program.ts";

/** What rules see of a rendered stack. */
export function subjectsOfRendered({ resources }: RenderedStack): StateSubjects {
  const providers = new Map(
    resources.filter(({ type }) => type.startsWith("pulumi:providers:")).map(({ name, urn }) => [name, urn]),
  );
  const exported = resources.map((one) => {
    const { urn, type, custom, inputs, outputs, parentUrn, provider, protect, ignoreChanges, propertyDependencies } =
      one;
    const providerUrn = providers.get(provider ?? "");
    return {
      ...{ urn, type, custom, inputs, outputs, protect, ignoreChanges, propertyDependencies },
      ...(parentUrn === undefined ? {} : { parent: parentUrn }),
      // A reference to a provider is its URN and its id.
      ...(providerUrn === undefined ? {} : { provider: `${providerUrn}::id` }),
    };
  });
  return subjectsOfState({ deployment: { resources: exported } });
}
