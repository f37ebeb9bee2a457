/** What only the project knows: its number, its service agents, its zones. Asked once, before the first resource, then frozen. */
import { getZones } from "@pulumi/gcp/compute/getZones.js";
import { getProjectCmekSettings } from "@pulumi/gcp/logging/getProjectCmekSettings.js";
import { getProject } from "@pulumi/gcp/organizations/getProject.js";
import { Provider as GcpProvider } from "@pulumi/gcp/provider.js";
import { getProjectServiceAccount } from "@pulumi/gcp/storage/getProjectServiceAccount.js";
import * as pulumi from "@pulumi/pulumi";
import type { Blueprint, StackSpec } from "../../tiers/blueprint.ts";
import { ZONES } from "../../tiers/vocabulary.ts";
import type { AccountFacts, BaselineFacts } from "../contracts.ts";

/** What an account's baseline needs: the names of the agents that encrypt. */
export async function readBaselineFacts(
  { account: project }: Pick<StackSpec, "account">,
  providers: pulumi.ProviderResource[],
): Promise<BaselineFacts> {
  const provider = gcpProvider(providers);
  const [{ number }, { serviceAccountId }] = await Promise.all([
    getProject({ projectId: project }, { provider }),
    getProjectCmekSettings({ project }, { provider }),
    getProjectServiceAccount({ project }, { provider }),
  ]);
  return { projectNumber: number, logEncryptionAgent: serviceAccountId };
}

function gcpProvider(providers: pulumi.ProviderResource[]): GcpProvider {
  const provider = providers.find((candidate) => GcpProvider.isInstance(candidate));
  if (provider === undefined) throw new Error("no Google Cloud provider among the stack's providers");
  return provider;
}

/**
 * The project's number, and the region's zones behind the keys a, b and c in the order of their names, which mean the same
 * in every project.
 * @throws RunError when the region has fewer zones that are up than the blueprint has.
 */
export async function readAccountFacts(
  { stack, network }: Pick<Blueprint, "stack" | "network">,
  providers: pulumi.ProviderResource[],
): Promise<AccountFacts> {
  const provider = gcpProvider(providers);
  const project = stack.account;
  const [{ number }, { names }, { serviceAccountId }] = await Promise.all([
    getProject({ projectId: project }, { provider }),
    getZones({ project, region: stack.region, status: "UP" }, { provider }),
    getProjectCmekSettings({ project }, { provider }),
    // Asked only so that it is made: keys are granted to this agent before anything else calls for it
    // (SDK docstring: storage.getProjectServiceAccount).
    getProjectServiceAccount({ project }, { provider }),
  ]);
  const [a, b, c] = names.toSorted();
  if (a === undefined || b === undefined || c === undefined) {
    const found = names.length === 0 ? "" : ` (${names.toSorted().join(", ")})`;
    throw new pulumi.RunError(
      `region ${stack.region}: got ${names.length} zones that are up for project ${project}${found},` +
        ` expected at least ${ZONES.length} for the zones ${network.zones.join(", ")};` +
        ` choose a region in which the project may use ${ZONES.length} zones`,
    );
  }
  const zones = { a, b, c };
  return {
    account: project,
    zoneIds: zones,
    zoneNames: zones,
    projectNumber: number,
    logEncryptionAgent: serviceAccountId,
  };
}
