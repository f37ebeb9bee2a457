/** One explicit provider per package: default providers are disabled, so a resource without one of these is an error. */
import { Provider as GcpProvider } from "@pulumi/gcp/provider.js";
import type * as pulumi from "@pulumi/pulumi";
import { Provider as RandomProvider } from "@pulumi/random/provider.js";
import type { ProviderPlace } from "../contracts.ts";

/**
 * The providers of one Google Cloud stack: project and region pinned, the stack's labels on every resource that can carry
 * any. Copies in the standby region name that region themselves and need no further provider. Credentials of another
 * project are refused by the APIs at the first call; every resource names the project once more.
 * The logical names `gcp` and `random` are part of every resource's state: they never change.
 */
export function createProviders({ stack, labels }: ProviderPlace): pulumi.ProviderResource[] {
  return [
    new GcpProvider("gcp", {
      project: stack.account,
      region: stack.region,
      defaultLabels: { ...labels },
      // Whoever made it is told by `managed-by`; a ninth label would be one that no policy knows.
      addPulumiAttributionLabel: false,
    }),
    new RandomProvider("random", {}),
  ];
}
