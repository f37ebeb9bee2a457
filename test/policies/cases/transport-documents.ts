import type { RuleCases } from "../harness/rule-case.ts";

export const TRANSPORT_DOCUMENTS_CASES: RuleCases = {
  "TLS-03": [
    {
      type: "aws:docdb/clusterParameterGroup:ClusterParameterGroup",
      compliant: { parameters: [{ name: "tls", value: "tls1.2+" }] },
      absent: { parameters: "fail" },
      breaks: [
        {
          why: "off",
          change: { parameters: [{ name: "tls", value: "disabled" }] },
          reasons: ["parameters: got tls disabled, expected tls1.2+ or tls1.3+ or fips-140-3; set it in the group"],
        },
        {
          why: "TLS 1.0 too",
          change: { parameters: [{ name: "tls", value: "enabled" }] },
          reasons: ["parameters: got tls enabled, expected tls1.2+ or tls1.3+ or fips-140-3; set it in the group"],
        },
        {
          why: "by default",
          change: { parameters: [] },
          reasons: [
            "parameters: got tls nothing (the provider's default is enabled), expected tls1.2+ or tls1.3+ or fips-140-3; set it in the group",
          ],
        },
      ],
      variants: [
        { why: "TLS 1.3", outcome: "pass", change: { parameters: [{ name: "tls", value: "tls1.3+" }] } },
        { why: "FIPS", outcome: "pass", change: { parameters: [{ name: "tls", value: "fips-140-3" }] } },
      ],
    },
    {
      type: "aws:docdb/cluster:Cluster",
      compliant: { dbClusterParameterGroupName: "own" },
      others: [
        { type: "aws:docdb/clusterParameterGroup:ClusterParameterGroup", name: "group", props: { name: "own" } },
      ],
      absent: { dbClusterParameterGroupName: "fail" },
      breaks: [
        {
          why: "the default group",
          change: { dbClusterParameterGroupName: "default.docdb5.0" },
          reasons: [
            ": got the default parameter group, expected tls1.2+ or tls1.3+ or fips-140-3 for tls; add a group",
          ],
        },
      ],
      variants: [
        { why: "a group of another stack", outcome: "unknown", change: { dbClusterParameterGroupName: "elsewhere" } },
      ],
    },
    {
      type: "azure-native:cosmosdb:DatabaseAccount",
      compliant: { minimalTlsVersion: "Tls12" },
      absent: { minimalTlsVersion: "pass" },
      breaks: [
        {
          why: "TLS 1.1",
          change: { minimalTlsVersion: "Tls11" },
          reasons: ["minimalTlsVersion: got Tls11, expected Tls12; set minimalTlsVersion to Tls12"],
        },
      ],
    },
  ],
};
