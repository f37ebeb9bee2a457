/** Subnetworks of Google Cloud that hold machines, and those that only serve its load balancers and gateways. */
import { when } from "../../checks.ts";
import type { Check } from "../../rule.ts";

const WITHOUT_MACHINES: ReadonlySet<unknown> = new Set([
  "GLOBAL_MANAGED_PROXY",
  "INTERNAL_HTTPS_LOAD_BALANCER",
  "PRIVATE_NAT",
  "PRIVATE_SERVICE_CONNECT",
  "REGIONAL_MANAGED_PROXY",
]);

/** Proxy-only and service-connect subnetworks take neither flow logs nor private access. */
export function wherePrivatePurpose(then: Check): Check {
  return when(
    ({ view }) => {
      const purpose = view.read("purpose");
      return purpose.state === "unknown"
        ? "unknown"
        : purpose.state === "absent" || !WITHOUT_MACHINES.has(purpose.value);
    },
    "a subnetwork of proxies or service connections",
    { ...then, properties: [...then.properties, "purpose"] },
  );
}
