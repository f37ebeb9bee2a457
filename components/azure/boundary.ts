import { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Boundary, BoundaryArgs } from "../contracts.ts";
import { AzureComponent } from "./azure-component.ts";
import { resourceGroupName } from "./names.ts";

/**
 * What encloses a stack on Azure: everything of it lies in one resource group.
 *
 * Creates: the resource group. Each store in it that holds data has a lock of its own, and Azure deletes a group only as a
 * whole: so the locks below hold the group too, without holding what a tier change may drop.
 * Cost: none.
 */
export class AzureBoundary extends AzureComponent implements Boundary {
  readonly boundaryName: pulumi.Output<string>;

  constructor(name: string, args: BoundaryArgs, options?: pulumi.ComponentResourceOptions) {
    super("Boundary", name, args, options);
    const group = this.taggedChild(ResourceGroup, "resource-group", "none", {
      resourceGroupName: resourceGroupName(args.stack),
      location: args.stack.region,
    });
    this.boundaryName = group.name;
    this.registerOutputs({ boundaryName: this.boundaryName });
  }
}
