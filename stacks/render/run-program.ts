/** Runs the program of one stack as the engine would, against a recording that stands in for engine and cloud. */
import * as pulumi from "@pulumi/pulumi";
import { readAccount } from "../account-files.ts";
import program from "../index.ts";
import { readTenant } from "../tenant-files.ts";
import { parseAccountStackName, parseStackName } from "../../tiers/stack-name.ts";
import { accountOf } from "../../tiers/tenant-spec.ts";
import { EXAMPLE_ANSWERS, exampleFacts } from "./example-place.ts";
import { record, type Registration, type Values } from "./recording.ts";
import type { Registered } from "./registered.ts";

/** What a stack is told of earlier runs. */
export interface EarlierRuns {
  /** Floors as an earlier `up` of this stack put them out; absent: it was never up. */
  readonly floors?: unknown;
  /** For a stack in the standby region: the outputs of its home. */
  readonly home?: { readonly stack: string; readonly outputs: Values };
}

/** `up`: everything is there, and known. `preview`: what clouds compute is not known yet, and the stack puts nothing out. */
export type RenderedMoment = "up" | "preview";

export type RenderedResource = Registration & Registered;

/** Everything that a stack would register, sorted by URN, and its outputs. */
export interface RenderedStack {
  readonly resources: readonly RenderedResource[];
  readonly outputs: Values;
}

/**
 * Renders one stack. Account and place are made up, the same at every run, so that no cloud is asked; what the cloud computes
 * stands as recognisable text, so that what is written with it (policies, dashboards) can be compared.
 * @throws what the program throws: RunError with the text that a person would get
 */
export async function renderStack(
  projectRoot: string,
  stack: string,
  earlier: EarlierRuns = {},
  moment: RenderedMoment = "up",
): Promise<RenderedStack> {
  const { floors, home } = earlier;
  const own: Values = { facts: factsOf(projectRoot, stack), ...(floors === undefined ? {} : { floors }) };
  const stackOutputs = { [stack]: own, ...(home === undefined ? {} : { [home.stack]: home.outputs }) };
  const { result, registrations, registered } = await record(programOf(moment), {
    stack,
    moment,
    answers: EXAMPLE_ANSWERS,
    unknownTypes: "nothing",
    stackOutputs,
    idOf,
  });
  const resources = registered.map((known, index) => ({ ...known, ...registrations[index] }) as RenderedResource);
  return { resources: resources.sort((a, b) => (a.urn < b.urn ? -1 : a.urn > b.urn ? 1 : 0)), outputs: result };
}

/** Azure's ids are paths, which components take apart; what lies in a storage account or a cache has an id below theirs. */
function idOf(
  type: string,
  name: string,
  { resourceGroupName, accountName, containerName, clusterName }: Values,
): string {
  if (!type.startsWith("azure-native:")) return `${name}-id`;
  const group = typeof resourceGroupName === "string" ? resourceGroupName : name;
  const [, provider = ""] = type.split(":");
  const head = `/subscriptions/subscription/resourceGroups/${group}/providers`;
  if (type === "azure-native:redisenterprise:Database") return `${redisCluster(head, clusterName)}/databases/default`;
  if (type === "azure-native:redisenterprise:RedisEnterprise") return redisCluster(head, clusterName);
  if (!type.startsWith("azure-native:storage:")) return `${head}/${provider}/${name}`;
  const account = `${head}/Microsoft.Storage/storageAccounts/${String(accountName)}`;
  switch (type) {
    case "azure-native:storage:StorageAccount":
      return account;
    case "azure-native:storage:BlobContainer":
      return `${account}/blobServices/default/containers/${String(containerName)}`;
    default:
      return `${account}/${name}`;
  }
}

function redisCluster(head: string, cluster: unknown): string {
  return `${head}/Microsoft.Cache/redisEnterprise/${String(cluster)}`;
}

function programOf(moment: RenderedMoment): () => Promise<Values> {
  return async () => {
    const outputs = await program();
    return moment === "up" ? plainOf(outputs) : {};
  };
}

/** The values behind the outputs. Under the recording all of them become known; one that fails ends the run as an unhandled error. */
function plainOf(outputs: object): Promise<Values> {
  return new Promise((resolve) => {
    pulumi.output(outputs).apply((values) => resolve(values as Values));
  });
}

function factsOf(projectRoot: string, stack: string): Values {
  const name = parseAccountStackName(stack);
  if (name !== undefined) {
    const { cloud, id: account, region } = readAccount(projectRoot, name);
    const { directoryId, projectNumber, logEncryptionAgent } = exampleFacts({ cloud, account, region });
    return withoutAbsent({ directoryId, projectNumber, logEncryptionAgent });
  }
  const { tenant, environment } = parseStackName(stack);
  const { spec } = readTenant(projectRoot, tenant);
  return { ...exampleFacts({ cloud: spec.cloud, account: accountOf(spec, environment), region: spec.region }) };
}

function withoutAbsent(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
