import type { RuleCase, RuleCases } from "../harness/rule-case.ts";

const TOKENS = "metadataOptions.httpTokens";
const HOPS = "metadataOptions.httpPutResponseHopLimit";
const ENDPOINT = "metadataOptions.httpEndpoint";

function machine(type: string): RuleCase {
  const template = type === "aws:ec2/instance:Instance";
  return {
    type,
    compliant: { metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 } },
    absent: { [TOKENS]: "fail", [ENDPOINT]: "pass", [HOPS]: "pass" },
    unknown: { [ENDPOINT]: "pass" },
    breaks: [
      {
        why: "version 1 too",
        change: { [TOKENS]: "optional" },
        reasons: [
          `${TOKENS}: got optional, expected required; set ${TOKENS} to required`,
          `${ENDPOINT}: got nothing (the provider's default is enabled), expected disabled; set ${ENDPOINT} to disabled`,
        ],
      },
      { why: "two hops", change: { [HOPS]: 2 }, reasons: [`${HOPS}: got 2, expected 1 hop; change ${HOPS}`] },
      {
        why: "three hops of a node",
        change: { [HOPS]: 3, tags: { "kubernetes.io/cluster/blue": "owned" } },
        reasons: [`${HOPS}: got 3, expected 1 to 2 hops for a node of a cluster; change ${HOPS}`],
      },
      { why: "no hop", change: { [HOPS]: 0 }, reasons: [`${HOPS}: got 0, expected 1 hop; change ${HOPS}`] },
    ],
    variants: [
      {
        why: "two hops of a node",
        change: { [HOPS]: 2, tagSpecifications: [{ tags: { "eks:cluster-name": "blue" } }] },
        outcome: "pass",
      },
      { why: "no metadata at all", change: { metadataOptions: { httpEndpoint: "disabled" } }, outcome: "pass" },
      ...(template
        ? [
            {
              why: "what its template says",
              change: { metadataOptions: undefined, launchTemplate: { id: "lt-1" } },
              outcome: "not-applicable" as const,
            },
          ]
        : []),
    ],
  };
}
export const MACHINE_CASES: RuleCases = {
  "IAM-09": [
    machine("aws:ec2/launchTemplate:LaunchTemplate"),
    machine("aws:ec2/instance:Instance"),
    machine("aws:ec2/launchConfiguration:LaunchConfiguration"),
    {
      type: "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
      compliant: { httpTokens: "required" },
      absent: { httpTokens: "fail" },
      breaks: [
        {
          why: "version 1 too",
          change: { httpTokens: "optional" },
          reasons: ["httpTokens: got optional, expected required; set httpTokens"],
        },
      ],
    },
  ],
};
