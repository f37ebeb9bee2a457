import { NOT_YET_KNOWN, type RuleCases } from "../harness/rule-case.ts";

export const NETWORK_EGRESS_ELSEWHERE_CASES: RuleCases = {
  "NET-11": [
    {
      type: "gcp:compute/network:Network",
      compliant: {},
      others: [
        {
          type: "gcp:compute/firewall:Firewall",
          name: "deny",
          props: { direction: "EGRESS", denies: [{ protocol: "all" }], destinationRanges: ["0.0.0.0/0"] },
          refersTo: { network: ["subject"] },
        },
      ],
      absent: {},
      breaks: [
        {
          why: "no rule",
          others: [],
          reasons: [
            ": got no egress rule that refuses the rest, expected one; add a firewall that denies all to 0.0.0.0/0",
          ],
        },
        {
          why: "a rule for some machines",
          others: [
            {
              type: "gcp:compute/firewall:Firewall",
              name: "deny",
              props: {
                direction: "EGRESS",
                denies: [{ protocol: "all" }],
                destinationRanges: ["0.0.0.0/0"],
                targetTags: ["a"],
              },
              refersTo: { network: ["subject"] },
            },
          ],
          reasons: [
            ": got no egress rule that refuses the rest, expected one; add a firewall that denies all to 0.0.0.0/0",
          ],
        },
        {
          why: "a rule that is off",
          others: [
            {
              type: "gcp:compute/firewall:Firewall",
              name: "deny",
              props: {
                direction: "EGRESS",
                denies: [{ protocol: "all" }],
                destinationRanges: ["0.0.0.0/0"],
                disabled: true,
              },
              refersTo: { network: ["subject"] },
            },
          ],
          reasons: [
            ": got no egress rule that refuses the rest, expected one; add a firewall that denies all to 0.0.0.0/0",
          ],
        },
        {
          why: "a rule for TCP",
          others: [
            {
              type: "gcp:compute/firewall:Firewall",
              name: "deny",
              props: { direction: "EGRESS", denies: [{ protocol: "tcp" }], destinationRanges: ["0.0.0.0/0"] },
              refersTo: { network: ["subject"] },
            },
          ],
          reasons: [
            ": got no egress rule that refuses the rest, expected one; add a firewall that denies all to 0.0.0.0/0",
          ],
        },
        {
          why: "a rule for some addresses",
          others: [
            {
              type: "gcp:compute/firewall:Firewall",
              name: "deny",
              props: { direction: "EGRESS", denies: [{ protocol: "all" }], destinationRanges: ["10.0.0.0/8"] },
              refersTo: { network: ["subject"] },
            },
          ],
          reasons: [
            ": got no egress rule that refuses the rest, expected one; add a firewall that denies all to 0.0.0.0/0",
          ],
        },
        {
          why: "a rule for what comes in",
          others: [
            {
              type: "gcp:compute/firewall:Firewall",
              name: "deny",
              props: { direction: "INGRESS", denies: [{ protocol: "all" }], destinationRanges: ["0.0.0.0/0"] },
              refersTo: { network: ["subject"] },
            },
          ],
          reasons: [
            ": got no egress rule that refuses the rest, expected one; add a firewall that denies all to 0.0.0.0/0",
          ],
        },
      ],
      variants: [
        {
          why: "for all addresses by default",
          outcome: "pass",
          others: [
            {
              type: "gcp:compute/firewall:Firewall",
              name: "deny",
              props: { direction: "EGRESS", denies: [{ protocol: "all" }], destinationRanges: undefined },
              refersTo: { network: ["subject"] },
            },
          ],
        },
        {
          why: "denials not known",
          outcome: "unknown",
          others: [
            {
              type: "gcp:compute/firewall:Firewall",
              name: "deny",
              props: { direction: "EGRESS", denies: NOT_YET_KNOWN, destinationRanges: ["0.0.0.0/0"] },
              refersTo: { network: ["subject"] },
            },
          ],
        },
        {
          why: "a rule of a network not known",
          outcome: "unknown",
          others: [{ type: "gcp:compute/firewall:Firewall", name: "deny", props: { network: NOT_YET_KNOWN } }],
        },
      ],
    },
    {
      type: "gcp:compute/firewall:Firewall",
      compliant: {
        direction: "EGRESS",
        disabled: false,
        destinationRanges: ["10.0.0.0/8"],
        allows: [{ protocol: "tcp", ports: ["0-65535"] }],
      },
      absent: {
        direction: "pass",
        destinationRanges: "fail",
        "allows.protocol": "pass",
        "allows.ports": "pass",
        disabled: "pass",
      },
      unknown: { direction: "pass", "allows.protocol": "pass", "allows.ports": "pass", disabled: "pass" },
      breaks: [
        {
          why: "everything to everywhere",
          change: { destinationRanges: ["0.0.0.0/0"] },
          reasons: [
            "destinationRanges: got 0.0.0.0/0 on all ports, expected named ports or blocks; allow only what is needed",
          ],
        },
      ],
      neutral: ["disabled"],
      variants: [
        {
          why: "HTTPS to everywhere",
          outcome: "pass",
          change: { destinationRanges: ["0.0.0.0/0"], "allows.0.ports": ["443"] },
        },
        { why: "what comes in", outcome: "pass", change: { direction: "INGRESS", destinationRanges: ["0.0.0.0/0"] } },
        { why: "off", outcome: "pass", change: { disabled: true, destinationRanges: ["0.0.0.0/0"] } },
      ],
    },
    {
      type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
      compliant: {
        metadata: { namespace: "app" },
        spec: {
          podSelector: { matchLabels: { app: "web" } },
          policyTypes: ["Ingress", "Egress"],
          egress: [{ to: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }],
        },
      },
      absent: { "spec.policyTypes": "pass", "spec.egress": "pass" },
      breaks: [
        {
          why: "only what comes in",
          change: { "spec.policyTypes": ["Ingress"] },
          reasons: ["spec.policyTypes: got no Egress, expected Ingress and Egress; add Egress and the rules it needs"],
        },
        {
          why: "everything",
          change: { "spec.egress": [{}] },
          reasons: ["spec.egress[0]: got everywhere on all ports, expected named peers or ports; name them"],
        },
        {
          why: "everywhere",
          change: { "spec.egress": [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }] },
          reasons: ["spec.egress[0]: got everywhere on all ports, expected named peers or ports; name them"],
        },
        {
          why: "another policy of another namespace",
          change: { "spec.policyTypes": ["Ingress"] },
          others: [
            {
              type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
              name: "all",
              props: { metadata: { namespace: "other" }, spec: { podSelector: {}, policyTypes: ["Egress"] } },
            },
          ],
          reasons: ["spec.policyTypes: got no Egress, expected Ingress and Egress; add Egress and the rules it needs"],
        },
      ],
      variants: [
        { why: "nothing leaves", outcome: "pass", change: { "spec.egress": undefined } },
        {
          why: "HTTPS to everywhere",
          outcome: "pass",
          change: { "spec.egress": [{ ports: [{ port: 443 }], to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }] },
        },
        {
          why: "another policy for all pods",
          outcome: "pass",
          others: [
            {
              type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
              name: "all",
              props: { metadata: { namespace: "app" }, spec: { podSelector: {}, policyTypes: ["Egress"] } },
            },
          ],
          change: { "spec.policyTypes": ["Ingress"] },
        },
      ],
    },
  ],
};
