import { NOT_YET_KNOWN, type RuleCases } from "../harness/rule-case.ts";

export const NETWORK_ACCESS_LISTS_CASES: RuleCases = {
  "NET-12": [
    {
      type: "aws:ec2/networkAcl:NetworkAcl",
      compliant: {
        ingress: [
          {
            ruleNo: 100,
            action: "allow",
            protocol: "tcp",
            fromPort: 22,
            toPort: 22,
            cidrBlock: "10.0.0.0/8",
            ipv6CidrBlock: "fd00::/8",
          },
        ],
      },
      absent: {
        "ingress.cidrBlock": "pass",
        "ingress.ipv6CidrBlock": "pass",
        "ingress.fromPort": "pass",
        "ingress.toPort": "pass",
        "ingress.protocol": "pass",
        "ingress.action": "pass",
        "ingress.ruleNo": "pass",
      },
      unknown: {
        "ingress.fromPort": "pass",
        "ingress.toPort": "pass",
        "ingress.protocol": "pass",
        "ingress.action": "pass",
      },
      breaks: [
        {
          why: "SSH from the internet",
          change: { "ingress.0.cidrBlock": "0.0.0.0/0" },
          reasons: ["ingress: got port 22 open to the internet, expected none; refuse them before what is allowed"],
        },
        {
          why: "SSH from the internet over IPv6",
          change: { "ingress.0.ipv6CidrBlock": "::/0" },
          reasons: ["ingress: got port 22 open to the internet, expected none; refuse them before what is allowed"],
        },
        {
          why: "RDP from the internet",
          change: { "ingress.0.cidrBlock": "0.0.0.0/0", "ingress.0.fromPort": 3389, "ingress.0.toPort": 3389 },
          reasons: ["ingress: got port 3389 open to the internet, expected none; refuse them before what is allowed"],
        },
        {
          why: "everything from the internet",
          change: { "ingress.0.cidrBlock": "0.0.0.0/0", "ingress.0.protocol": "-1" },
          reasons: [
            "ingress: got ports 22, 3389 open to the internet, expected none; refuse them before what is allowed",
          ],
        },
        {
          why: "refused only after it is allowed",
          change: {
            ingress: [
              { ruleNo: 200, action: "deny", protocol: "-1", cidrBlock: "0.0.0.0/0" },
              { ruleNo: 100, action: "allow", protocol: "-1", cidrBlock: "0.0.0.0/0" },
            ],
          },
          reasons: [
            "ingress: got ports 22, 3389 open to the internet, expected none; refuse them before what is allowed",
          ],
        },
      ],
      neutral: ["ingress.fromPort", "ingress.toPort", "ingress.ruleNo"],
      variants: [
        {
          why: "beside SSH and RDP",
          outcome: "pass",
          change: { "ingress.0.cidrBlock": "0.0.0.0/0", "ingress.0.fromPort": 23, "ingress.0.toPort": 3388 },
        },
        { why: "UDP", outcome: "pass", change: { "ingress.0.cidrBlock": "0.0.0.0/0", "ingress.0.protocol": "udp" } },
        {
          why: "refused before it is allowed",
          outcome: "pass",
          change: {
            ingress: [
              { ruleNo: 200, action: "allow", protocol: "-1", cidrBlock: "0.0.0.0/0" },
              { ruleNo: 100, action: "deny", protocol: "-1", cidrBlock: "0.0.0.0/0" },
            ],
          },
        },
        {
          why: "action not known",
          outcome: "unknown",
          change: { "ingress.0.cidrBlock": "0.0.0.0/0", "ingress.0.action": NOT_YET_KNOWN },
        },
        { why: "list not known", outcome: "unknown", change: { ingress: NOT_YET_KNOWN } },
      ],
    },
    {
      type: "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
      compliant: {
        ingress: [
          {
            ruleNo: 100,
            action: "allow",
            protocol: "tcp",
            fromPort: 22,
            toPort: 22,
            cidrBlock: "10.0.0.0/8",
            ipv6CidrBlock: "fd00::/8",
          },
        ],
      },
      absent: {
        "ingress.cidrBlock": "pass",
        "ingress.ipv6CidrBlock": "pass",
        "ingress.fromPort": "pass",
        "ingress.toPort": "pass",
        "ingress.protocol": "pass",
        "ingress.action": "pass",
        "ingress.ruleNo": "pass",
      },
      unknown: {
        "ingress.fromPort": "pass",
        "ingress.toPort": "pass",
        "ingress.protocol": "pass",
        "ingress.action": "pass",
      },
      breaks: [
        {
          why: "SSH from the internet",
          change: { "ingress.0.cidrBlock": "0.0.0.0/0" },
          reasons: ["ingress: got port 22 open to the internet, expected none; refuse them before what is allowed"],
        },
        {
          why: "SSH from the internet over IPv6",
          change: { "ingress.0.ipv6CidrBlock": "::/0" },
          reasons: ["ingress: got port 22 open to the internet, expected none; refuse them before what is allowed"],
        },
        {
          why: "RDP from the internet",
          change: { "ingress.0.cidrBlock": "0.0.0.0/0", "ingress.0.fromPort": 3389, "ingress.0.toPort": 3389 },
          reasons: ["ingress: got port 3389 open to the internet, expected none; refuse them before what is allowed"],
        },
        {
          why: "everything from the internet",
          change: { "ingress.0.cidrBlock": "0.0.0.0/0", "ingress.0.protocol": "-1" },
          reasons: [
            "ingress: got ports 22, 3389 open to the internet, expected none; refuse them before what is allowed",
          ],
        },
        {
          why: "refused only after it is allowed",
          change: {
            ingress: [
              { ruleNo: 200, action: "deny", protocol: "-1", cidrBlock: "0.0.0.0/0" },
              { ruleNo: 100, action: "allow", protocol: "-1", cidrBlock: "0.0.0.0/0" },
            ],
          },
          reasons: [
            "ingress: got ports 22, 3389 open to the internet, expected none; refuse them before what is allowed",
          ],
        },
      ],
      neutral: ["ingress.fromPort", "ingress.toPort", "ingress.ruleNo"],
      variants: [
        {
          why: "beside SSH and RDP",
          outcome: "pass",
          change: { "ingress.0.cidrBlock": "0.0.0.0/0", "ingress.0.fromPort": 23, "ingress.0.toPort": 3388 },
        },
        { why: "UDP", outcome: "pass", change: { "ingress.0.cidrBlock": "0.0.0.0/0", "ingress.0.protocol": "udp" } },
        {
          why: "refused before it is allowed",
          outcome: "pass",
          change: {
            ingress: [
              { ruleNo: 200, action: "allow", protocol: "-1", cidrBlock: "0.0.0.0/0" },
              { ruleNo: 100, action: "deny", protocol: "-1", cidrBlock: "0.0.0.0/0" },
            ],
          },
        },
        {
          why: "action not known",
          outcome: "unknown",
          change: { "ingress.0.cidrBlock": "0.0.0.0/0", "ingress.0.action": NOT_YET_KNOWN },
        },
        { why: "list not known", outcome: "unknown", change: { ingress: NOT_YET_KNOWN } },
      ],
    },
    {
      type: "aws:ec2/networkAclRule:NetworkAclRule",
      compliant: {
        egress: false,
        ruleAction: "allow",
        protocol: "tcp",
        fromPort: 22,
        toPort: 22,
        cidrBlock: "10.0.0.0/8",
        ipv6CidrBlock: "fd00::/8",
      },
      absent: {
        cidrBlock: "pass",
        ipv6CidrBlock: "pass",
        fromPort: "pass",
        toPort: "pass",
        protocol: "pass",
        ruleAction: "pass",
        egress: "pass",
      },
      unknown: { fromPort: "pass", toPort: "pass", protocol: "pass", ruleAction: "pass", egress: "pass" },
      breaks: [
        {
          why: "SSH from the internet",
          change: { cidrBlock: "0.0.0.0/0" },
          reasons: ["cidrBlock: got port 22 open to the internet, expected none; refuse them before what is allowed"],
        },
        {
          why: "SSH from the internet over IPv6",
          change: { ipv6CidrBlock: "::/0" },
          reasons: ["cidrBlock: got port 22 open to the internet, expected none; refuse them before what is allowed"],
        },
      ],
      neutral: ["fromPort", "toPort", "egress"],
      variants: [
        { why: "what goes out", outcome: "pass", change: { egress: true, cidrBlock: "0.0.0.0/0" } },
        { why: "refused", outcome: "pass", change: { ruleAction: "deny", cidrBlock: "0.0.0.0/0" } },
        { why: "beside SSH", outcome: "pass", change: { fromPort: 23, toPort: 23, cidrBlock: "0.0.0.0/0" } },
        { why: "direction not known", outcome: "unknown", change: { egress: NOT_YET_KNOWN, cidrBlock: "0.0.0.0/0" } },
      ],
    },
  ],
};
