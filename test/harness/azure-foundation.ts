/** Records Azure's components under every store: boundary, keys, network, identity, secrets. */
import { AzureIdentity } from "../../components/azure/identity.ts";
import { AzureKeys } from "../../components/azure/keys.ts";
import { AzureNetwork } from "../../components/azure/network.ts";
import { AzureSecrets } from "../../components/azure/secrets.ts";
import type { Network } from "../../components/contracts.ts";
import type { Lifecycle } from "../../components/lifecycle.ts";
import { azureArgs, recordAzure } from "./azure-recording.ts";
import type { Fixture } from "./blueprints.ts";
import type { Recording } from "./recorded-registrations.ts";
import { network } from "./store-wiring.ts";
import { EXAMPLE_SCHEDULES } from "../../stacks/render/example-place.ts";

export function recordAzureKeys(blueprint: Fixture, lifecycle: Lifecycle = "protected"): Promise<Recording<AzureKeys>> {
  return recordAzure(
    blueprint,
    (options) => new AzureKeys("acme-production-keys", azureArgs(blueprint, blueprint.keys, lifecycle), options),
  );
}

/** Records acme's network; its keys are there, but not in the recording. */
export async function recordAzureNetwork(
  blueprint: Fixture,
  lifecycle: Lifecycle = "protected",
): Promise<Recording<AzureNetwork>> {
  const recording = await recordAzure(blueprint, (options) => {
    const keys = new AzureKeys("acme-production-keys", azureArgs(blueprint, blueprint.keys, lifecycle), options);
    const args = { ...azureArgs(blueprint, blueprint.network, lifecycle), keys };
    return new AzureNetwork("acme-production-network", args, options);
  });
  return of("network", recording);
}

export function recordAzureIdentity(blueprint: Fixture): Promise<Recording<AzureIdentity>> {
  return recordAzure(
    blueprint,
    (options) => new AzureIdentity("acme-production-identity", azureArgs(blueprint, blueprint.identity), options),
  );
}

/** Records acme's secrets; its keys and identity are there, but not in the recording. */
export async function recordAzureSecrets(
  blueprint: Fixture,
  lifecycle: Lifecycle = "protected",
): Promise<Recording<AzureSecrets>> {
  const noNetwork: Network = network();
  const recording = await recordAzure(blueprint, (options) => {
    const keys = new AzureKeys("acme-production-keys", azureArgs(blueprint, blueprint.keys), options);
    const identity = new AzureIdentity("acme-production-identity", azureArgs(blueprint, blueprint.identity), options);
    const args = {
      ...azureArgs(blueprint, blueprint.secrets, lifecycle),
      network: noNetwork,
      keys,
      identity,
      schedules: EXAMPLE_SCHEDULES,
    };
    return new AzureSecrets("acme-production-secrets", args, options);
  });
  return of("secrets", recording);
}

/** One component's part of a recording, with the providers. */
function of<Result>(component: string, recording: Recording<Result>): Recording<Result> {
  const own = recording.registrations.filter(
    ({ name, type }) => name.startsWith(`acme-production-${component}`) || type.startsWith("pulumi:providers:"),
  );
  return { ...recording, registrations: own };
}
