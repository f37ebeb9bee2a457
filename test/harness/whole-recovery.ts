/** Records everything that the stack of an example tenant in its standby region registers, without engine and cloud. */
import * as pulumi from "@pulumi/pulumi";
import type { HomeStack, KeyRef, Principal } from "../../components/contracts.ts";
import { loadCloud } from "../../components/registry.ts";
import { chooseLifecycle } from "../../stacks/lifecycle.ts";
import { RecoveryStack, recoveryOutputs, type RecoveryOutputs } from "../../stacks/recovery-stack.ts";
import { readTenant } from "../../stacks/tenant-files.ts";
import type { RecoveryBlueprint } from "../../tiers/recovery-specs.ts";
import { resolve } from "../../tiers/resolve.ts";
import { stackName } from "../../tiers/stack-name.ts";
import type { KeyPurpose, Workload } from "../../tiers/vocabulary.ts";
import { EXAMPLE_ANSWERS, exampleFacts } from "../../stacks/render/example-place.ts";
import { record, type Recording } from "./recorded-registrations.ts";
import { PROJECT_ROOT } from "./whole-tenant.ts";

type Ids = Pick<HomeStack, "databaseId" | "networkId" | "logId"> &
  Partial<Pick<HomeStack, "globalId" | "databaseZoneId">> & {
    readonly key: (purpose: KeyPurpose) => Pick<KeyRef, "keyId" | "identityId">;
    readonly principal: (workload: Workload) => Pick<Principal, "principalId" | "principalName">;
  };

function homeOf({ stack, recovery }: RecoveryBlueprint, { key, principal, ...ids }: Ids): HomeStack {
  const keyRef = (purpose: KeyPurpose): KeyRef => ({ purpose, alias: `${stack.tenant}/${purpose}`, ...key(purpose) });
  const who = (workload: Workload): Principal => ({ workload, ...principal(workload) });
  const vault = { vaultId: pulumi.output("/vaults/standby"), vaultName: pulumi.output("standby") };
  return {
    stackName: recovery.homeStack,
    region: recovery.homeRegion,
    cidr: recovery.homeCidr,
    keys: {
      keys: { data: keyRef("data"), audit: keyRef("audit"), backup: keyRef("backup"), secrets: keyRef("secrets") },
      vault,
    },
    identity: {
      principals: { app: who("app"), migration: who("migration"), admin: who("admin"), backup: who("backup") },
    },
    ...ids,
  };
}

/** The home stack as its outputs would tell it on AWS. */
export function awsHome(blueprint: RecoveryBlueprint): HomeStack {
  const { account, region, tenant } = blueprint.stack;
  const role = (workload: Workload): string => `${tenant}-production-${workload}`;
  return homeOf(blueprint, {
    key: (purpose) => ({ keyId: pulumi.output(`arn:aws:kms:${region}:${account}:key/mrk-${purpose}`) }),
    principal: (workload) => ({
      principalId: pulumi.output(`arn:aws:iam::${account}:role/leasehold/${tenant}/production/${role(workload)}`),
      principalName: pulumi.output(role(workload)),
    }),
    databaseId: pulumi.output(
      `arn:aws:rds:${blueprint.recovery.homeRegion}:${account}:cluster:${tenant}-production-database`,
    ),
    globalId: pulumi.output(`${tenant}-production-global`),
    networkId: pulumi.output("vpc-home"),
    logId: pulumi.output(
      `arn:aws:logs:${blueprint.recovery.homeRegion}:${account}:log-group:/leasehold/${tenant}/production/audit`,
    ),
  });
}

/** Likewise on Azure. */
export function azureHome(blueprint: RecoveryBlueprint): HomeStack {
  const { account, tenant } = blueprint.stack;
  const group = `/subscriptions/${account}/resourceGroups/rg-${tenant}-production/providers`;
  return homeOf(blueprint, {
    key: (purpose) => ({
      keyId: pulumi.output(`https://standby.vault.azure.net/keys/${purpose}`),
      identityId: pulumi.output(`${group}/Microsoft.ManagedIdentity/userAssignedIdentities/key-${purpose}-replica`),
    }),
    principal: (workload) => ({ principalId: pulumi.output(`${workload}-id`), principalName: pulumi.output(workload) }),
    databaseId: pulumi.output(`${group}/Microsoft.DBforPostgreSQL/flexibleServers/home-database`),
    networkId: pulumi.output(`${group}/Microsoft.Network/virtualNetworks/home-vnet`),
    logId: pulumi.output(`${group}/Microsoft.OperationalInsights/workspaces/${tenant}-production-logs`),
    databaseZoneId: pulumi.output(
      `${group}/Microsoft.Network/privateDnsZones/home.private.postgres.database.azure.com`,
    ),
  });
}

/** Likewise on Google Cloud. */
export function gcpHome(blueprint: RecoveryBlueprint): HomeStack {
  const { account, region, tenant } = blueprint.stack;
  return homeOf(blueprint, {
    key: (purpose) => ({
      keyId: pulumi.output(
        `projects/${account}/locations/${region}/keyRings/${tenant}-production/cryptoKeys/${purpose}`,
      ),
    }),
    principal: (workload) => {
      const email = pulumi.output(`${tenant}-production-${workload}@${account}.iam.gserviceaccount.com`);
      return { principalId: email, principalName: email };
    },
    databaseId: pulumi.output(
      `https://sqladmin.googleapis.com/sql/v1beta4/projects/${account}/instances/${tenant}-production-database`,
    ),
    networkId: pulumi.output(`projects/${account}/global/networks/${tenant}-production-vpc`),
    logId: pulumi.output(
      `projects/${account}/locations/${blueprint.recovery.homeRegion}/buckets/${tenant}-production-audit`,
    ),
  });
}

/** The stack as `stacks/index.ts` builds it. */
export async function recordRecoveryStack(
  tenant: string,
  readHome: (blueprint: RecoveryBlueprint) => HomeStack = awsHome,
): Promise<Recording<RecoveryOutputs>> {
  const { spec } = readTenant(PROJECT_ROOT, tenant);
  const environment = "disaster-recovery";
  const { blueprint, floors, gaps } = resolve({ spec, environment });
  const cloud = await loadCloud(blueprint.stack.cloud);
  const facts = exampleFacts(blueprint.stack);
  const stack = stackName(tenant, environment);
  return record(
    () => {
      const providers = cloud.createProviders(blueprint);
      const home = readHome(blueprint);
      const lifecycle = chooseLifecycle(blueprint.stack);
      const built = new RecoveryStack(stack, { blueprint, facts, cloud, lifecycle, home }, { providers });
      return recoveryOutputs(blueprint, built, { floors, gaps, facts });
    },
    { stack, answers: EXAMPLE_ANSWERS },
  );
}
