/** Records Azure components under the stack's own providers. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import { createProviders } from "../../components/azure/provider.ts";
import type { AccountFacts, ComponentArgs } from "../../components/contracts.ts";
import type { Lifecycle } from "../../components/lifecycle.ts";
import { type Fixture, fixture } from "./blueprints.ts";
import { record } from "./recorded-registrations.ts";
import type { Recording } from "./recorded-registrations.ts";

export { find, inputsWithout, listed, ofType } from "./aws-recording.ts";

export const SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
export const DIRECTORY = "99999999-8888-7777-6666-555555555555";
export const GROUP = "rg-acme-production";

export const AZURE_FACTS: AccountFacts = {
  account: SUBSCRIPTION,
  zoneIds: { a: "1", b: "2", c: "3" },
  zoneNames: { a: "1", b: "2", c: "3" },
  directoryId: DIRECTORY,
};

/** Acme's production stack on Azure: home in westeurope, from premium a standby in northeurope. */
export function azureFixture(tier: Parameters<typeof fixture>[0]): Fixture {
  return onAzure(fixture(tier));
}

/** The same sections for Azure. */
export function onAzure<Sections extends Fixture>(sections: Sections): Sections {
  const { stack, labels, keys, secrets } = sections;
  const standby = "northeurope";
  return {
    ...sections,
    stack: {
      ...stack,
      cloud: "azure",
      account: SUBSCRIPTION,
      region: "westeurope",
      ...(stack.standbyRegion === undefined ? {} : { standbyRegion: standby }),
    },
    labels: { ...labels, region: "westeurope" },
    keys: {
      ...keys,
      keys: keys.keys.map((key) => (key.replicaRegion === undefined ? key : { ...key, replicaRegion: standby })),
    },
    secrets: secrets.replicaRegion === undefined ? secrets : { ...secrets, replicaRegion: standby },
  };
}

/** What an Azure component gets besides wiring. */
export function azureArgs<Spec>(
  { stack, labels }: Pick<Fixture, "stack" | "labels">,
  spec: Spec,
  lifecycle: Lifecycle = "protected",
): ComponentArgs<Spec> {
  return { stack, labels, lifecycle, facts: AZURE_FACTS, boundary: { boundaryName: pulumi.output(GROUP) }, spec };
}

/** Records what `build` makes with the options a stack gives its components. */
export function recordAzure<Result>(
  { stack }: Pick<Fixture, "stack">,
  build: (options: pulumi.ComponentResourceOptions) => Result,
): Promise<Recording<Result>> {
  return record(() => build({ providers: createProviders({ stack }) }), { stack: stack.name });
}

const require = createRequire(import.meta.url);

/** Whether resources of a type can carry tags, as its generated class says: `azure-native:keyvault:Vault` takes `args.tags`. */
export function isTaggableOnAzure(type: string): boolean {
  const [provider, module, name = ""] = type.split(":");
  if (provider !== "azure-native") return false;
  const file = `${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  return readFileSync(require.resolve(`@pulumi/azure-native/${file}.js`), "utf8").includes(
    'resourceInputs["tags"] = args?.tags;',
  );
}
