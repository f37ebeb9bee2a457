import { NETWORK_RULES } from "../../policies/rules/network.ts";
import { NETWORK_ACCESS_LISTS_CASES } from "./cases/network-access-lists.ts";
import { NETWORK_BOUNDARIES_CASES } from "./cases/network-boundaries.ts";
import { NETWORK_EDGE_CASES } from "./cases/network-edge.ts";
import { NETWORK_EGRESS_ELSEWHERE_CASES } from "./cases/network-egress-elsewhere.ts";
import { NETWORK_EGRESS_CASES } from "./cases/network-egress.ts";
import { NETWORK_FLOW_LOGS_CASES } from "./cases/network-flow-logs.ts";
import { INGRESS_CASES } from "./cases/network-ingress.ts";
import { NETWORK_LOAD_BALANCERS_CASES } from "./cases/network-load-balancers.ts";
import { NETWORK_PEERING_CASES } from "./cases/network-peering.ts";
import { NETWORK_PRIVATE_ENDPOINTS_AZURE_CASES } from "./cases/network-private-endpoints-azure.ts";
import { NETWORK_PRIVATE_ENDPOINTS_GCP_CASES } from "./cases/network-private-endpoints-gcp.ts";
import { NETWORK_PRIVATE_ENDPOINTS_REDIS_CASES } from "./cases/network-private-endpoints-redis.ts";
import { NETWORK_PRIVATE_ENDPOINTS_CASES } from "./cases/network-private-endpoints.ts";
import { NETWORK_ROUTES_ELSEWHERE_CASES } from "./cases/network-routes-elsewhere.ts";
import { NETWORK_ROUTES_ON_THE_WAY_CASES } from "./cases/network-routes-on-the-way.ts";
import { NETWORK_ROUTES_CASES } from "./cases/network-routes.ts";
import { NETWORK_ZONES_CASES } from "./cases/network-zones.ts";
import { joinCases } from "./harness/join-cases.ts";
import { proveRules } from "./harness/prove-rules.ts";

proveRules(
  "network",
  NETWORK_RULES,
  joinCases(
    NETWORK_ACCESS_LISTS_CASES,
    NETWORK_BOUNDARIES_CASES,
    NETWORK_EDGE_CASES,
    NETWORK_EGRESS_ELSEWHERE_CASES,
    NETWORK_EGRESS_CASES,
    NETWORK_FLOW_LOGS_CASES,
    INGRESS_CASES,
    NETWORK_LOAD_BALANCERS_CASES,
    NETWORK_PEERING_CASES,
    NETWORK_PRIVATE_ENDPOINTS_AZURE_CASES,
    NETWORK_PRIVATE_ENDPOINTS_GCP_CASES,
    NETWORK_PRIVATE_ENDPOINTS_REDIS_CASES,
    NETWORK_PRIVATE_ENDPOINTS_CASES,
    NETWORK_ROUTES_ELSEWHERE_CASES,
    NETWORK_ROUTES_ON_THE_WAY_CASES,
    NETWORK_ROUTES_CASES,
    NETWORK_ZONES_CASES,
  ),
);
