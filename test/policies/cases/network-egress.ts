import type { RuleCases } from "../harness/rule-case.ts";

export const NETWORK_EGRESS_CASES: RuleCases = {
  "NET-11": [
    {
      type: "aws:ec2/securityGroup:SecurityGroup",
      compliant: {
        egress: [{ cidrBlocks: ["10.0.0.0/8"], ipv6CidrBlocks: ["fd00::/8"], fromPort: 0, toPort: 0, protocol: "-1" }],
      },
      absent: {
        "egress.cidrBlocks": "pass",
        "egress.ipv6CidrBlocks": "pass",
        "egress.fromPort": "pass",
        "egress.toPort": "pass",
        "egress.protocol": "pass",
      },
      unknown: { "egress.fromPort": "pass", "egress.toPort": "pass", "egress.protocol": "pass" },
      breaks: [
        {
          why: "everything to everywhere",
          change: { "egress.cidrBlocks": ["0.0.0.0/0"] },
          reasons: [
            "egress[0].cidrBlocks: got 0.0.0.0/0 on all ports, expected named ports or blocks; allow only what is needed",
          ],
        },
        {
          why: "everything to everywhere over IPv6",
          change: { "egress.ipv6CidrBlocks": ["::/0"] },
          reasons: [
            "egress[0].ipv6CidrBlocks: got ::/0 on all ports, expected named ports or blocks; allow only what is needed",
          ],
        },
        {
          why: "all ports to everywhere",
          change: {
            "egress.cidrBlocks": ["0.0.0.0/0"],
            "egress.protocol": "tcp",
            "egress.fromPort": 0,
            "egress.toPort": 65535,
          },
          reasons: [
            "egress[0].cidrBlocks: got 0.0.0.0/0 on all ports, expected named ports or blocks; allow only what is needed",
          ],
        },
      ],
      neutral: ["egress.fromPort", "egress.toPort"],
      variants: [
        {
          why: "HTTPS to everywhere",
          outcome: "pass",
          change: {
            "egress.cidrBlocks": ["0.0.0.0/0"],
            "egress.protocol": "tcp",
            "egress.fromPort": 443,
            "egress.toPort": 443,
          },
        },
        {
          why: "all but the last port",
          outcome: "pass",
          change: {
            "egress.cidrBlocks": ["0.0.0.0/0"],
            "egress.protocol": "tcp",
            "egress.fromPort": 0,
            "egress.toPort": 65534,
          },
        },
      ],
    },
    {
      type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
      compliant: { cidrIpv4: "10.0.0.0/8", cidrIpv6: "fd00::/8", fromPort: 0, toPort: 0, ipProtocol: "-1" },
      absent: { cidrIpv4: "pass", cidrIpv6: "pass", fromPort: "pass", toPort: "pass", ipProtocol: "pass" },
      unknown: { fromPort: "pass", toPort: "pass", ipProtocol: "pass" },
      breaks: [
        {
          why: "everything to everywhere",
          change: { cidrIpv4: "0.0.0.0/0" },
          reasons: ["cidrIpv4: got 0.0.0.0/0 on all ports, expected named ports or blocks; allow only what is needed"],
        },
        {
          why: "everything to everywhere over IPv6",
          change: { cidrIpv6: "::/0" },
          reasons: ["cidrIpv6: got ::/0 on all ports, expected named ports or blocks; allow only what is needed"],
        },
        {
          why: "all ports to everywhere",
          change: { cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 0, toPort: 65535 },
          reasons: ["cidrIpv4: got 0.0.0.0/0 on all ports, expected named ports or blocks; allow only what is needed"],
        },
      ],
      neutral: ["fromPort", "toPort"],
      variants: [
        {
          why: "HTTPS to everywhere",
          outcome: "pass",
          change: { cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 443, toPort: 443 },
        },
        {
          why: "all but the last port",
          outcome: "pass",
          change: { cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 0, toPort: 65534 },
        },
      ],
    },
    {
      type: "aws:ec2/securityGroupRule:SecurityGroupRule",
      compliant: {
        cidrBlocks: ["10.0.0.0/8"],
        ipv6CidrBlocks: ["fd00::/8"],
        fromPort: 0,
        toPort: 0,
        protocol: "-1",
        type: "egress",
      },
      absent: {
        type: "pass",
        cidrBlocks: "pass",
        ipv6CidrBlocks: "pass",
        fromPort: "pass",
        toPort: "pass",
        protocol: "pass",
      },
      unknown: { type: "pass", fromPort: "pass", toPort: "pass", protocol: "pass" },
      breaks: [
        {
          why: "everything to everywhere",
          change: { cidrBlocks: ["0.0.0.0/0"] },
          reasons: [
            "cidrBlocks: got 0.0.0.0/0 on all ports, expected named ports or blocks; allow only what is needed",
          ],
        },
        {
          why: "everything to everywhere over IPv6",
          change: { ipv6CidrBlocks: ["::/0"] },
          reasons: ["ipv6CidrBlocks: got ::/0 on all ports, expected named ports or blocks; allow only what is needed"],
        },
        {
          why: "all ports to everywhere",
          change: { cidrBlocks: ["0.0.0.0/0"], protocol: "tcp", fromPort: 0, toPort: 65535 },
          reasons: [
            "cidrBlocks: got 0.0.0.0/0 on all ports, expected named ports or blocks; allow only what is needed",
          ],
        },
      ],
      neutral: ["fromPort", "toPort"],
      variants: [
        {
          why: "HTTPS to everywhere",
          outcome: "pass",
          change: { cidrBlocks: ["0.0.0.0/0"], protocol: "tcp", fromPort: 443, toPort: 443 },
        },
        {
          why: "all but the last port",
          outcome: "pass",
          change: { cidrBlocks: ["0.0.0.0/0"], protocol: "tcp", fromPort: 0, toPort: 65534 },
        },
        { why: "ingress", outcome: "pass", change: { type: "ingress", cidrBlocks: ["0.0.0.0/0"] } },
      ],
    },
  ],
};
