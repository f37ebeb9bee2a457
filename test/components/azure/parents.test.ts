/**
 * Azure refuses a part whose whole is not there yet. Names are known beforehand, so a name alone makes nothing wait: every
 * part must depend on the whole that it names, where the same stack makes both.
 */
import assert from "node:assert/strict";
import type { Registration } from "../../harness/recorded-registrations.ts";
import { azureHome, recordRecoveryStack } from "../../harness/whole-recovery.ts";
import { recordStack } from "../../harness/whole-tenant.ts";

/** What makes the whole, by the input with which its parts name it. */
const WHOLES = {
  resourceGroupName: "azure-native:resources:ResourceGroup",
  virtualNetworkName: "azure-native:network:VirtualNetwork",
  privateZoneName: "azure-native:privatedns:PrivateZone",
  accountName: "azure-native:storage:StorageAccount",
  vaultName: "azure-native:keyvault:Vault",
  serverName: "azure-native:dbforpostgresql:Server",
  clusterName: "azure-native:redisenterprise:RedisEnterprise",
  workspaceName: "azure-native:operationalinsights:Workspace",
} as const;

/** `<part>: <input>` of each part that may come before its whole. */
function early(registrations: readonly Registration[]): string[] {
  const byName = new Map(registrations.map((each) => [each.name, each]));
  const before = (name: string, seen = new Set<string>()): ReadonlySet<string> => {
    for (const next of byName.get(name)?.dependencies ?? []) if (!seen.has(next)) before(next, seen.add(next));
    return seen;
  };
  return Object.entries(WHOLES).flatMap(([input, type]) => {
    const wholes = registrations.filter((each) => each.type === type);
    return registrations
      .filter((part) => part.type !== type)
      .filter((part) => {
        // The harness gives every drawn name the same ending, so two vaults have one name.
        const named = wholes.filter((whole) => whole.inputs[input] === part.inputs[input]);
        return named.length > 0 && !named.some((whole) => before(part.name).has(whole.name));
      })
      .map((part) => `${part.name}: ${input}`);
  });
}

describe("parts on Azure wait for their whole", () => {
  for (const stack of ["bluth-production", "stark-production", "weyland-production"])
    it(`in ${stack}`, async function () {
      this.timeout(60_000);
      assert.deepEqual(early((await recordStack(stack)).registrations), []);
    });

  for (const tenant of ["wayne", "weyland"])
    it(`in ${tenant}-disaster-recovery`, async function () {
      this.timeout(60_000);
      assert.deepEqual(early((await recordRecoveryStack(tenant, azureHome)).registrations), []);
    });
});
