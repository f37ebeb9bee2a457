/** Production stacks of a tenant in the account of `account-texts.ts`. */
import type { TenantInAccount } from "../../../tiers/account/tenant-accounts.ts";
import { parseTenant } from "../../../tiers/parse-tenant.ts";
import { resolve } from "../../../tiers/resolve.ts";

/** @param more further lines of the tenant file */
export function tenantStack(tier: string, more: readonly string[] = []): TenantInAccount {
  const lines = [
    "tenant: acme",
    "name: Acme Studio",
    `tier: ${tier}`,
    "cloud: aws",
    "region: eu-west-1",
    "standbyRegion: eu-central-1",
    'account: "111122223333"',
    "frameworks: [gdpr, soc-2]",
    "contacts:",
    "  owner: platform@acme.example",
    "  security: security@acme.example",
    "  billing: billing@acme.example",
    "  channels: { pagerduty: { secretRef: acme/pagerduty-key }, slack: { secretRef: acme/slack-webhook } }",
    "network: { cidr: 10.20.0.0/18 }",
    "environments: { production: {} }",
    ...more,
  ];
  const { spec } = parseTenant(`${lines.join("\n")}\n`, "stacks/tenants/acme.yaml");
  return { spec, blueprint: resolve({ spec, environment: "production" }).blueprint };
}
