import type { RuleCase, RuleCases } from "../harness/rule-case.ts";

export const EXPOSURE_GRANTS_CASES: RuleCases = {
  "PUB-04": [
    {
      type: "aws:s3/bucket:Bucket",
      compliant: { acl: "private" },
      absent: { acl: "pass" },
      breaks: [
        {
          why: "public-read",
          change: { acl: "public-read" },
          reasons: ["acl: got public-read, expected another value; change acl"],
        },
        {
          why: "public-read-write",
          change: { acl: "public-read-write" },
          reasons: ["acl: got public-read-write, expected another value; change acl"],
        },
        {
          why: "authenticated-read",
          change: { acl: "authenticated-read" },
          reasons: ["acl: got authenticated-read, expected another value; change acl"],
        },
      ],
    },
    ...["aws:s3/bucketAcl:BucketAcl", "aws:s3/bucketAclV2:BucketAclV2"].map((type): RuleCase => ({
      type,
      compliant: {
        acl: "private",
        accessControlPolicy: { grants: [{ grantee: { uri: "http://acs.amazonaws.com/groups/s3/LogDelivery" } }] },
      },
      absent: { acl: "pass", "accessControlPolicy.grants.grantee.uri": "pass" },
      breaks: [
        {
          why: "public-read",
          change: { acl: "public-read" },
          reasons: ["acl: got public-read, expected another value; change acl"],
        },
        {
          why: "public-read-write",
          change: { acl: "public-read-write" },
          reasons: ["acl: got public-read-write, expected another value; change acl"],
        },
        {
          why: "authenticated-read",
          change: { acl: "authenticated-read" },
          reasons: ["acl: got authenticated-read, expected another value; change acl"],
        },
        {
          why: "AllUsers",
          change: { "accessControlPolicy.grants.0.grantee.uri": "http://acs.amazonaws.com/groups/global/AllUsers" },
          reasons: [
            "accessControlPolicy.grants[0].grantee.uri: got http://acs.amazonaws.com/groups/global/AllUsers, expected another value; change grantee.uri",
          ],
        },
        {
          why: "AuthenticatedUsers",
          change: {
            "accessControlPolicy.grants.0.grantee.uri": "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
          },
          reasons: [
            "accessControlPolicy.grants[0].grantee.uri: got http://acs.amazonaws.com/groups/global/AuthenticatedUsers, expected another value; change grantee.uri",
          ],
        },
      ],
    })),
    {
      type: "aws:s3/bucketPolicy:BucketPolicy",
      compliant: {
        policy:
          '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"s3:GetObject","Resource":"*"}]}',
      },
      absent: { policy: "pass" },
      breaks: [
        {
          why: "everybody",
          change: {
            policy: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}',
          },
          reasons: [
            "policy.Statement: got one that allows * without a condition on who, expected named principals; name them",
          ],
        },
        {
          why: "everybody by another word",
          change: {
            policy:
              '{"Statement":[{"Effect":"Allow","Principal":{"AWS":["*"]},"Action":"s3:GetObject","Resource":"*"}]}',
          },
          reasons: [
            "policy.Statement: got one that allows * without a condition on who, expected named principals; name them",
          ],
        },
        {
          why: "everybody over TLS",
          change: {
            policy:
              '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}',
          },
          reasons: [
            "policy.Statement: got one that allows * without a condition on who, expected named principals; name them",
          ],
        },
        {
          why: "everybody from everywhere",
          change: {
            policy:
              '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}}]}',
          },
          reasons: [
            "policy.Statement: got one that allows * without a condition on who, expected named principals; name them",
          ],
        },
      ],
      variants: [
        {
          why: "everybody of an organisation",
          outcome: "pass",
          change: {
            policy:
              '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}]}',
          },
        },
        {
          why: "everybody refused",
          outcome: "pass",
          change: {
            policy: '{"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}',
          },
        },
      ],
    },
    ...[
      "gcp:storage/bucketAccessControl:BucketAccessControl",
      "gcp:storage/defaultObjectAccessControl:DefaultObjectAccessControl",
    ].map((type): RuleCase => ({
      type,
      compliant: { entity: "user-app@acme.example" },
      absent: { entity: "pass" },
      breaks: [
        {
          why: "allUsers",
          change: { entity: "allUsers" },
          reasons: ["entity: got allUsers, expected another value; change entity"],
        },
        {
          why: "allAuthenticatedUsers",
          change: { entity: "allAuthenticatedUsers" },
          reasons: ["entity: got allAuthenticatedUsers, expected another value; change entity"],
        },
      ],
    })),
    {
      type: "gcp:storage/bucketIAMBinding:BucketIAMBinding",
      compliant: { members: ["user:app@acme.example"] },
      absent: { members: "pass" },
      breaks: [
        {
          why: "allUsers",
          change: { members: ["user:app@acme.example", "allUsers"] },
          reasons: ["members[1]: got allUsers, expected named members; take it out of members"],
        },
        {
          why: "allAuthenticatedUsers",
          change: { members: ["user:app@acme.example", "allAuthenticatedUsers"] },
          reasons: ["members[1]: got allAuthenticatedUsers, expected named members; take it out of members"],
        },
      ],
    },
    {
      type: "gcp:storage/bucketIAMMember:BucketIAMMember",
      compliant: { member: "user:app@acme.example" },
      absent: { member: "pass" },
      breaks: [
        {
          why: "allUsers",
          change: { member: "allUsers" },
          reasons: ["member: got allUsers, expected another value; change member"],
        },
        {
          why: "allAuthenticatedUsers",
          change: { member: "allAuthenticatedUsers" },
          reasons: ["member: got allAuthenticatedUsers, expected another value; change member"],
        },
      ],
    },
  ],
};
