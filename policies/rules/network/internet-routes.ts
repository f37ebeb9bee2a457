/** Which subnets reach an internet gateway of AWS, and over what: subnet, association or main table, route. */
import { type Finding } from "../../finding.ts";
import type { Graph } from "../../graph.ts";
import type { Subject } from "../../subject.ts";
import type { View } from "../../view.ts";

const GATEWAY = "aws:ec2/internetGateway:InternetGateway";
const ROUTE = "aws:ec2/route:Route";
const TABLES = ["aws:ec2/routeTable:RouteTable", "aws:ec2/defaultRouteTable:DefaultRouteTable"] as const;
const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const MAIN_ASSOCIATION = "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation";

/** One way from a subnet to the internet. */
export interface InternetWay {
  readonly subnet: Subject;
  /** What it goes over: association, table, route. URNs. */
  readonly over: readonly string[];
  /** Name of the route, or of the table that holds it. */
  readonly name: string;
}

export interface InternetWays {
  readonly ways: readonly InternetWay[];
  /** Properties that are not known and could hold another way. */
  readonly undecided: readonly string[];
}

/** All ways by which these subnets reach an internet gateway. */
export function internetWays(subnets: readonly Subject[], graph: Graph): InternetWays {
  const found = subnets.map((subnet) => waysOf(subnet, graph));
  return { ways: found.flatMap(({ ways }) => ways), undecided: found.flatMap(({ undecided }) => undecided) };
}

function waysOf(subnet: Subject, graph: Graph): InternetWays {
  const associations = graph.pointingAt(subnet, ASSOCIATION, "subnetId");
  const undecided = associations.length === 0 && graph.hasUndecided(ASSOCIATION, "subnetId", subnet);
  const tables =
    associations.length === 0
      ? mainTables(subnet, graph).map((table) => ({ table, over: [] as string[] }))
      : associations.flatMap((association) =>
          graph.pointedBy(association, "routeTableId", ...TABLES).map((table) => ({ table, over: [association.urn] })),
        );
  const found = tables.map(({ table, over }) => waysOfTable(subnet, table, over, graph));
  return {
    ways: found.flatMap(({ ways }) => ways),
    undecided: [...(undecided ? ["subnetId"] : []), ...found.flatMap((one) => one.undecided)],
  };
}

/** A subnet that nothing is said about follows the network's main table. */
function mainTables(subnet: Subject, graph: Graph): readonly Subject[] {
  return graph.pointedBy(subnet, "vpcId", "aws:ec2/vpc:Vpc").flatMap((network) => {
    const replaced = graph
      .pointingAt(network, MAIN_ASSOCIATION, "vpcId")
      .flatMap((association) => graph.pointedBy(association, "routeTableId", ...TABLES));
    return replaced.length > 0
      ? replaced
      : graph.pointingAt(network, "aws:ec2/defaultRouteTable:DefaultRouteTable", "defaultRouteTableId", "vpcId");
  });
}

function waysOfTable(subnet: Subject, table: Subject, over: readonly string[], graph: Graph): InternetWays {
  const inline = inlineWay(table, graph);
  const routes = graph.pointingAt(table, ROUTE, "routeTableId").map((route) => ({
    route,
    gateway: gatewayOf(route, route.view, "gatewayId", graph),
  }));
  const ways = routes.filter(({ gateway }) => gateway === "internet").map(({ route }) => route);
  return {
    ways: [
      ...ways.map((route) => ({ subnet, over: [...over, table.urn, route.urn], name: route.name })),
      ...(inline === "internet" ? [{ subnet, over: [...over, table.urn], name: table.name }] : []),
    ],
    undecided: [
      ...(inline === "unknown" ? ["routes"] : []),
      ...(routes.some(({ gateway }) => gateway === "unknown") ? ["gatewayId"] : []),
      ...(graph.hasUndecided(ROUTE, "routeTableId", table) ? ["routeTableId"] : []),
    ],
  };
}

type Gateway = "internet" | "other" | "unknown";

function gatewayOf(owner: Subject, view: View, property: string, graph: Graph): Gateway {
  if (graph.pointedBy(owner, property, GATEWAY).length > 0) return "internet";
  const reading = view.read(property);
  if (reading.state === "known") return String(reading.value).startsWith("igw-") ? "internet" : "other";
  // A dependency on something else says what it is: a NAT or transit gateway.
  const dependencies = owner.propertyDependencies[property] ?? [];
  return reading.state === "unknown" && dependencies.length === 0 ? "unknown" : "other";
}

/** Routes inside a table; the engine records dependencies for the list as a whole. */
function inlineWay(table: Subject, graph: Graph): Gateway {
  if (graph.pointedBy(table, "routes", GATEWAY).length > 0) return "internet";
  const routes = table.view.items("routes");
  // Without routes of its own the list is what the cloud computes: the routes that stand as resources.
  if (routes === undefined) return (table.propertyDependencies["routes"] ?? []).length > 0 ? "unknown" : "other";
  const gateways = routes.map((route): Gateway => {
    const reading = route.read("gatewayId");
    if (reading.state === "unknown") return "unknown";
    return reading.state === "known" && String(reading.value).startsWith("igw-") ? "internet" : "other";
  });
  return gateways.find((one) => one === "internet") ?? gateways.find((one) => one === "unknown") ?? "other";
}

/** What the ways of a set of subnets say, as a finding's words. */
export function waysFinding(
  { ways, undecided }: InternetWays,
  words: (way: InternetWay) => Finding,
): readonly Finding[] {
  if (ways.length > 0) return ways.map(words);
  return undecided.length > 0 ? [{ outcome: "unknown", properties: [...new Set(undecided)].sort() }] : [];
}
