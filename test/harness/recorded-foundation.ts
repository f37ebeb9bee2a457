/** Records the components under every store: keys, network, identity, secrets. */
import { AwsIdentity } from "../../components/aws/identity.ts";
import { AwsKeys } from "../../components/aws/keys.ts";
import { AwsNetwork } from "../../components/aws/network.ts";
import { AwsSecrets } from "../../components/aws/secrets.ts";
import type { Lifecycle } from "../../components/lifecycle.ts";
import { recordAws } from "./aws-recording.ts";
import { argsOf } from "./blueprints.ts";
import type { Fixture } from "./blueprints.ts";
import type { Recording } from "./recorded-registrations.ts";
import { network } from "./store-wiring.ts";
import { EXAMPLE_SCHEDULES } from "../../stacks/render/example-place.ts";

/** Records acme's keys. */
export function recordKeys(blueprint: Fixture, lifecycle: Lifecycle = "protected"): Promise<Recording<AwsKeys>> {
  return recordAws(
    blueprint,
    (options) => new AwsKeys("acme-production-keys", argsOf(blueprint, blueprint.keys, lifecycle), options),
  );
}

/** Records acme's network; its keys are there, but not in the recording. */
export async function recordNetwork(
  blueprint: Fixture,
  lifecycle: Lifecycle = "protected",
): Promise<Recording<AwsNetwork>> {
  const recording = await recordAws(blueprint, (options) => {
    const keys = new AwsKeys("acme-production-keys", argsOf(blueprint, blueprint.keys, lifecycle), options);
    const args = { ...argsOf(blueprint, blueprint.network, lifecycle), keys };
    return new AwsNetwork("acme-production-network", args, options);
  });
  return of("network", recording);
}

/** Records acme's identity. */
export function recordIdentity(blueprint: Fixture): Promise<Recording<AwsIdentity>> {
  return recordAws(
    blueprint,
    (options) => new AwsIdentity("acme-production-identity", argsOf(blueprint, blueprint.identity), options),
  );
}

/** Records acme's secrets; its keys and identity are there, but not in the recording. */
export async function recordSecrets(
  blueprint: Fixture,
  lifecycle: Lifecycle = "protected",
): Promise<Recording<AwsSecrets>> {
  const recording = await recordAws(blueprint, (options) => {
    const keys = new AwsKeys("acme-production-keys", argsOf(blueprint, blueprint.keys), options);
    const identity = new AwsIdentity("acme-production-identity", argsOf(blueprint, blueprint.identity), options);
    const args = {
      ...argsOf(blueprint, blueprint.secrets, lifecycle),
      network: network(),
      keys,
      identity,
      schedules: EXAMPLE_SCHEDULES,
    };
    return new AwsSecrets("acme-production-secrets", args, options);
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
