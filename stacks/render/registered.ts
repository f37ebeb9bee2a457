/** A registration as the engine would know it afterwards: by its URN, with outputs. */
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb.js";

/** How the engine would know a registered resource, and what the cloud would answer: what policies look at. */
export interface Registered {
  readonly urn: string;
  /** URN of the component around it. */
  readonly parentUrn?: string;
  /** Inputs, and of what the cloud computes that which components read. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** URNs that a top-level input depends on. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

/**
 * What the requests of one run become. The mock monitor's URNs name only the innermost parent; the engine's name all of them.
 * @param stack name of the stack
 * @param requests in the order in which they were made: parents first
 * @param outputsOf the answer to each
 */
export function registeredOf(
  stack: { readonly name: string; readonly project: string },
  requests: readonly RegisterResourceRequest[],
  outputsOf: (request: RegisterResourceRequest) => Registered["outputs"],
): Registered[] {
  const head = `urn:pulumi:${stack.name}::${stack.project}`;
  const chains = new Map<string, string>();
  const whole = (mockUrn: string): string => {
    const [name = ""] = mockUrn.split("::").slice(3);
    return `${head}::${chains.get(mockUrn) ?? typeChain(mockUrn)}::${name}`;
  };
  return requests.map((request) => {
    const parent = request.getParent();
    const type = request.getType();
    const [mockType, chain] =
      parent === ""
        ? [type, type]
        : [`${lastType(parent)}$${type}`, `${chains.get(parent) ?? typeChain(parent)}$${type}`];
    const mockUrn = `${head}::${mockType}::${request.getName()}`;
    chains.set(mockUrn, chain);
    return {
      urn: whole(mockUrn),
      ...(parent === "" ? {} : { parentUrn: whole(parent) }),
      outputs: outputsOf(request),
      propertyDependencies: dependenciesOf(request, whole),
    };
  });
}

function typeChain(urn: string): string {
  return urn.split("::")[2] ?? "";
}

function lastType(urn: string): string {
  return typeChain(urn).split("$").at(-1) ?? "";
}

function dependenciesOf(
  request: RegisterResourceRequest,
  whole: (mockUrn: string) => string,
): Registered["propertyDependencies"] {
  const found: [string, string[]][] = [];
  request.getPropertydependenciesMap().forEach((value, property) => {
    found.push([property, value.getUrnsList().map(whole)]);
  });
  return Object.fromEntries(found);
}
