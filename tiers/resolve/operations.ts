/** What is paid, served and computed: roles around the stores. */
import type { ApiQuotasSpec, BudgetSpec, ComputeSpec, EdgeSpec } from "../blueprint.ts";
import { cloudServices } from "../cloud-services.ts";
import { Leaf } from "../sourced.ts";
import type { Absent, Sourced } from "../sourced.ts";
import { chosenVersion } from "../versions.ts";
import { checkApiLimits } from "./api-limits.ts";
import { absentSince, said } from "./scene.ts";
import type { Scene, SharedScene } from "./scene.ts";

/** When the bill rings. */
export function resolveBudget({ settings }: SharedScene<"budget">): Sourced<BudgetSpec> {
  return { alarmUsdPerMonth: settings.budget.alarmUsdPerMonth };
}

/** The public edge under the customer's own name; only with white label. */
export function resolveEdge(scene: Scene): Sourced<EdgeSpec> | Absent {
  const { whiteLabel, webApplicationFirewall, maxConnections } = scene.settings.edge;
  if (!whiteLabel.value) return absentSince(whiteLabel, "no edge of its own");
  const domain = scene.spec.addOns?.whiteLabel?.domain;
  return {
    domain:
      domain === undefined
        ? absentSince(whiteLabel, "the tenant names none yet")
        : said(scene, "addOns.whiteLabel.domain", domain),
    webApplicationFirewall,
    maxConnections,
  };
}

/** How much of the API may be used. */
export function resolveApiQuotas(scene: SharedScene<"apiQuotas">): Sourced<ApiQuotasSpec> {
  const { requestsPerMinuteBurst, requestsPerHourSustained, requestsPerMonth, users } = scene.settings.apiQuotas;
  checkApiLimits(scene);
  return { requestsPerMinuteBurst, requestsPerHourSustained, requestsPerMonth, users };
}

/** The tenant's own cluster; from premium. */
export function resolveCompute({ settings, cloud }: SharedScene<"compute">): Sourced<ComputeSpec> | Absent {
  const { cluster, vcpu, memoryGib, gpuPool } = settings.compute;
  if (!cluster.value) return absentSince(cluster, "no cluster of its own");
  const version = chosenVersion(cloudServices(cloud).versions.cluster);
  return {
    vcpu,
    memoryGib,
    kubernetesVersion: new Leaf(version.version, "engine versions", { note: version.source, at: version.at }),
    gpuPool,
  };
}
