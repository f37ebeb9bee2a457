/** The closed clouds of Azure: regions of one never see those of another, and services answer under other names. */
import * as pulumi from "@pulumi/pulumi";
import type { PrivateZoneKey } from "../contracts.ts";

/** As the provider calls them. */
export type AzureCloud = "public" | "usgovernment" | "china";

/** The cloud a region belongs to. */
export function cloudOf(region: string): AzureCloud {
  if (region.startsWith("usgov") || region.startsWith("usdod")) return "usgovernment";
  return region.startsWith("china") ? "china" : "public";
}

const VAULT_DNS_SUFFIX = {
  public: "vault.azure.net",
  usgovernment: "vault.usgovcloudapi.net",
  china: "vault.azure.cn",
} as const satisfies Record<AzureCloud, string>;

/** Domain below which a region's vaults answer. */
export function vaultDnsSuffix(region: string): string {
  return VAULT_DNS_SUFFIX[cloudOf(region)];
}

/**
 * Private zones by service (Azure: "Azure Private Endpoint private DNS zone values"; for PostgreSQL, whose zone is the
 * network's own and not shared with an endpoint: "Networking with private access").
 */
const PRIVATE_ZONES = {
  public: {
    database: "private.postgres.database.azure.com",
    cache: "privatelink.redis.azure.net",
    objects: "privatelink.blob.core.windows.net",
    vault: "privatelink.vaultcore.azure.net",
  },
  usgovernment: {
    database: "private.postgres.database.usgovcloudapi.net",
    objects: "privatelink.blob.core.usgovcloudapi.net",
    vault: "privatelink.vaultcore.usgovcloudapi.net",
  },
  china: {
    database: "private.postgres.database.chinacloudapi.cn",
    objects: "privatelink.blob.core.chinacloudapi.cn",
    vault: "privatelink.vaultcore.azure.cn",
  },
} satisfies Record<AzureCloud, Partial<Record<PrivateZoneKey, string>>>;

/**
 * Name of the private zone in which a service of the region answers.
 * @throws RunError where Azure names none for the region's cloud
 */
export function privateZoneName(region: string, key: PrivateZoneKey): string {
  const zones: Partial<Record<PrivateZoneKey, string>> = PRIVATE_ZONES[cloudOf(region)];
  const name = zones[key];
  if (name === undefined) {
    throw new pulumi.RunError(
      `region: got ${region}, expected a region whose cloud has a private zone for ${key}; choose one of Azure's public cloud`,
    );
  }
  return name;
}
