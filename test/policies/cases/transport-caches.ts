import type { RuleCases } from "../harness/rule-case.ts";

export const TRANSPORT_CACHES_CASES: RuleCases = {
  "TLS-02": [
    {
      type: "aws:elasticache/replicationGroup:ReplicationGroup",
      compliant: { transitEncryptionEnabled: true, transitEncryptionMode: "required" },
      absent: { transitEncryptionEnabled: "fail", transitEncryptionMode: "pass" },
      breaks: [
        {
          why: "off",
          change: { transitEncryptionEnabled: false },
          reasons: ["transitEncryptionEnabled: got false, expected true; set transitEncryptionEnabled to true"],
        },
        {
          why: "plain connections too",
          change: { transitEncryptionMode: "preferred" },
          reasons: ["transitEncryptionMode: got preferred, expected another value; change transitEncryptionMode"],
        },
      ],
    },
    {
      type: "aws:elasticache/cluster:Cluster",
      compliant: { transitEncryptionEnabled: true },
      absent: { transitEncryptionEnabled: "fail" },
      breaks: [
        {
          why: "off",
          change: { transitEncryptionEnabled: false },
          reasons: ["transitEncryptionEnabled: got false, expected true; set transitEncryptionEnabled to true"],
        },
      ],
      variants: [
        {
          why: "a member of a group",
          outcome: "not-applicable",
          change: { replicationGroupId: "group", transitEncryptionEnabled: undefined },
        },
      ],
    },
    {
      type: "aws:memorydb/cluster:Cluster",
      compliant: { tlsEnabled: true },
      absent: { tlsEnabled: "pass" },
      breaks: [
        {
          why: "off",
          change: { tlsEnabled: false },
          reasons: ["tlsEnabled: got false, expected true; set tlsEnabled to true"],
        },
      ],
    },
    {
      type: "azure-native:redis:Redis",
      compliant: { enableNonSslPort: false, minimumTlsVersion: "1.2" },
      absent: { enableNonSslPort: "pass", minimumTlsVersion: "fail" },
      breaks: [
        {
          why: "the plain port",
          change: { enableNonSslPort: true },
          reasons: ["enableNonSslPort: got true, expected false; set enableNonSslPort to false"],
        },
        {
          why: "TLS 1.1",
          change: { minimumTlsVersion: "1.1" },
          reasons: ["minimumTlsVersion: got 1.1, expected 1.2 or 1.3; set minimumTlsVersion"],
        },
      ],
      variants: [{ why: "TLS 1.3", outcome: "pass", change: { minimumTlsVersion: "1.3" } }],
    },
    {
      type: "azure-native:redisenterprise:RedisEnterprise",
      compliant: { minimumTlsVersion: "1.2" },
      absent: { minimumTlsVersion: "pass" },
      breaks: [
        {
          why: "TLS 1.1",
          change: { minimumTlsVersion: "1.1" },
          reasons: ["minimumTlsVersion: got 1.1, expected 1.2 or 1.3; set minimumTlsVersion"],
        },
      ],
    },
    {
      type: "azure-native:redisenterprise:Database",
      compliant: { clientProtocol: "Encrypted" },
      absent: { clientProtocol: "pass" },
      breaks: [
        {
          why: "plain",
          change: { clientProtocol: "Plaintext" },
          reasons: ["clientProtocol: got Plaintext, expected Encrypted; set clientProtocol to Encrypted"],
        },
      ],
    },
    {
      type: "gcp:redis/instance:Instance",
      compliant: { transitEncryptionMode: "SERVER_AUTHENTICATION" },
      absent: { transitEncryptionMode: "fail" },
      breaks: [
        {
          why: "off",
          change: { transitEncryptionMode: "DISABLED" },
          reasons: [
            "transitEncryptionMode: got DISABLED, expected SERVER_AUTHENTICATION; set transitEncryptionMode to SERVER_AUTHENTICATION",
          ],
        },
      ],
    },
    {
      type: "gcp:redis/cluster:Cluster",
      compliant: { transitEncryptionMode: "TRANSIT_ENCRYPTION_MODE_SERVER_AUTHENTICATION" },
      absent: { transitEncryptionMode: "fail" },
      breaks: [
        {
          why: "off",
          change: { transitEncryptionMode: "TRANSIT_ENCRYPTION_MODE_DISABLED" },
          reasons: [
            "transitEncryptionMode: got TRANSIT_ENCRYPTION_MODE_DISABLED, expected TRANSIT_ENCRYPTION_MODE_SERVER_AUTHENTICATION; set transitEncryptionMode to TRANSIT_ENCRYPTION_MODE_SERVER_AUTHENTICATION",
          ],
        },
      ],
    },
    {
      type: "gcp:memorystore/instance:Instance",
      compliant: { transitEncryptionMode: "SERVER_AUTHENTICATION" },
      absent: { transitEncryptionMode: "fail" },
      breaks: [
        {
          why: "off",
          change: { transitEncryptionMode: "TRANSIT_ENCRYPTION_DISABLED" },
          reasons: [
            "transitEncryptionMode: got TRANSIT_ENCRYPTION_DISABLED, expected SERVER_AUTHENTICATION; set transitEncryptionMode to SERVER_AUTHENTICATION",
          ],
        },
      ],
    },
  ],
};
