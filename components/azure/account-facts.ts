/** What only the subscription knows: the directory it trusts. Asked once, before the first resource, then frozen. */
import { getClientConfig } from "@pulumi/azure-native/authorization/getClientConfig.js";
import { Provider as AzureProvider } from "@pulumi/azure-native/provider.js";
import * as pulumi from "@pulumi/pulumi";
import type { Blueprint, StackSpec } from "../../tiers/blueprint.ts";
import type { AccountFacts, BaselineFacts } from "../contracts.ts";

/** A region's zones are always called so; which building each stands for is the subscription's own affair. */
const ZONE_NUMBERS = { a: "1", b: "2", c: "3" } as const;

/** What an account's baseline needs: the directory. @throws RunError as {@link readAccountFacts} */
export async function readBaselineFacts(
  stack: Pick<StackSpec, "account">,
  providers: pulumi.ProviderResource[],
): Promise<BaselineFacts> {
  return { directoryId: await readDirectory(stack, providers) };
}

/**
 * The subscription behind the credentials and its directory. Which regions have three zones stands in `tiers/`: Azure
 * numbers them alike everywhere and keeps the mapping per subscription, so there is nothing to ask for.
 * @throws RunError when the credentials are those of another subscription.
 */
export async function readAccountFacts(
  { stack }: Pick<Blueprint, "stack">,
  providers: pulumi.ProviderResource[],
): Promise<AccountFacts> {
  const directoryId = await readDirectory(stack, providers);
  return { account: stack.account, zoneIds: ZONE_NUMBERS, zoneNames: ZONE_NUMBERS, directoryId };
}

async function readDirectory(stack: Pick<StackSpec, "account">, providers: pulumi.ProviderResource[]): Promise<string> {
  const provider = providers.find((candidate) => AzureProvider.isInstance(candidate));
  if (provider === undefined) throw new Error("no Azure provider among the stack's providers");
  const { subscriptionId, tenantId } = await getClientConfig({ provider });
  if (subscriptionId.toLowerCase() !== stack.account.toLowerCase()) {
    throw new pulumi.RunError(
      `account: got credentials of subscription ${subscriptionId}, expected ${stack.account} as the tenant file says;` +
        ` use credentials of ${stack.account}, or correct the file`,
    );
  }
  return tenantId;
}
