/** The whole stack of an example tenant in the standby region on Azure. */
import assert from "node:assert/strict";
import type { Registration, Values } from "../../harness/recorded-registrations.ts";
import { azureHome, recordRecoveryStack } from "../../harness/whole-recovery.ts";

const PREFIX = "wayne-disaster-recovery";
const GROUP = "rg-wayne-production";

describe("the stack in the standby region on Azure", () => {
  let registrations: readonly Registration[];
  before(async function () {
    this.timeout(60_000);
    ({ registrations } = await recordRecoveryStack("wayne", azureHome));
  });
  const find = (name: string): Registration => {
    const found = registrations.find((each) => each.name === `${PREFIX}-${name}`);
    assert.ok(found, `nothing is called ${PREFIX}-${name}`);
    return found;
  };

  it("follows the home server with a protected and locked one, under the standby region's own key and identity", () => {
    const { inputs, protect, ignoreChanges } = find("database-standby");
    const { createMode, sourceServerResourceId, location, dataEncryption, highAvailability } = inputs;
    assert.equal(createMode, "Replica");
    assert.match(String(sourceServerResourceId), /flexibleServers\/home-database$/);
    assert.equal(location, "westeurope");
    assert.equal((highAvailability as Values)["mode"], "Disabled");
    const { primaryKeyURI, primaryUserAssignedIdentityId, type } = dataEncryption as Values;
    assert.deepEqual([type, primaryKeyURI], ["AzureKeyVault", "https://standby.vault.azure.net/keys/data"]);
    assert.match(String(primaryUserAssignedIdentityId), /key-data-replica$/);
    assert.equal(protect, true);
    for (const given of ["sourceServerResourceId", "createMode"]) assert.ok(ignoreChanges.includes(given), given);
    assert.equal(find("database-standby-lock").inputs["level"], "CanNotDelete");
  });

  it("has no password of its own, and no administrator: they come with the data", () => {
    assert.equal(find("database-standby").inputs["administratorLoginPassword"], undefined);
    assert.deepEqual(
      registrations.filter(({ type }) => /Administrator|RandomPassword|keyvault/.test(type)),
      [],
    );
  });

  it("joins both networks from both ends, letting nothing else pass", () => {
    const half = (key: string) => {
      const { virtualNetworkName, remoteVirtualNetwork, allowVirtualNetworkAccess, allowForwardedTraffic } = find(
        `database-peering-${key}`,
      ).inputs;
      return { virtualNetworkName, remoteVirtualNetwork, allowVirtualNetworkAccess, allowForwardedTraffic };
    };
    const [toHome, fromHome] = [half("to-home"), half("from-home")];
    assert.match(JSON.stringify(toHome.remoteVirtualNetwork), /virtualNetworks\/home-vnet/);
    assert.equal(fromHome.virtualNetworkName, "home-vnet");
    assert.equal(find("database-peering-from-home").inputs["resourceGroupName"], GROUP);
    for (const each of [toHome, fromHome])
      assert.deepEqual([each.allowVirtualNetworkAccess, each.allowForwardedTraffic], [true, false]);
  });

  it("waits with its own half of the way until its network and its zone are there", () => {
    const made = (type: RegExp) => registrations.filter((each) => type.test(each.type)).map(({ name }) => name);
    const [networks, zones] = [made(/network:VirtualNetwork$/), made(/privatedns:PrivateZone$/)];
    assert.ok(networks.some((name) => find("database-peering-to-home").dependencies.includes(name)));
    assert.ok(zones.some((name) => find("database-zone-link-from-home").dependencies.includes(name)));
  });

  it("makes the names of each end known at the other", () => {
    const { privateZoneName, resourceGroupName } = find("database-zone-link-to-home").inputs;
    assert.deepEqual([privateZoneName, resourceGroupName], ["home.private.postgres.database.azure.com", GROUP]);
    assert.match(
      JSON.stringify(find("database-zone-link-from-home").inputs["virtualNetwork"]),
      /virtualNetworks\/home-vnet/,
    );
  });

  it("waits with the server until the way to its home stands", () => {
    const { dependencies } = find("database-standby");
    for (const key of ["peering-to-home", "peering-from-home", "zone-link-to-home", "zone-link-from-home"])
      assert.ok(dependencies.includes(`${PREFIX}-database-${key}`), key);
  });

  it("lets the home servers in, and no other address of the home network", () => {
    const rules = find("network-security-group-database").inputs["securityRules"] as Values[];
    const rule = rules.find(({ name }) => name === "allow-from-servers");
    assert.ok(rule);
    assert.deepEqual(rule["sourceAddressPrefixes"], ["10.41.26.0/23", "10.41.10.0/23"]);
    assert.deepEqual(rule["destinationPortRanges"], ["5432", "6432"]);
  });

  it("sends what its server records into the workspace at home, and not to evidence in another region", () => {
    const settings = registrations.filter(({ type }) => type.endsWith(":DiagnosticSetting"));
    assert.deepEqual(
      settings.map(({ name }) => name),
      [`${PREFIX}-database-logs-standby`],
    );
    const { resourceUri, workspaceId, storageAccountId, logs } = find("database-logs-standby").inputs;
    assert.equal(resourceUri, `${PREFIX}-database-standby-id`);
    assert.match(String(workspaceId), /\/rg-wayne-production\/.*\/workspaces\/wayne-production-logs$/);
    assert.equal(storageAccountId, undefined);
    assert.deepEqual(logs, [{ category: "PostgreSQLLogs", enabled: true }]);
  });

  it("watches the lag at the replica itself, and asks no query: its records lie at home", () => {
    const { scopes } = find("monitoring-alert-replication-lag-standby").inputs;
    assert.equal((scopes as unknown[]).length, 1);
    assert.deepEqual(
      registrations.filter(({ type }) => type.endsWith(":ScheduledQueryRule")),
      [],
    );
  });
});
