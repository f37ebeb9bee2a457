import type { OtherResource, RuleCase, RuleCases } from "../harness/rule-case.ts";

const NAMESPACE = "kubernetes:core/v1:Namespace";
const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const NOT_KNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const policy = (name: string, spec: object, namespace = "studio"): OtherResource => ({
  type: POLICY,
  name,
  props: { metadata: { namespace }, spec },
});

const DENY = policy("deny", { podSelector: {}, policyTypes: ["Ingress", "Egress"] });
const missing = (direction: string): string =>
  `metadata.name: got no NetworkPolicy that denies ${direction} of every pod by default, expected one; add it with an empty podSelector`;

const namespace = (change: Partial<RuleCase>): RuleCase => ({
  type: NAMESPACE,
  compliant: { metadata: { name: "studio" } },
  // A namespace without a name gets one from the provider, which nobody else can name.
  absent: { "metadata.name": "fail" },
  unknown: { "metadata.name": "fail" },
  breaks: [],
  ...change,
});

const system = {
  why: "of the cluster itself",
  change: { "metadata.name": "kube-system" },
  others: [],
  outcome: "not-applicable",
} as const;

const companions = (kinds: readonly string[]): OtherResource[] =>
  kinds.map((kind) => ({
    type: `kubernetes:core/v1:${kind}`,
    name: kind.toLowerCase(),
    props: { metadata: { namespace: "studio" } },
  }));

const ENFORCE = "pod-security.kubernetes.io/enforce";
const level = (name: string): object => ({ metadata: { name: "studio", labels: { [ENFORCE]: name } } });
const SERVICE = "kubernetes:core/v1:Service";
const OPEN = "expected narrower ranges or an internal load balancer; set them or its annotation";
const RANGES = "spec.loadBalancerSourceRanges";

