import { NOT_YET_KNOWN, type RuleCase, type RuleCases } from "../harness/rule-case.ts";

export const NETWORK_LOAD_BALANCERS_CASES: RuleCases = {
  "NET-15": [
    ...["aws:alb/listener:Listener", "aws:lb/listener:Listener"].map((type): RuleCase => ({
      type,
      compliant: {
        protocol: "HTTPS",
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
        certificateArn: "arn:aws:acm:::certificate/1",
        defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS" } }],
      },
      absent: {
        protocol: "pass",
        sslPolicy: "fail",
        certificateArn: "fail",
        "defaultActions.type": "pass",
        "defaultActions.redirect.protocol": "pass",
      },
      unknown: { certificateArn: "pass", "defaultActions.type": "pass", "defaultActions.redirect.protocol": "pass" },
      breaks: [
        {
          why: "TLS 1.0",
          change: { sslPolicy: "ELBSecurityPolicy-TLS13-1-0-2021-06" },
          reasons: [
            "sslPolicy: got ELBSecurityPolicy-TLS13-1-0-2021-06, expected a policy from TLS 1.2 on; set sslPolicy to ELBSecurityPolicy-TLS13-1-2-2021-06",
          ],
        },
        {
          why: "TLS 1.1",
          change: { sslPolicy: "ELBSecurityPolicy-TLS-1-1-2017-01" },
          reasons: [
            "sslPolicy: got ELBSecurityPolicy-TLS-1-1-2017-01, expected a policy from TLS 1.2 on; set sslPolicy to ELBSecurityPolicy-TLS13-1-2-2021-06",
          ],
        },
        {
          why: "no certificate",
          change: { certificateArn: "" },
          reasons: ["certificateArn: got nothing, expected a certificate; set certificateArn"],
        },
        {
          why: "answers over plain HTTP",
          change: { protocol: "HTTP", defaultActions: [{ type: "forward" }] },
          reasons: ["defaultActions[0].type: got an answer over plain HTTP, expected redirect; redirect to HTTPS"],
        },
        {
          why: "redirects to plain HTTP",
          change: { protocol: "HTTP", "defaultActions.0.redirect.protocol": "HTTP" },
          reasons: [
            "defaultActions[0].redirect.protocol: got plain HTTP, expected HTTPS; set redirect.protocol to HTTPS",
          ],
        },
        {
          why: "does nothing over plain HTTP",
          change: { protocol: "HTTP", defaultActions: [] },
          reasons: ["defaultActions: got nothing, expected a redirect to HTTPS; add it"],
        },
      ],
      variants: [
        {
          why: "plain HTTP that redirects",
          outcome: "pass",
          change: { protocol: "HTTP", sslPolicy: undefined, certificateArn: undefined },
        },
        { why: "TLS 1.3 only", outcome: "pass", change: { sslPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06" } },
        { why: "TLS on a network load balancer", outcome: "pass", change: { protocol: "TLS" } },
        { why: "layer 4", outcome: "not-applicable", change: { protocol: "TCP" } },
        { why: "actions not known", outcome: "unknown", change: { protocol: "HTTP", defaultActions: NOT_YET_KNOWN } },
      ],
    })),
    {
      type: "gcp:compute/sSLPolicy:SSLPolicy",
      compliant: { minTlsVersion: "TLS_1_2", profile: "MODERN" },
      absent: { minTlsVersion: "fail", profile: "fail" },
      breaks: [
        {
          why: "TLS 1.1",
          change: { minTlsVersion: "TLS_1_1" },
          reasons: ["minTlsVersion: got TLS_1_1, expected TLS_1_2 or TLS_1_3; set minTlsVersion"],
        },
        {
          why: "old ciphers",
          change: { profile: "COMPATIBLE" },
          reasons: ["profile: got COMPATIBLE, expected MODERN or RESTRICTED or FIPS_202205; set profile"],
        },
      ],
      variants: [{ why: "TLS 1.3", outcome: "pass", change: { minTlsVersion: "TLS_1_3", profile: "RESTRICTED" } }],
    },
    ...["gcp:compute/targetHttpsProxy:TargetHttpsProxy", "gcp:compute/targetSSLProxy:TargetSSLProxy"].map(
      (type): RuleCase => ({
        type,
        compliant: { sslPolicy: "projects/p/global/sslPolicies/modern" },
        absent: { sslPolicy: "fail" },
        unknown: { sslPolicy: "pass" },
        breaks: [
          {
            why: "empty",
            change: { sslPolicy: "" },
            reasons: ["sslPolicy: got nothing, expected an SSL policy: without one TLS 1.0 is accepted; set sslPolicy"],
          },
        ],
      }),
    ),
    {
      type: "kubernetes:networking.k8s.io/v1:Ingress",
      compliant: { spec: { tls: [{ hosts: ["acme.example"], secretName: "tls" }] } },
      absent: { "spec.tls": "fail" },
      unknown: { "spec.tls": "pass" },
      breaks: [
        {
          why: "empty",
          change: { "spec.tls": [] },
          reasons: ["spec.tls: got nothing, expected hosts and a secret with the certificate; set spec.tls"],
        },
      ],
    },
  ],
  "NET-16": [
    ...["aws:alb/loadBalancer:LoadBalancer", "aws:lb/loadBalancer:LoadBalancer"].map((type): RuleCase => ({
      type,
      compliant: { loadBalancerType: "application", accessLogs: { enabled: true, bucket: "logs" } },
      absent: { "accessLogs.enabled": "fail", "accessLogs.bucket": "fail" },
      unknown: { "accessLogs.bucket": "pass" },
      breaks: [
        {
          why: "off",
          change: { "accessLogs.enabled": false },
          reasons: ["accessLogs.enabled: got false, expected true; set accessLogs.enabled to true"],
        },
        {
          why: "nowhere",
          change: { "accessLogs.bucket": "" },
          reasons: ["accessLogs.bucket: got nothing, expected a bucket; set accessLogs.bucket"],
        },
      ],
      variants: [{ why: "a gateway", outcome: "not-applicable", change: { loadBalancerType: "gateway" } }],
    })),
    ...["gcp:compute/backendService:BackendService", "gcp:compute/regionBackendService:RegionBackendService"].map(
      (type): RuleCase => ({
        type,
        compliant: { logConfig: { enable: true, sampleRate: 1 } },
        absent: { "logConfig.enable": "fail", "logConfig.sampleRate": "pass" },
        breaks: [
          {
            why: "off",
            change: { "logConfig.enable": false },
            reasons: ["logConfig.enable: got false, expected true; set logConfig.enable to true"],
          },
          {
            why: "nothing sampled",
            change: { "logConfig.sampleRate": 0 },
            reasons: ["logConfig.sampleRate: got 0, expected more than 0; change logConfig.sampleRate"],
          },
        ],
        variants: [{ why: "a little", outcome: "pass", change: { "logConfig.sampleRate": 0.01 } }],
      }),
    ),
  ],
};
