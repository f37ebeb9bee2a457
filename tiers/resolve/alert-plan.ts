/** The alerts of one stack as a part of the blueprint: shared values, and leaves for whoever asks where they come from. */
import { catalogueAlerts } from "../alert-catalogue.ts";
import type { WatchingCloud } from "../alert-catalogue.ts";
import type { AlertSpec } from "../alert-specs.ts";
import { limitsOf } from "../alerts.ts";
import { Leaf, Plan } from "../sourced.ts";
import { originOf } from "./alert-limits.ts";
import type { LimitScene } from "./alert-limits.ts";

const SOURCE = "alert catalogue";

/** Alerts by id. Their numbers come from the catalogue, their thresholds from the tenant's limits where they have one. */
export class AlertPlan extends Plan<AlertSpec> {
  readonly #scene: LimitScene;
  readonly #cloud: WatchingCloud;

  constructor(alerts: readonly AlertSpec[], metricSets: Leaf<unknown>, scene: LimitScene, cloud: WatchingCloud) {
    super(alerts, metricSets, SOURCE, ({ id }) => id);
    this.#scene = scene;
    this.#cloud = cloud;
  }

  override get leaves(): readonly (readonly [path: string, leaf: Leaf<unknown>])[] {
    return this.entries.flatMap((alert) =>
      Object.entries(alert).map(([name, value]) => [`${alert.id}.${name}`, this.#leaf(alert, name, value)] as const),
    );
  }

  #leaf(alert: AlertSpec, name: string, value: unknown): Leaf<unknown> {
    const at = catalogueAlerts().get(alert.id)?.at;
    const limits = limitsOf(this.#cloud, alert.id);
    const origin = name === "signals" ? originOf(this.#scene, limits) : undefined;
    if (origin !== undefined)
      return origin.derive(value, `thresholds from ${limits.join(", ")} (alert catalogue ${alert.id})`);
    return new Leaf(value, SOURCE, { at });
  }
}