export const NAMESPACE_CASES: RuleCases = {
  "K8S-13": [
    namespace({
      others: [DENY],
      breaks: [
        { why: "no policy", others: [], reasons: [missing("ingress"), missing("egress")] },
        {
          why: "another namespace's",
          others: [policy("deny", { podSelector: {}, policyTypes: ["Ingress", "Egress"] }, "other")],
          reasons: [missing("ingress"), missing("egress")],
        },
        { why: "only coming in", others: [policy("deny", { podSelector: {} })], reasons: [missing("egress")] },
        { why: "only going out", others: [policy("deny", { policyTypes: ["Egress"] })], reasons: [missing("ingress")] },
        {
          why: "some pods",
          others: [
            policy("deny", { podSelector: { matchLabels: { app: "web" } }, policyTypes: ["Ingress", "Egress"] }),
          ],
          reasons: [missing("ingress"), missing("egress")],
        },
        {
          why: "everything allowed in",
          others: [policy("deny", { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [{}] })],
          reasons: [missing("ingress")],
        },
        {
          why: "everything allowed out",
          others: [policy("deny", { podSelector: {}, policyTypes: ["Ingress", "Egress"], egress: [{ to: [] }] })],
          reasons: [missing("egress")],
        },
      ],
      variants: [
        {
          why: "one for each direction",
          others: [
            policy("in", { podSelector: { matchLabels: {} }, policyTypes: ["Ingress"] }),
            policy("out", { podSelector: {}, policyTypes: ["Egress"], egress: [{ ports: [{ port: 53 }] }] }),
          ],
          outcome: "pass",
        },
        { why: "a policy of a namespace not known", others: [policy("deny", {}, NOT_KNOWN)], outcome: "unknown" },
        {
          why: "a policy that names it while it has no id",
          others: [
            {
              ...policy("deny", { podSelector: {}, policyTypes: ["Ingress", "Egress"] }, NOT_KNOWN),
              refersTo: { metadata: ["subject"] },
            },
          ],
          outcome: "pass",
        },
        {
          why: "what it denies is not known",
          others: [policy("deny", { podSelector: NOT_KNOWN, policyTypes: ["Ingress", "Egress"] })],
          outcome: "unknown",
        },
        system,
      ],
    }),
    {
      type: POLICY,
      compliant: { spec: { ingress: [{ from: [{ podSelector: {} }] }], egress: [{ ports: [{ port: 53 }] }] } },
      absent: { "spec.ingress": "pass", "spec.egress": "pass" },
      breaks: ["ingress", "egress"].map((name) => ({
        why: `all ${name}`,
        change: { [`spec.${name}`]: [{}] },
        reasons: [`spec.${name}: got a rule without partners and ports, expected named ones; it allows everything`],
      })),
      variants: [{ why: "nothing allowed", change: { "spec.ingress": [] }, outcome: "pass" }],
    },
  ],
  "K8S-14": [
    {
      type: NAMESPACE,
      compliant: level("restricted") as Record<string, unknown>,
      absent: { "metadata.labels": "fail" },
      breaks: [
        {
          why: "baseline",
          change: { "metadata.labels": { [ENFORCE]: "baseline" } },
          reasons: [`metadata.labels: got ${ENFORCE} baseline, expected restricted; set the label`],
        },
        {
          why: "another label",
          change: { "metadata.labels": { tenant: "acme" } },
          reasons: [`metadata.labels: got ${ENFORCE} nothing, expected restricted; set the label`],
        },
        {
          why: "privileged in the cluster's own",
          change: { "metadata.name": "kube-system", "metadata.labels": { [ENFORCE]: "privileged" } },
          reasons: [`metadata.labels: got ${ENFORCE} privileged, expected restricted or baseline; set the label`],
        },
      ],
      variants: [
        {
          why: "baseline in the cluster's own",
          change: { "metadata.name": "kube-system", "metadata.labels": { [ENFORCE]: "baseline" } },
          outcome: "pass",
        },
        { why: "a label not known", change: { "metadata.labels": { [ENFORCE]: NOT_KNOWN } }, outcome: "unknown" },
      ],
    },
  ],
  "K8S-15": [
    namespace({
      others: companions(["ResourceQuota", "LimitRange"]),
      breaks: [
        {
          why: "no quota",
          others: companions(["LimitRange"]),
          reasons: ["metadata.name: got no ResourceQuota in the namespace, expected one; add it"],
        },
        {
          why: "no limits",
          others: companions(["ResourceQuota"]),
          reasons: ["metadata.name: got no LimitRange in the namespace, expected one; add it"],
        },
      ],
      variants: [
        system,
        {
          why: "a quota of a namespace not known",
          others: [
            ...companions(["LimitRange"]),
            { type: "kubernetes:core/v1:ResourceQuota", name: "quota", props: { metadata: { namespace: NOT_KNOWN } } },
          ],
          outcome: "unknown",
        },
      ],
    }),
    ...(
      [
        ["ResourceQuota", "hard", "amounts", { cpu: "4" }],
        ["LimitRange", "limits", "limits", [{ type: "Container" }]],
      ] as const
    ).map(([kind, path, hint, value]): RuleCase => ({
      type: `kubernetes:core/v1:${kind}`,
      compliant: { spec: { [path]: value } },
      absent: { [`spec.${path}`]: "fail" },
      unknown: { [`spec.${path}`]: "pass" },
      breaks: [
        {
          why: "empty",
          change: { [`spec.${path}`]: [] },
          reasons: [`spec.${path}: got nothing, expected ${hint}; set spec.${path}`],
        },
      ],
    })),
  ],
  "K8S-16": [
    {
      type: SERVICE,
      compliant: { spec: { type: "LoadBalancer", loadBalancerSourceRanges: ["203.0.113.0/24"] } },
      absent: { "spec.type": "pass", "spec.externalIPs": "pass", [RANGES]: "fail", "metadata.annotations": "pass" },
      unknown: { "metadata.annotations": "pass" },
      breaks: [
        {
          why: "a port of every node",
          change: { "spec.type": "NodePort" },
          reasons: ["spec.type: got NodePort, expected ClusterIP or LoadBalancer; change spec.type"],
        },
        {
          why: "external addresses",
          change: { "spec.externalIPs": ["203.0.113.7"] },
          reasons: ["spec.externalIPs: got external addresses, expected none; remove them"],
        },
        {
          why: "everybody",
          change: { [RANGES]: ["0.0.0.0/0", "::/0"] },
          reasons: [`${RANGES}: got source range 0.0.0.0/0, ::/0, ${OPEN}`],
        },
        { why: "no ranges", change: { [RANGES]: [] }, reasons: [`${RANGES}: got a public load balancer, ${OPEN}`] },
      ],
      variants: [
        { why: "inside the cluster", change: { spec: { type: "ClusterIP" } }, outcome: "pass" },
        ...(
          [
            ["service.beta.kubernetes.io/aws-load-balancer-scheme", "internal"],
            ["service.beta.kubernetes.io/azure-load-balancer-internal", "true"],
            ["networking.gke.io/load-balancer-type", "Internal"],
          ] as const
        ).map(([name, value]) => ({
          why: name,
          change: { spec: { type: "LoadBalancer" }, "metadata.annotations": { [name]: value } },
          outcome: "pass" as const,
        })),
        {
          why: "annotations not known",
          change: { spec: { type: "LoadBalancer" }, "metadata.annotations": NOT_KNOWN },
          outcome: "unknown",
        },
      ],
    },
  ],
};
