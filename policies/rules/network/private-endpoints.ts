/** Managed services are reached inside the network, not over the internet. */
import { all, any, check, equals, isOneOf, isSet, isTrue, NO_DEFAULT, some } from "../../checks.ts";
import { hasCompanion } from "../../companion.ts";
import { anyOf, fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import type { Graph } from "../../graph.ts";
import { settingTo } from "../../remedy.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";
import { wherePrivatePurpose } from "./gcp-subnetworks.ts";

const AWS_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const AZURE_ENDPOINT = "azure-native:network:PrivateEndpoint";
const GCP_CONNECTION = "gcp:servicenetworking/connection:Connection";
const GCP_NETWORK = "gcp:compute/network:Network";

/** What every workload calls; the endpoint of S3 is a gateway and costs nothing. */
const SERVICES = ["s3", "kms", "secretsmanager", "logs", "ecr.api", "ecr.dkr", "sts"] as const;
/** What the tiers `free` and `standard` promise: the rest goes out through NAT, under TLS (tiers.md, private endpoints). */
const SERVICES_OF_SMALL_TIERS = ["s3"] as const;
const SMALL_TIERS: ReadonlySet<unknown> = new Set(["free", "standard"]);

/** `com.amazonaws.eu-west-1.ecr.api` is `ecr.api`; undefined for services that are not AWS's own. */
function awsService(name: string): string | undefined {
  return /^(?:cn\.)?com\.amazonaws\.(?!vpce\.)[a-z0-9-]+\.([a-z0-9.-]+?)(?:-fips)?$/.exec(name)?.[1];
}

const hasEndpoints: Check = check([], (network, { tier }, graph) => {
  const endpoints = graph.pointingAt(network, AWS_ENDPOINT, "vpcId");
  const names = endpoints.map(({ view }) => view.read("serviceName"));
  const services = new Set(names.flatMap((name) => (name.state === "known" ? awsService(String(name.value)) : [])));
  const wanted = SMALL_TIERS.has(tier) ? SERVICES_OF_SMALL_TIERS : SERVICES;
  const missing = wanted.filter((service) => !services.has(service));
  if (missing.length === 0) return PASS;
  const undecided =
    names.some(({ state }) => state === "unknown") || graph.hasUndecided(AWS_ENDPOINT, "vpcId", network);
  if (undecided) return unknown("serviceName");
  return fail("", `got no endpoint for ${missing.join(", ")}, expected one each; add ${AWS_ENDPOINT}`);
});

/** Without its name in the network's DNS a client goes on to the public address. */
const answersByName: Check = check(["serviceName", "vpcEndpointType", "privateDnsEnabled"], (subject, ...rest) => {
  const [name, kind] = [subject.view.read("serviceName"), subject.view.read("vpcEndpointType")];
  if (name.state === "unknown" || kind.state === "unknown") return unknown("serviceName", "vpcEndpointType");
  if (name.state === "absent" || awsService(String(name.value)) === undefined)
    return notApplicable("not a service of AWS: it has a name of its own");
  // A gateway is the default, and works by routes.
  if (kind.state === "absent" || kind.value !== "Interface") return notApplicable("works by routes, not by names");
  return isTrue("privateDnsEnabled", { absent: false }).judge(subject, ...rest);
});

/**
 * A private endpoint, or a service endpoint in the service's own list of subnets, or nobody from outside at all: a store that only
 * Azure's own services write to needs no way in.
 * @param subnets where the service has such a list (azure-native 3.28)
 */
function reachedPrivately(publicAccess: string, subnets?: string): Check {
  const endpoint = hasCompanion({
    types: [AZURE_ENDPOINT],
    property: "privateLinkServiceConnections",
    what: "private endpoint",
  });
  return any(
    check([], (subject, _context, graph) => namedInside(subject, graph)),
    endpoint,
    isOneOf(publicAccess, ["Disabled", "SecuredByPerimeter"], { absent: "Enabled" }),
    ...(subnets === undefined ? [] : [isSet(subnets, "service endpoints")]),
  );
}

/** An endpoint that names the service by its id as text: the list of connections is no text that the graph compares. */
function namedInside(subject: Subject, graph: Graph): Finding {
  const id = subject.view.read("id");
  const connections = graph
    .ofType(AZURE_ENDPOINT)
    .flatMap(({ view }) => view.items("privateLinkServiceConnections") ?? [])
    .map((connection) => connection.read("privateLinkServiceId"));
  const named = id.state === "known" && connections.some((one) => one.state === "known" && one.value === id.value);
  return named ? PASS : notApplicable("no endpoint names it by its id");
}

const leadsToService: Check = some(
  "privateLinkServiceConnections",
  "the service that it leads to",
  all(isSet("privateLinkServiceId"), isSet("groupIds")),
);

/** Where a store has an address out of the peered range, the network must be peered with Google's services. */
function peered(property: string): Check {
  return check([property], (store, _context, graph) => {
    const networks = graph.pointedBy(store, property, GCP_NETWORK);
    const reading = store.view.read(property);
    if (reading.state === "absent") return notApplicable("no private services access");
    if (networks.length === 0)
      return reading.state === "unknown" ? unknown(property) : notApplicable("the network is not of this stack");
    const findings = networks.map((network) => {
      if (graph.pointingAt(network, GCP_CONNECTION, "network").length > 0) return PASS;
      if (graph.hasUndecided(GCP_CONNECTION, "network", network)) return unknown("network");
      return fail(property, `got a network without private services access, expected one; add ${GCP_CONNECTION}`);
    });
    return anyOf(findings);
  });
}

/** Only one of the two ways of connecting uses the peered range. */
const redisPeered: Check = check(["connectMode", "authorizedNetwork"], (store, context, graph) => {
  const mode = store.view.read("connectMode");
  if (mode.state === "unknown") return unknown("connectMode");
  if (mode.state === "absent" || mode.value !== "PRIVATE_SERVICE_ACCESS")
    return notApplicable("no private services access");
  return peered("authorizedNetwork").judge(store, context, graph);
});

export const PRIVATE_ENDPOINT_RULES = [
  defineRule({
    id: "NET-09",
    name: "net-paas-private-endpoint",
    title: "Each managed data/secret/storage service is reached by private endpoint / service endpoint",
    severity: "high",
    scope: "stack",
    appliesTo: "all",
    checks: {
      "aws:ec2/vpc:Vpc": hasEndpoints,
      [AWS_ENDPOINT]: answersByName,
      [AZURE_ENDPOINT]: leadsToService,
      "azure-native:containerregistry:Registry": reachedPrivately("publicNetworkAccess"),
      "azure-native:cosmosdb:DatabaseAccount": reachedPrivately("publicNetworkAccess", "virtualNetworkRules"),
      "azure-native:keyvault:Vault": reachedPrivately(
        "properties.publicNetworkAccess",
        "properties.networkAcls.virtualNetworkRules",
      ),
      "azure-native:redis:Redis": reachedPrivately("publicNetworkAccess", "subnetId"),
      "azure-native:redisenterprise:RedisEnterprise": reachedPrivately("publicNetworkAccess"),
      "azure-native:search:Service": reachedPrivately("publicNetworkAccess"),
      "azure-native:storage:StorageAccount": reachedPrivately(
        "publicNetworkAccess",
        "networkRuleSet.virtualNetworkRules",
      ),
      "gcp:compute/subnetwork:Subnetwork": wherePrivatePurpose(isTrue("privateIpGoogleAccess", { absent: false })),
      [GCP_CONNECTION]: all(
        equals("service", "servicenetworking.googleapis.com", { absent: NO_DEFAULT }),
        isSet("reservedPeeringRanges", "a range of addresses"),
      ),
      "gcp:redis/instance:Instance": redisPeered,
      "gcp:sql/databaseInstance:DatabaseInstance": peered("settings.ipConfiguration.privateNetwork"),
    },
    remedies: { "gcp:compute/subnetwork:Subnetwork": settingTo({ privateIpGoogleAccess: true }) },
  }),
] as const;
