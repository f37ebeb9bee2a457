/** The resources of an exported state (`pulumi stack export`, or the backend's own file) as rules see them. */
import * as z from "zod";
import { normaliseType, parseUrn, type Subject } from "./subject.ts";
import { View } from "./view.ts";

const resourceSchema = z.object({
  urn: z.string(),
  type: z.string(),
  custom: z.boolean().default(false),
  delete: z.boolean().default(false),
  id: z.string().exactOptional(),
  inputs: z.record(z.string(), z.unknown()).default({}),
  outputs: z.record(z.string(), z.unknown()).default({}),
  parent: z.string().exactOptional(),
  protect: z.boolean().default(false),
  provider: z.string().exactOptional(),
  ignoreChanges: z.array(z.string()).default([]),
  propertyDependencies: z.record(z.string(), z.array(z.string()).nullable()).default({}),
});

type StateResource = z.infer<typeof resourceSchema>;

const resourcesSchema = z.object({ resources: z.array(resourceSchema).default([]) });

/** An export has the resources under `deployment`, a file of the file backend under `checkpoint.latest`. */
const stateSchema = z.union([
  z.object({ deployment: resourcesSchema }).transform(({ deployment }) => deployment.resources),
  z
    .object({ checkpoint: z.object({ latest: resourcesSchema }) })
    .transform(({ checkpoint }) => checkpoint.latest.resources),
]);

/** The two sides of a stack, as the engine shows them to a policy pack. */
export interface StateSubjects {
  /** With inputs: what rules of scope `resource` judge. */
  readonly resources: readonly Subject[];
  /** With outputs: what rules of scope `stack` judge. */
  readonly stack: readonly Subject[];
}

/**
 * Reads an exported state; resources that wait for their deletion are left out.
 * @throws RangeError when the value is no exported state
 */
export function subjectsOfState(state: unknown): StateSubjects {
  const parsed = stateSchema.safeParse(state);
  if (!parsed.success) throw new RangeError("expected an exported state: `pulumi stack export` writes one");
  const living = parsed.data.filter((resource) => !resource.delete);
  const providers = new Map(
    living.filter(({ type }) => type.startsWith("pulumi:providers:")).map((one) => [one.urn, one]),
  );
  const judged = living.filter(({ type }) => !type.startsWith("pulumi:providers:"));
  const read = (side: "inputs" | "outputs"): Subject[] =>
    judged.map((resource) => subjectOf(resource, side, providers));
  return { resources: read("inputs"), stack: read("outputs") };
}

function subjectOf(
  resource: StateResource,
  side: "inputs" | "outputs",
  providers: ReadonlyMap<string, StateResource>,
): Subject {
  // A reference to a provider is its URN and its id.
  const provider = providers.get(resource.provider?.replace(/::[^:]*$/, "") ?? "");
  const { urn, type, id } = resource;
  return {
    urn,
    type: normaliseType(type),
    name: parseUrn(urn).name,
    view: new View(side === "inputs" ? resource.inputs : { ...resource.outputs, ...(id === undefined ? {} : { id }) }),
    protect: resource.protect,
    ignoreChanges: resource.ignoreChanges,
    provider: new View(provider?.inputs ?? {}),
    ...(resource.parent === undefined ? {} : { parent: resource.parent }),
    propertyDependencies: Object.fromEntries(
      Object.entries(resource.propertyDependencies).map(([property, urns]) => [property, urns ?? []]),
    ),
  };
}
