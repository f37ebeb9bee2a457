/** One explicit provider per package: default providers are disabled, so a resource without one of these is an error. */
import { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import type * as pulumi from "@pulumi/pulumi";
import { Provider as RandomProvider } from "@pulumi/random/provider.js";
import type { ProviderPlace } from "../contracts.ts";

/**
 * The providers of one AWS stack: region and account pinned, the stack's labels on every resource that can carry tags.
 * Copies in the standby region name that region themselves (`region` on the resource) and need no further provider.
 * The logical names `aws` and `random` are part of every resource's state: they never change.
 */
export function createProviders({ stack, labels }: ProviderPlace): pulumi.ProviderResource[] {
  return [
    new AwsProvider("aws", {
      region: stack.region,
      // Credentials of another account are refused before the first call.
      allowedAccountIds: [stack.account],
      defaultTags: { tags: { ...labels } },
      ...(stack.fipsEndpoints ? { useFipsEndpoint: true } : {}),
    }),
    new RandomProvider("random", {}),
  ];
}
