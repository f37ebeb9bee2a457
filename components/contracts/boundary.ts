import type * as pulumi from "@pulumi/pulumi";
import type { ComponentArgs } from "./component-args.ts";

/** What encloses a stack: the account on AWS, a resource group on Azure, the project with its services on Google Cloud. */
export interface Boundary {
  /** Name by which resources place themselves inside; known once they may. */
  readonly boundaryName: pulumi.Output<string>;
}

/** Arguments of what encloses the stack: there is no section, since a stack has exactly one. */
export type BoundaryArgs = Omit<ComponentArgs<unknown>, "boundary" | "spec">;
