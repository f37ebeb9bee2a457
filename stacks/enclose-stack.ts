import * as pulumi from "@pulumi/pulumi";
import type { Boundary, BoundaryArgs, CloudModule, ComponentArgs } from "../components/contracts.ts";

/** What a stack of a tenant is told whatever it holds. */
export type StackArgs = Omit<BoundaryArgs, "stack" | "labels"> & {
  /** The components of the blueprint's cloud. */
  readonly cloud: CloudModule;
};

/** Makes a component's arguments of its section: what all components of the stack are told, and the section. */
export type Section = <Spec>(spec: Spec) => ComponentArgs<Spec>;

/**
 * Encloses a stack in the boundary of its cloud, the first thing it has.
 * @param parent the stack's own component
 */
export function encloseStack(
  parent: pulumi.ComponentResource,
  { stack, labels }: Pick<BoundaryArgs, "stack" | "labels">,
  { facts, lifecycle, cloud }: StackArgs,
): Section {
  const common: BoundaryArgs = { stack, labels, lifecycle, facts };
  const boundary: Boundary =
    cloud.Boundary === undefined
      ? { boundaryName: pulumi.output(stack.account) }
      : new cloud.Boundary(`${stack.name}-boundary`, common, { parent });
  return (spec) => ({ ...common, boundary, spec });
}
