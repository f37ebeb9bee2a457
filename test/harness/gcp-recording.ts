/** Records the Google Cloud components under every store, under the stack's own providers. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import { GcpBoundary } from "../../components/gcp/boundary.ts";
import { GcpIdentity } from "../../components/gcp/identity.ts";
import { GcpKeys } from "../../components/gcp/keys.ts";
import { GcpNetwork } from "../../components/gcp/network.ts";
import { createProviders } from "../../components/gcp/provider.ts";
import { GcpSecrets } from "../../components/gcp/secrets.ts";
import type { AccountFacts, BoundaryArgs, ComponentArgs } from "../../components/contracts.ts";
import type { Lifecycle } from "../../components/lifecycle.ts";
import type { KeysSpec, SecretsSpec } from "../../tiers/blueprint.ts";
import { fixture } from "./blueprints.ts";
import type { Fixture } from "./blueprints.ts";
import { record } from "./recorded-registrations.ts";
import type { Recording, Registration } from "./recorded-registrations.ts";
import { network } from "./store-wiring.ts";
import { EXAMPLE_SCHEDULES } from "../../stacks/render/example-place.ts";

export const PROJECT = "acme-prod";
export const REGION = "europe-west1";
export const STANDBY = "europe-west3";
export const PROJECT_NUMBER = "123456789012";

export const GCP_FACTS: AccountFacts = {
  account: PROJECT,
  zoneIds: { a: "europe-west1-b", b: "europe-west1-c", c: "europe-west1-d" },
  zoneNames: { a: "europe-west1-b", b: "europe-west1-c", c: "europe-west1-d" },
  projectNumber: PROJECT_NUMBER,
  logEncryptionAgent: `cmek-p${PROJECT_NUMBER}@gcp-sa-logging.iam.gserviceaccount.com`,
};

/** Acme's stack as the common fixture has it, on Google Cloud. */
export function gcpFixture(tier: Parameters<typeof fixture>[0]): Fixture {
  const common = fixture(tier);
  const there = <Section extends { readonly replicaRegion?: string }>(section: Section): Section =>
    section.replicaRegion === undefined ? section : { ...section, replicaRegion: STANDBY };
  const keys: KeysSpec = { ...common.keys, keys: common.keys.keys.map(there) };
  const secrets: SecretsSpec = there(common.secrets);
  const standby = common.stack.standbyRegion === undefined ? {} : { standbyRegion: STANDBY };
  return {
    ...common,
    stack: { ...common.stack, cloud: "gcp", account: PROJECT, region: REGION, ...standby },
    labels: { ...common.labels, region: REGION },
    keys,
    secrets,
  };
}

/** What a component gets besides wiring. */
export function gcpArgs<Spec>(
  { stack, labels }: Fixture,
  spec: Spec,
  lifecycle: Lifecycle = "protected",
): ComponentArgs<Spec> {
  return { stack, labels, lifecycle, facts: GCP_FACTS, boundary: { boundaryName: pulumi.output(PROJECT) }, spec };
}

/** Records what `build` makes with the options a stack gives its components. */
export function recordGcp<Result>(
  blueprint: Pick<Fixture, "stack" | "labels">,
  build: (options: pulumi.ComponentResourceOptions) => Result,
): Promise<Recording<Result>> {
  return record(() => build({ providers: createProviders(blueprint) }), { stack: blueprint.stack.name });
}

export function recordGcpBoundary(blueprint: Fixture): Promise<Recording<GcpBoundary>> {
  const { stack, labels } = blueprint;
  const args: BoundaryArgs = { stack, labels, lifecycle: "protected", facts: GCP_FACTS };
  return recordGcp(blueprint, (options) => new GcpBoundary("acme-production-boundary", args, options));
}

export function recordGcpKeys(blueprint: Fixture, lifecycle: Lifecycle = "protected"): Promise<Recording<GcpKeys>> {
  return recordGcp(blueprint, (options) => makeKeys(blueprint, lifecycle, options));
}

/** Records acme's network; its keys are there, but not in the recording. */
export async function recordGcpNetwork(
  blueprint: Fixture,
  lifecycle: Lifecycle = "protected",
): Promise<Recording<GcpNetwork>> {
  const recording = await recordGcp(blueprint, (options) => {
    const args = { ...gcpArgs(blueprint, blueprint.network, lifecycle), keys: makeKeys(blueprint, lifecycle, options) };
    return new GcpNetwork("acme-production-network", args, options);
  });
  return partOf("network", recording);
}

export function recordGcpIdentity(blueprint: Fixture): Promise<Recording<GcpIdentity>> {
  return recordGcp(blueprint, (options) => makeIdentity(blueprint, options));
}

/** Records acme's secrets; its keys and identity are there, but not in the recording. */
export async function recordGcpSecrets(
  blueprint: Fixture,
  lifecycle: Lifecycle = "protected",
): Promise<Recording<GcpSecrets>> {
  const recording = await recordGcp(blueprint, (options) => {
    const keys = makeKeys(blueprint, lifecycle, options);
    const identity = makeIdentity(blueprint, options);
    const args = {
      ...gcpArgs(blueprint, blueprint.secrets, lifecycle),
      network: network(),
      keys,
      identity,
      schedules: EXAMPLE_SCHEDULES,
    };
    return new GcpSecrets("acme-production-secrets", args, options);
  });
  return partOf("secrets", recording);
}

function makeKeys(blueprint: Fixture, lifecycle: Lifecycle, options: pulumi.ComponentResourceOptions): GcpKeys {
  return new GcpKeys("acme-production-keys", gcpArgs(blueprint, blueprint.keys, lifecycle), options);
}

function makeIdentity(blueprint: Fixture, options: pulumi.ComponentResourceOptions): GcpIdentity {
  return new GcpIdentity("acme-production-identity", gcpArgs(blueprint, blueprint.identity), options);
}

/** One component's part of a recording, with the providers. */
function partOf<Result>(component: string, recording: Recording<Result>): Recording<Result> {
  const own = recording.registrations.filter(
    ({ name, type }) => name.startsWith(`acme-production-${component}`) || type.startsWith("pulumi:providers:"),
  );
  return { ...recording, registrations: own };
}

/** The labels a resource ends up with: the provider's defaults and its own. */
export function labelsOf(
  recording: Recording<unknown>,
  { inputs, provider }: Registration,
): Readonly<Record<string, string>> {
  const defaults = recording.registrations.find(
    ({ name, type }) => name === provider && type === "pulumi:providers:gcp",
  );
  const text = defaults?.inputs["defaultLabels"];
  const common = (typeof text === "string" ? JSON.parse(text) : {}) as Record<string, string>;
  return { ...common, ...(inputs["labels"] as Record<string, string> | undefined) };
}

const require = createRequire(import.meta.url);

/** Whether resources of a type can carry labels, as its generated class says. (A notification channel's `labels` are an address.) */
export function isLabellable(type: string): boolean {
  const [provider, module] = type.split(":");
  if (provider !== "gcp" || module === undefined) return false;
  const file = module.replace("iAMMember", "iammember");
  return readFileSync(require.resolve(`@pulumi/gcp/${file}.js`), "utf8").includes(
    'resourceInputs["effectiveLabels"] = undefined',
  );
}
