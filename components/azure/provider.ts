/** One explicit provider per package: default providers are disabled, so a resource without one of these is an error. */
import { Provider as AzureProvider } from "@pulumi/azure-native/provider.js";
import type * as pulumi from "@pulumi/pulumi";
import { Provider as RandomProvider } from "@pulumi/random/provider.js";
import type { ProviderPlace } from "../contracts.ts";
import { cloudOf } from "./clouds.ts";

/**
 * The providers of one Azure stack, pinned to subscription and region. There are no default tags: each resource carries
 * the labels itself. Copies in the standby region name that region as `location` and need no further provider.
 * The logical names `azure` and `random` are part of every resource's state: they never change.
 */
export function createProviders({ stack }: Pick<ProviderPlace, "stack">): pulumi.ProviderResource[] {
  return [
    new AzureProvider("azure", {
      subscriptionId: stack.account,
      location: stack.region,
      environment: cloudOf(stack.region),
      // The engine's maker need not learn from Azure's usage records who deploys what.
      disablePulumiPartnerId: true,
    }),
    new RandomProvider("random", {}),
  ];
}
