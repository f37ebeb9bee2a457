/** Which example tenant shows which tier on which cloud, for the README: read from the tenant files. */
import { readTenant, tenantIds } from "../../stacks/tenant-files.ts";
import { cloudServices } from "../../tiers/cloud-services.ts";
import type { TenantSpec } from "../../tiers/tenant-spec.ts";
import { AVAILABLE_CLOUDS, TIERS, type AvailableCloud, type Tier } from "../../tiers/vocabulary.ts";
import { PROJECT_ROOT, table } from "./markdown.ts";

const NONE = "–";

/** The tenants of the project's own folder. */
export function exampleTenants(): readonly TenantSpec[] {
  return tenantIds(PROJECT_ROOT).map((id) => readTenant(PROJECT_ROOT, id).spec);
}

/** A row per cloud, a column per tier; each tenant with its region. */
export function exampleTable(): string {
  const examples = exampleTenants();
  return table(
    ["", ...TIERS],
    AVAILABLE_CLOUDS.map((cloud) => [
      cloudServices(cloud).name,
      ...TIERS.map((tier) => tenantsText(examples, cloud, tier)),
    ]),
  );
}

function tenantsText(examples: readonly TenantSpec[], cloud: AvailableCloud, tier: Tier): string {
  const shown = examples.filter((spec) => spec.cloud === cloud && spec.tier === tier);
  return shown.map(({ tenant, region }) => `\`${tenant}\` (${region})`).join(", ") || NONE;
}
