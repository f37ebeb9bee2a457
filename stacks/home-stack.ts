/** What the stack in the standby region knows of its home: read from its outputs and awaited before the first resource. */
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import type { HomeStack, KeyRef, Principal, VaultRef } from "../components/contracts.ts";
import { parseFloors, type Floors } from "../tiers/floors.ts";
import type { KeyPurpose, Workload } from "../tiers/vocabulary.ts";
import { KEY_PURPOSES, WORKLOADS } from "../tiers/vocabulary.ts";
import type { BuiltComponents } from "./outputs.ts";

const text = z.string().min(1);

/** The output `standby` of a home stack. Not strict: a newer version may have put out more. */
const standbySchema = z.object({
  databaseId: text,
  globalId: text.optional(),
  networkId: text,
  logId: text,
  cidr: text,
  databaseZoneId: text.optional(),
  keys: z.record(z.enum(KEY_PURPOSES), z.object({ keyId: text, identityId: text.optional(), alias: text })),
  vault: z.object({ vaultId: text, vaultName: text }).optional(),
  principals: z.record(z.enum(WORKLOADS), z.object({ principalId: text, principalName: text })),
});

const homeSchema = z.object({ account: text, region: text, floors: z.unknown(), standby: standbySchema });

/** Home as it was at its last `up`. */
export interface ReadHome {
  readonly home: HomeStack;
  readonly floors: Floors;
}

/** What a home stack puts out for the stack in the standby region; undefined where nothing is replicated. */
export function standbyOutputs({ keys: { keys, standbyVault }, identity, database, network, audit }: BuiltComponents) {
  const { replicaKeyId } = keys.data;
  if (replicaKeyId === undefined) return undefined;
  const byPurpose = KEY_PURPOSES.map((purpose) => {
    const { alias, replicaKeyId: keyId, replicaIdentityId: identityId } = keys[purpose];
    return [purpose, { keyId, identityId, alias }] as const;
  });
  const byWorkload = WORKLOADS.map((workload) => {
    const { principalId, principalName } = identity.principals[workload];
    return [workload, { principalId, principalName }] as const;
  });
  return {
    databaseId: database.databaseId,
    globalId: database.globalId,
    networkId: network.networkId,
    logId: audit.logId,
    cidr: network.cidr,
    databaseZoneId: network.privateZoneIds?.database,
    keys: Object.fromEntries(byPurpose),
    vault: standbyVault,
    principals: Object.fromEntries(byWorkload),
  };
}

/**
 * Reads the home stack.
 * @param stack the one that asks, for the message
 * @param homeStack e.g. `acme-production`
 * @throws RunError when it is not up, or was brought up without what its standby needs
 */
export async function readHomeStack(stack: string, homeStack: string): Promise<ReadHome> {
  const outputs = await readOutputs(homeStack);
  const first = `run \`leasehold up ${homeStack}\` first`;
  if (outputs === undefined || Object.keys(outputs).length === 0)
    throw new pulumi.RunError(`${stack} needs ${homeStack}, which is not up; ${first}`);
  const parsed = homeSchema.safeParse(outputs);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join(".") ?? "";
    throw new pulumi.RunError(`${stack} needs the output ${path} of ${homeStack}, which has none; ${first}`);
  }
  const { region, floors, standby } = parsed.data;
  return { home: homeOf(homeStack, region, standby), floors: parseFloors(floors) };
}

/**
 * Guards the order in which a tenant is taken down: a standby that follows nothing would be a second truth.
 * @throws RunError while the stack in the standby region is up
 */
export async function refuseWhileFollowed(homeStack: string, follower: string): Promise<void> {
  const outputs = await readOutputs(follower);
  if (outputs === undefined || Object.keys(outputs).length === 0) return;
  throw new pulumi.RunError(
    `${homeStack} is followed by ${follower}, which is up; run \`leasehold decommission ${follower} --confirm ${follower}\` first`,
  );
}

function homeOf(stackName: string, region: string, standby: z.output<typeof standbySchema>): HomeStack {
  const { databaseId, globalId, networkId, logId, cidr, databaseZoneId, vault } = standby;
  const key = (purpose: KeyPurpose): KeyRef => {
    const { keyId, identityId, alias } = standby.keys[purpose];
    return {
      purpose,
      keyId: pulumi.output(keyId),
      alias,
      ...(identityId === undefined ? {} : { identityId: pulumi.output(identityId) }),
    };
  };
  const principal = (workload: Workload): Principal => {
    const { principalId, principalName } = standby.principals[workload];
    return { workload, principalId: pulumi.output(principalId), principalName: pulumi.output(principalName) };
  };
  const vaultRef: VaultRef | undefined = vault && {
    vaultId: pulumi.output(vault.vaultId),
    vaultName: pulumi.output(vault.vaultName),
  };
  return {
    stackName,
    region,
    keys: {
      keys: { data: key("data"), audit: key("audit"), backup: key("backup"), secrets: key("secrets") },
      ...(vaultRef === undefined ? {} : { vault: vaultRef }),
    },
    identity: {
      principals: {
        app: principal("app"),
        migration: principal("migration"),
        admin: principal("admin"),
        backup: principal("backup"),
      },
    },
    databaseId: pulumi.output(databaseId),
    networkId: pulumi.output(networkId),
    logId: pulumi.output(logId),
    cidr,
    ...(globalId === undefined ? {} : { globalId: pulumi.output(globalId) }),
    ...(databaseZoneId === undefined ? {} : { databaseZoneId: pulumi.output(databaseZoneId) }),
  };
}

/** Undefined where there is no such stack. A stack reference would end the program with `unknown stack` and nothing else. */
async function readOutputs(stack: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const name = `${pulumi.getOrganization()}/${pulumi.getProject()}/${stack}`;
  try {
    const read: { readonly outputs?: Readonly<Record<string, unknown>> } = (await pulumi.runtime.invoke(
      "pulumi:pulumi:readStackOutputs",
      { name },
    )) as object;
    return read.outputs ?? {};
  } catch (error) {
    if (error instanceof Error && /unknown stack/.test(error.message)) return undefined;
    throw error;
  }
}
