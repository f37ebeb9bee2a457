import type { RuleCase, RuleCases } from "../harness/rule-case.ts";

export const TRANSPORT_DATABASES_ELSEWHERE_CASES: RuleCases = {
  "TLS-01": [
    ...["azure-native:dbformysql:Configuration", "azure-native:dbforpostgresql:Configuration"].map(
      (type): RuleCase => ({
        type,
        compliant: { configurationName: "require_secure_transport", value: "on" },
        absent: { configurationName: "not-applicable", value: "pass" },
        breaks: [
          {
            why: "plain connections",
            change: { value: "OFF" },
            reasons: ["value: got OFF, expected on; set it to on"],
          },
          {
            why: "TLS 1.1",
            change: { configurationName: "ssl_min_protocol_version", value: "TLSv1.1" },
            reasons: ["value: got TLSv1.1, expected TLSv1.2 or TLSv1.3; set it to TLSv1.2"],
          },
          {
            why: "TLS 1.1 beside 1.2",
            change: { configurationName: "tls_version", value: "TLSv1.1,TLSv1.2" },
            reasons: ["value: got TLSv1.1,TLSv1.2, expected TLSv1.2 or TLSv1.3; take the older ones out"],
          },
        ],
        variants: [
          {
            why: "TLS 1.2",
            outcome: "pass",
            change: { configurationName: "ssl_min_protocol_version", value: "TLSv1.2" },
          },
          {
            why: "TLS 1.2 and 1.3",
            outcome: "pass",
            change: { configurationName: "tls_version", value: "TLSv1.2,TLSv1.3" },
          },
          {
            why: "by the name of outputs",
            outcome: "pass",
            change: { configurationName: undefined, name: "require_secure_transport" },
          },
          {
            why: "another parameter",
            outcome: "not-applicable",
            change: { configurationName: "max_connections", value: "100" },
          },
        ],
      }),
    ),
    {
      type: "gcp:sql/databaseInstance:DatabaseInstance",
      compliant: { settings: { ipConfiguration: { sslMode: "ENCRYPTED_ONLY" } } },
      absent: { "settings.ipConfiguration.sslMode": "fail" },
      breaks: [
        {
          why: "plain connections",
          change: { "settings.ipConfiguration.sslMode": "ALLOW_UNENCRYPTED_AND_ENCRYPTED" },
          reasons: [
            "settings.ipConfiguration.sslMode: got ALLOW_UNENCRYPTED_AND_ENCRYPTED, expected ENCRYPTED_ONLY or TRUSTED_CLIENT_CERTIFICATE_REQUIRED; set settings.ipConfiguration.sslMode",
          ],
        },
      ],
      variants: [
        {
          why: "with client certificates",
          outcome: "pass",
          change: { "settings.ipConfiguration.sslMode": "TRUSTED_CLIENT_CERTIFICATE_REQUIRED" },
        },
      ],
    },
  ],
};
