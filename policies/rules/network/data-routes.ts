/** Subnets that data stores lie in have no way to the internet. */
import { check, each } from "../../checks.ts";
import { allOf, anyOf, fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import type { Graph } from "../../graph.ts";
import { isInternet } from "../../internet.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";
import { internetWays, waysFinding, type InternetWays } from "./internet-routes.ts";

const SUBNET_GROUPS = [
  "aws:docdb/subnetGroup:SubnetGroup",
  "aws:elasticache/subnetGroup:SubnetGroup",
  "aws:memorydb/subnetGroup:SubnetGroup",
  "aws:neptune/subnetGroup:SubnetGroup",
  "aws:rds/subnetGroup:SubnetGroup",
] as const;
const ADVICE = "give the subnets of data stores a route table of their own";

function waysOfGroup(group: Subject, graph: Graph): InternetWays {
  const subnets = graph.pointedBy(group, "subnetIds", "aws:ec2/subnet:Subnet");
  const ways = internetWays(subnets, graph);
  const open = graph.ofType("aws:ec2/subnet:Subnet").some((one) => graph.link(group, "subnetIds", one) === "unknown");
  return { ways: ways.ways, undecided: [...ways.undecided, ...(open ? ["subnetIds"] : [])] };
}

interface GroupWays extends InternetWays {
  readonly group: Subject;
}

/** Walked once per stack: every route and association asks for it. */
const WALKED = new WeakMap<Graph, readonly GroupWays[]>();

function waysOfGroups(graph: Graph): readonly GroupWays[] {
  const found =
    WALKED.get(graph) ?? graph.ofType(...SUBNET_GROUPS).map((group) => ({ group, ...waysOfGroup(group, graph) }));
  WALKED.set(graph, found);
  return found;
}

const groupHasNoWay: Check = check(["subnetIds"], (group, _context, graph) => {
  if (group.view.read("subnetIds").state === "absent") return fail("subnetIds", "got nothing; set subnetIds");
  const { undecided, ways } = waysOfGroup(group, graph);
  const elsewhere = graph.pointedBy(group, "subnetIds", "aws:ec2/subnet:Subnet").length === 0;
  if (elsewhere && undecided.length === 0) return notApplicable("its subnets are not of this stack");
  const findings = waysFinding({ ways, undecided }, ({ subnet, name }) =>
    fail("subnetIds", `got ${subnet.name} with a route to the internet (${name}), expected none; ${ADVICE}`),
  );
  return allOf([PASS, ...findings]);
});

/** The same seen from what the way goes over: an association, a table, a route. */
function notOnTheWay(...properties: readonly string[]): Check {
  return check(properties, (subject, _context, graph) => {
    const found = waysOfGroups(graph);
    if (found.length === 0) return notApplicable("no subnet group of data stores in this stack");
    const mine = found.flatMap(({ group, ways }) =>
      ways.filter(({ over }) => over.includes(subject.urn)).map(({ subnet }) => ({ group, subnet })),
    );
    const [first] = mine;
    if (first !== undefined) {
      const got = `got a way from ${first.subnet.name} of ${first.group.name} to the internet`;
      return fail(properties[0] ?? "", `${got}, expected none; ${ADVICE}`);
    }
    const open = found.flatMap(({ undecided }) => undecided);
    return open.length > 0 ? unknown(...new Set(open)) : PASS;
  });
}

/** `0.0.0.0/0` with the internet as next hop. */
function isDefaultWay({ view }: Pick<Subject, "view">): Finding {
  const [prefix, hop] = [view.read("addressPrefix"), view.read("nextHopType")];
  if (prefix.state === "known" && !isInternet(String(prefix.value))) return PASS;
  if (hop.state === "known" && hop.value !== "Internet") return PASS;
  if (prefix.state === "unknown" || hop.state === "unknown") return unknown("addressPrefix", "nextHopType");
  return fail("nextHopType", `got Internet for all addresses, expected another next hop; ${ADVICE}`);
}

const AZURE_TABLE = "azure-native:network:RouteTable";

/** Whether a table serves a subnet that is delegated to a managed service. */
function servesDelegated(table: Subject, graph: Graph): Finding {
  const subnets = graph.pointingAt(table, "azure-native:network:Subnet", "routeTable.id");
  const delegated = subnets.map(({ view }) => view.items("delegations"));
  if (delegated.some((list) => list !== undefined && list.length > 0)) return PASS;
  if (delegated.includes(undefined) || graph.hasUndecided("azure-native:network:Subnet", "routeTable.id", table))
    return unknown("routeTable.id");
  return notApplicable("a route table of no delegated subnet");
}

/** The table that a route says it lies in; outputs of a route only have it in their id. */
function tableOf(route: Subject, graph: Graph): Subject | undefined {
  const [named] = graph.pointedBy(route, "routeTableName", AZURE_TABLE);
  const id = route.view.read("id");
  const [, name] = /\/routeTables\/([^/]+)\//.exec(id.state === "known" ? String(id.value) : "") ?? [];
  return (
    named ??
    graph.ofType(AZURE_TABLE).find(({ view }) => {
      const reading = view.read("name");
      return name !== undefined && reading.state === "known" && reading.value === name;
    })
  );
}

const azureRoute: Check = check(["addressPrefix", "nextHopType"], (route, _context, graph) => {
  const way = isDefaultWay(route);
  const table = tableOf(route, graph);
  if (table === undefined) return way.outcome === "pass" ? PASS : unknown("routeTableName");
  return whereServing(servesDelegated(table, graph), way);
});

function whereServing(serves: Finding, way: Finding): Finding {
  if (way.outcome === "pass" || serves.outcome === "pass") return way;
  return serves;
}

const azureTable: Check = (() => {
  const inline = each("routes", check(["addressPrefix", "nextHopType"], isDefaultWay));
  return check(inline.properties, (table, context, graph) =>
    whereServing(servesDelegated(table, graph), inline.judge(table, context, graph)),
  );
})();

/** Data stores of Google Cloud by the property that names their network. */
const GCP_STORES = {
  "gcp:alloydb/cluster:Cluster": "networkConfig.network",
  "gcp:memorystore/instance:Instance": "desiredAutoCreatedEndpoints.network",
  "gcp:redis/instance:Instance": "authorizedNetwork",
  "gcp:sql/databaseInstance:DatabaseInstance": "settings.ipConfiguration.privateNetwork",
} as const;

const gcpRoute: Check = check(["destRange", "nextHopGateway", "tags"], (route, _context, graph) => {
  const [range, gateway] = [route.view.read("destRange"), route.view.read("nextHopGateway")];
  const tags = route.view.items("tags");
  if (gateway.state === "absent" || (range.state === "known" && !isInternet(String(range.value)))) return PASS;
  if (gateway.state === "known" && !String(gateway.value).endsWith("default-internet-gateway")) return PASS;
  // Managed stores wear no tags: a route for machines with one is none of theirs.
  if (tags !== undefined && tags.length > 0) return PASS;
  const undecided = [
    ...(range.state === "unknown" ? ["destRange"] : []),
    ...(gateway.state === "unknown" ? ["nextHopGateway"] : []),
    ...(tags === undefined ? ["tags"] : []),
  ];
  const stores = storesBeside(route, graph);
  if (stores.outcome !== "pass") return stores;
  if (undecided.length > 0) return unknown(...undecided);
  return fail("nextHopGateway", `got all machines and stores to the internet, expected tags; limit it with tags`);
});

function storesBeside(route: Subject, graph: Graph): Finding {
  const networks = graph.pointedBy(route, "network", "gcp:compute/network:Network");
  const links = networks.flatMap((network) =>
    Object.entries(GCP_STORES).flatMap(([type, property]) =>
      graph.ofType(type).map((store): Finding => {
        const link = graph.link(store, property, network);
        return link === "linked" ? PASS : link === "unknown" ? unknown("network") : NO_STORE;
      }),
    ),
  );
  return anyOf([...links, NO_STORE]);
}

const NO_STORE = notApplicable("a network without data stores");

export const DATA_ROUTE_RULES = [
  defineRule({
    id: "NET-08",
    name: "net-data-subnet-no-internet-route",
    title: "Subnets used by data stores have no route to an internet gateway (graph rule)",
    severity: "critical",
    scope: "stack",
    appliesTo: "all",
    checks: {
      ...Object.fromEntries(SUBNET_GROUPS.map((type) => [type, groupHasNoWay])),
      "aws:ec2/routeTable:RouteTable": notOnTheWay("routes"),
      "aws:ec2/route:Route": notOnTheWay("gatewayId", "routeTableId"),
      "aws:ec2/routeTableAssociation:RouteTableAssociation": notOnTheWay("routeTableId", "subnetId"),
      "azure-native:network:Route": azureRoute,
      [AZURE_TABLE]: azureTable,
      "gcp:compute/route:Route": gcpRoute,
    },
  }),
] as const;
