import { NOT_YET_KNOWN, type RuleCase, type RuleCases } from "../harness/rule-case.ts";

export const TRANSPORT_OBJECTS_CASES: RuleCases = {
  "TLS-04": [
    ...["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"].map((type): RuleCase => ({
      type,
      compliant: {},
      others: [
        {
          type: "aws:s3/bucketPolicy:BucketPolicy",
          name: "policy",
          props: { bucket: NOT_YET_KNOWN },
          refersTo: { bucket: ["subject"] },
        },
      ],
      absent: {},
      breaks: [
        {
          why: "no policy",
          others: [],
          reasons: [
            ": got no bucket policy that refuses plain HTTP, expected one; add aws:s3/bucketPolicy:BucketPolicy with bucket of it",
          ],
        },
        {
          why: "a policy of another bucket",
          others: [{ type: "aws:s3/bucketPolicy:BucketPolicy", name: "policy", props: { bucket: "other" } }],
          reasons: [
            ": got no bucket policy that refuses plain HTTP, expected one; add aws:s3/bucketPolicy:BucketPolicy with bucket of it",
          ],
        },
      ],
      variants: [
        {
          why: "a policy of a bucket not known",
          outcome: "unknown",
          others: [{ type: "aws:s3/bucketPolicy:BucketPolicy", name: "policy", props: { bucket: NOT_YET_KNOWN } }],
        },
      ],
    })),
    {
      type: "aws:s3/bucketPolicy:BucketPolicy",
      compliant: {
        policy:
          '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}},{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"NumericLessThan":{"s3:TlsVersion":"1.2"}}}]}',
      },
      absent: { policy: "fail" },
      breaks: [
        {
          why: "plain HTTP",
          change: {
            policy:
              '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"NumericLessThan":{"s3:TlsVersion":"1.2"}}}]}',
          },
          reasons: [
            "policy.Statement: got none that denies s3:* to all without aws:SecureTransport, expected one; add it",
          ],
        },
        {
          why: "old TLS",
          change: {
            policy:
              '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}',
          },
          reasons: [
            "policy.Statement: got none that denies s3:* to all with s3:TlsVersion below 1.2, expected one; add it",
          ],
        },
        {
          why: "TLS 1.1",
          change: {
            policy:
              '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}},{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"NumericLessThan":{"s3:TlsVersion":"1.1"}}}]}',
          },
          reasons: [
            "policy.Statement: got none that denies s3:* to all with s3:TlsVersion below 1.2, expected one; add it",
          ],
        },
        {
          why: "plain HTTP refused to some",
          change: {
            policy:
              '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"NumericLessThan":{"s3:TlsVersion":"1.2"}}},{"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}',
          },
          reasons: [
            "policy.Statement: got none that denies s3:* to all without aws:SecureTransport, expected one; add it",
          ],
        },
        {
          why: "plain HTTP refused for reading",
          change: {
            policy:
              '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"NumericLessThan":{"s3:TlsVersion":"1.2"}}},{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"s3:GetObject","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}',
          },
          reasons: [
            "policy.Statement: got none that denies s3:* to all without aws:SecureTransport, expected one; add it",
          ],
        },
        {
          why: "plain HTTP refused on the bucket alone",
          change: {
            policy:
              '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"NumericLessThan":{"s3:TlsVersion":"1.2"}}},{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"s3:*","Resource":"arn:aws:s3:::b","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}',
          },
          reasons: [
            "policy.Statement: got none that denies s3:* to all without aws:SecureTransport, expected one; add it",
          ],
        },
        {
          why: "plain HTTP refused where something else holds too",
          change: {
            policy:
              '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"NumericLessThan":{"s3:TlsVersion":"1.2"}}},{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"},"StringEquals":{"aws:PrincipalAccount":"111122223333"}}}]}',
          },
          reasons: [
            "policy.Statement: got none that denies s3:* to all without aws:SecureTransport, expected one; add it",
          ],
        },
        {
          why: "an allow",
          change: {
            policy:
              '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"NumericLessThan":{"s3:TlsVersion":"1.2"}}},{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}',
          },
          reasons: [
            "policy.Statement: got none that denies s3:* to all without aws:SecureTransport, expected one; add it",
          ],
        },
        {
          why: "no policy at all",
          change: { policy: "{}" },
          reasons: [
            "policy.Statement: got none that denies s3:* to all without aws:SecureTransport, expected one; add it",
            "policy.Statement: got none that denies s3:* to all with s3:TlsVersion below 1.2, expected one; add it",
          ],
        },
        {
          why: "no JSON",
          change: { policy: "x" },
          reasons: [
            "policy.Statement: got none that denies s3:* to all without aws:SecureTransport, expected one; add it",
            "policy.Statement: got none that denies s3:* to all with s3:TlsVersion below 1.2, expected one; add it",
          ],
        },
      ],
      variants: [
        {
          why: "for * and all actions",
          outcome: "pass",
          change: {
            policy:
              '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}},{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"NumericLessThan":{"s3:TlsVersion":"1.2"}}}]}',
          },
        },
        { why: "statements not known", outcome: "unknown", change: { policy: { Statement: NOT_YET_KNOWN } } },
      ],
    },
    {
      type: "azure-native:storage:StorageAccount",
      compliant: { enableHttpsTrafficOnly: true, minimumTlsVersion: "TLS1_2" },
      absent: { enableHttpsTrafficOnly: "pass", minimumTlsVersion: "fail" },
      breaks: [
        {
          why: "plain HTTP",
          change: { enableHttpsTrafficOnly: false },
          reasons: ["enableHttpsTrafficOnly: got false, expected true; set enableHttpsTrafficOnly to true"],
        },
        {
          why: "TLS 1.1",
          change: { minimumTlsVersion: "TLS1_1" },
          reasons: ["minimumTlsVersion: got TLS1_1, expected TLS1_2 or TLS1_3; set minimumTlsVersion"],
        },
      ],
      variants: [{ why: "TLS 1.3", outcome: "pass", change: { minimumTlsVersion: "TLS1_3" } }],
    },
  ],
  "TLS-05": [
    ...["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"].map((type): RuleCase => ({
      type,
      compliant: { domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10" } },
      absent: { "domainEndpointOptions.enforceHttps": "pass", "domainEndpointOptions.tlsSecurityPolicy": "fail" },
      breaks: [
        {
          why: "plain HTTP",
          change: { "domainEndpointOptions.enforceHttps": false },
          reasons: [
            "domainEndpointOptions.enforceHttps: got false, expected true; set domainEndpointOptions.enforceHttps to true",
          ],
        },
        {
          why: "TLS 1.0",
          change: { "domainEndpointOptions.tlsSecurityPolicy": "Policy-Min-TLS-1-0-2019-07" },
          reasons: [
            "domainEndpointOptions.tlsSecurityPolicy: got Policy-Min-TLS-1-0-2019-07, expected Policy-Min-TLS-1-2-*; set domainEndpointOptions.tlsSecurityPolicy",
          ],
        },
      ],
      variants: [
        {
          why: "TLS 1.2",
          outcome: "pass",
          change: { "domainEndpointOptions.tlsSecurityPolicy": "Policy-Min-TLS-1-2-2019-07" },
        },
      ],
    })),
  ],
};
