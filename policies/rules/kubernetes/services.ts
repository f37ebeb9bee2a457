/** Services that are reached from outside the cluster. */
import { check } from "../../checks.ts";
import { allOf, fail, PASS, unknown, type Finding } from "../../finding.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { View } from "../../view.ts";

/** Annotations by which a load balancer gets an address of the network only, by cloud. */
const INTERNAL: Readonly<Record<string, readonly string[]>> = {
  "service.beta.kubernetes.io/aws-load-balancer-scheme": ["internal"],
  "service.beta.kubernetes.io/aws-load-balancer-internal": ["true", "0.0.0.0/0"],
  "service.beta.kubernetes.io/azure-load-balancer-internal": ["true"],
  "networking.gke.io/load-balancer-type": ["Internal"],
  "cloud.google.com/load-balancer-type": ["Internal"],
};

function isInternal(view: View): boolean | "unknown" {
  const readings = Object.entries(INTERNAL).map(([name, values]) => ({
    reading: view.entry("metadata.annotations", name),
    values,
  }));
  if (readings.some(({ reading, values }) => reading.state === "known" && values.includes(String(reading.value))))
    return true;
  return readings.some(({ reading }) => reading.state === "unknown") ? "unknown" : false;
}

function judgeBalancer(view: View): Finding {
  const internal = isInternal(view);
  if (internal === true) return PASS;
  const ranges = view.items("spec.loadBalancerSourceRanges")?.map((item) => item.read(""));
  if (ranges === undefined || ranges.some(({ state }) => state === "unknown"))
    return unknown("spec.loadBalancerSourceRanges");
  const open = ranges.flatMap((one) =>
    one.state === "known" && /\/0$/.test(String(one.value)) ? [String(one.value)] : [],
  );
  if (ranges.length > 0 && open.length === 0) return PASS;
  if (internal === "unknown") return unknown("metadata.annotations");
  const got = open.length > 0 ? `source range ${open.join(", ")}` : "a public load balancer";
  return fail(
    "spec.loadBalancerSourceRanges",
    `got ${got}, expected narrower ranges or an internal load balancer; set them or its annotation`,
  );
}

const service: Check = check(
  ["spec.type", "spec.externalIPs", "spec.loadBalancerSourceRanges", "metadata.annotations"],
  ({ view }) => {
    const type = view.read("spec.type");
    const addresses = view.items("spec.externalIPs");
    const external =
      addresses === undefined
        ? unknown("spec.externalIPs")
        : addresses.length > 0
          ? fail("spec.externalIPs", "got external addresses, expected none; remove them")
          : PASS;
    if (type.state === "unknown") return allOf([external, unknown("spec.type")]);
    if (type.state === "absent") return external;
    switch (type.value) {
      case "NodePort":
        return allOf([
          external,
          fail("spec.type", "got NodePort, expected ClusterIP or LoadBalancer; change spec.type"),
        ]);
      case "LoadBalancer":
        return allOf([external, judgeBalancer(view)]);
      default:
        return external;
    }
  },
);

export const SERVICE_RULES = [
  defineRule({
    id: "K8S-16",
    name: "service-not-public",
    title: "Services take no port of nodes, no external addresses and no public load balancer for everybody",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: { "kubernetes:core/v1:Service": service },
  }),
] as const;
