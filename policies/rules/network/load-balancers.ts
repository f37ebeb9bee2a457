/** Load balancers: TLS of today, plain HTTP only to send on, and a record of who came. */
import { all, check, isOneOf, isSet, isTrue, value, when } from "../../checks.ts";
import { allOf, fail, notApplicable, PASS, unknown } from "../../finding.ts";
import type { Reading } from "../../reading.ts";
import { settingTo } from "../../remedy.ts";
import { defineRule, type Check } from "../../rule.ts";

/** The families of policies of Elastic Load Balancing that begin at TLS 1.2. */
const TLS_1_2_POLICY = /^ELBSecurityPolicy-(?:TLS13-1-[23]-|TLS-1-2-|FS-1-2-)/;
const BEST_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

const modernPolicy = value("sslPolicy", { absent: "ELBSecurityPolicy-2016-08" }, (got, absent) =>
  TLS_1_2_POLICY.test(String(got))
    ? undefined
    : `got ${absent ? `nothing (the provider's default is ${String(got)})` : String(got)}, expected a policy from TLS 1.2 on; set sslPolicy to ${BEST_POLICY}`,
);

const encrypted = all(modernPolicy, isSet("certificateArn", "a certificate"));

/** All that plain HTTP may do is send the client to HTTPS; without a protocol of its own a redirect stays on HTTP. */
const onlyRedirects: Check = check(["defaultActions.type", "defaultActions.redirect.protocol"], ({ view }) => {
  const actions = view.items("defaultActions");
  if (actions === undefined) return unknown("defaultActions");
  if (actions.length === 0) return fail("defaultActions", "got nothing, expected a redirect to HTTPS; add it");
  return allOf(
    actions.map((action, index) => {
      const [type, protocol] = [action.read("type"), action.read("redirect.protocol")];
      const at = `defaultActions[${index}]`;
      if (type.state === "unknown") return unknown(`${at}.type`);
      if (type.state === "absent" || type.value !== "redirect")
        return fail(`${at}.type`, "got an answer over plain HTTP, expected redirect; redirect to HTTPS");
      if (protocol.state === "unknown") return unknown(`${at}.redirect.protocol`);
      return protocol.state === "known" && protocol.value === "HTTPS"
        ? PASS
        : fail(`${at}.redirect.protocol`, "got plain HTTP, expected HTTPS; set redirect.protocol to HTTPS");
    }),
  );
});

const LAYER_4: ReadonlySet<unknown> = new Set(["GENEVE", "QUIC", "TCP", "TCP_QUIC", "TCP_UDP", "UDP"]);

const listener: Check = check(
  ["protocol", ...encrypted.properties, ...onlyRedirects.properties],
  (subject, context, graph) => {
    const protocol = subject.view.read("protocol");
    if (protocol.state === "unknown") return unknown("protocol");
    const word = protocol.state === "absent" ? "HTTP" : protocol.value;
    if (LAYER_4.has(word)) return notApplicable("layer 4: TLS ends behind it");
    const then = word === "HTTPS" || word === "TLS" ? encrypted : onlyRedirects;
    return then.judge(subject, context, graph);
  },
);

const sslPolicy = all(
  isOneOf("minTlsVersion", ["TLS_1_2", "TLS_1_3"], { absent: "TLS_1_0" }),
  isOneOf("profile", ["MODERN", "RESTRICTED", "FIPS_202205"], { absent: "COMPATIBLE" }),
);

const proxyWithPolicy = isSet("sslPolicy", "an SSL policy: without one TLS 1.0 is accepted");

const logsAccess = when(
  ({ view }) => {
    const type = view.read("loadBalancerType");
    return type.state === "unknown" ? "unknown" : type.state === "absent" || type.value !== "gateway";
  },
  "a gateway load balancer has no access logs",
  all(isTrue("accessLogs.enabled", { absent: false }), isSet("accessLogs.bucket", "a bucket")),
);

const logsRequests = all(
  isTrue("logConfig.enable", { absent: false }),
  value("logConfig.sampleRate", { absent: 1 }, (got) =>
    typeof got === "number" && got > 0
      ? undefined
      : `got ${String(got)}, expected more than 0; change logConfig.sampleRate`,
  ),
);

export const LOAD_BALANCER_RULES = [
  defineRule({
    id: "NET-15",
    name: "net-lb-tls-only",
    title: "Load balancers and ingresses terminate TLS >= 1.2; HTTP only redirects",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:alb/listener:Listener": listener,
      "aws:lb/listener:Listener": listener,
      "gcp:compute/sSLPolicy:SSLPolicy": sslPolicy,
      "gcp:compute/targetHttpsProxy:TargetHttpsProxy": proxyWithPolicy,
      "gcp:compute/targetSSLProxy:TargetSSLProxy": proxyWithPolicy,
      "kubernetes:networking.k8s.io/v1:Ingress": isSet("spec.tls", "hosts and a secret with the certificate"),
    },
    remedies: {
      "aws:alb/listener:Listener": (view) => strongerPolicy(view.read("protocol")),
      "aws:lb/listener:Listener": (view) => strongerPolicy(view.read("protocol")),
      "gcp:compute/sSLPolicy:SSLPolicy": settingTo({ minTlsVersion: "TLS_1_2", profile: "MODERN" }),
    },
  }),
  defineRule({
    id: "NET-16",
    name: "net-lb-access-logs",
    title: "Load balancers log access",
    severity: "medium",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:alb/loadBalancer:LoadBalancer": logsAccess,
      "aws:lb/loadBalancer:LoadBalancer": logsAccess,
      "gcp:compute/backendService:BackendService": logsRequests,
      "gcp:compute/regionBackendService:RegionBackendService": logsRequests,
    },
  }),
] as const;

/** What is plain HTTP stays what it is: where to send clients is the owner's decision. */
function strongerPolicy(protocol: Reading): Readonly<Record<string, unknown>> {
  const encrypts = protocol.state === "known" && (protocol.value === "HTTPS" || protocol.value === "TLS");
  return encrypts ? { sslPolicy: BEST_POLICY } : {};
}
