/** How long numbers are kept: those of the cloud's services by the cloud's rules, those of the cluster in Managed Prometheus. */
import { cloudServices } from "../cloud-services.ts";
import { fact, factNumber } from "../feasibility.ts";
import type { Absent, Leaf } from "../sourced.ts";
import { absentSince } from "./scene.ts";
import type { SharedScene } from "./scene.ts";

type MetricsScene = SharedScene<"monitoring" | "compute">;

/** What holds for numbers of each kind, days. */
export interface MetricsRetention {
  /** As asked, with the mechanism that keeps it where the cloud's services do not. */
  readonly asked: Leaf<number>;
  /** Of the cloud's own services. */
  readonly services: Leaf<number> | Absent;
  /** Of the tenant's cluster, where there is one. */
  readonly cluster: Leaf<number>;
}

/** Refuses what nothing keeps; what only the cluster's Prometheus keeps says so. */
export function resolveMetricsRetention(scene: MetricsScene): MetricsRetention {
  const { settings, cloud, isPooled, report } = scene;
  const wished = settings.monitoring.metricsRetentionDays;
  if (isPooled) return { asked: wished, services: absentSince(wished, "the cell's"), cluster: wished };
  const { facts, clusterMetricsFixed } = cloudServices(cloud);
  const most = factNumber(facts.serviceMetrics);
  const isLonger = wished.value > most;
  if (isLonger && !settings.compute.cluster.value) {
    const message =
      `got ${wished.value} days, expected at most ${most} days on ${cloud} without a cluster (fact ${facts.serviceMetrics}: ${fact(facts.serviceMetrics).fact}); ` +
      `write ${most} days, or choose a tier with a cluster, whose numbers Managed Prometheus keeps`;
    report("infeasible", "monitoring.metricsRetentionDays", message);
  }
  const source = `fact ${facts.clusterMetrics}`;
  const at = fact(facts.clusterMetrics).at;
  const longest = factNumber(facts.clusterMetrics);
  return {
    asked: isLonger
      ? wished.to(wished.value, source, {
          note: `kept for the cluster's numbers; those of the cloud's services end after ${most} days, fact ${facts.serviceMetrics}`,
          at,
        })
      : wished,
    services: wished.to(most, `fact ${facts.serviceMetrics}`, {
      note: isLonger ? "the cloud's own rule: less than is asked; export what must last" : "the cloud's own rule",
      at: fact(facts.serviceMetrics).at,
    }),
    cluster: clusterMetricsFixed ? wished.to(longest, source, { note: "fixed by the service", at }) : wished,
  };
}
