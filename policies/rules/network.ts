/** Rules about networks: who reaches what, over which way, and who writes it down. */
import { byId } from "../rule.ts";
import { ACCESS_LIST_RULES } from "./network/access-lists.ts";
import { DATA_ROUTE_RULES } from "./network/data-routes.ts";
import { EDGE_RULES } from "./network/edge.ts";
import { EGRESS_RULES } from "./network/egress.ts";
import { FLOW_LOG_RULES } from "./network/flow-logs.ts";
import { INGRESS_RULES } from "./network/ingress.ts";
import { LOAD_BALANCER_RULES } from "./network/load-balancers.ts";
import { NETWORK_RULES_OF_CLOUDS } from "./network/networks.ts";
import { PEERING_RULES } from "./network/peering.ts";
import { PRIVATE_ENDPOINT_RULES } from "./network/private-endpoints.ts";
import { SUBNET_RULES } from "./network/subnets.ts";

export const NETWORK_RULES = byId([
  ...ACCESS_LIST_RULES,
  ...DATA_ROUTE_RULES,
  ...EDGE_RULES,
  ...EGRESS_RULES,
  ...FLOW_LOG_RULES,
  ...INGRESS_RULES,
  ...LOAD_BALANCER_RULES,
  ...NETWORK_RULES_OF_CLOUDS,
  ...PEERING_RULES,
  ...PRIVATE_ENDPOINT_RULES,
  ...SUBNET_RULES,
]);
