import { outside, turned } from "../harness/breaks.ts";
import {
  NOT_YET_KNOWN,
  type OtherResource,
  type RuleCase,
  type RuleCases,
  type Variant,
} from "../harness/rule-case.ts";
import { REPLICATION, UNRESTRICTED, placed, wrong } from "./places.ts";

function replicaKey(region: string): readonly OtherResource[] {
  return [
    {
      type: "aws:kms/replicaKey:ReplicaKey",
      name: "replica",
      props: { region },
      refersTo: { primaryKeyArn: ["subject"] },
    },
  ];
}

const WORLD: Variant = { why: "metadata without a place", change: { location: "global" }, outcome: "pass" };

const NO_WORLD = wrong("location", "global", { location: "global" });

/** What lies in the whole world lies nowhere in particular. */
function neverGlobal(type: string): RuleCase {
  const one = placed(type, "location", "europe-west1", "us-central1");
  return {
    ...one,
    breaks: [...one.breaks, NO_WORLD],
    variants: [...(one.variants ?? []), { why: "a shared place inside", change: { location: "EU" }, outcome: "pass" }],
  };
}

const ACCOUNT = "rules.destination.account";

const KEY = "aws:kms/key:Key";

const bucketOf = (region: string): OtherResource => ({
  type: "aws:s3/bucket:Bucket",
  name: "bucket",
  props: { region },
});

const SINK = "logging.googleapis.com/projects/p/locations/";

export const PLACE_CASES: RuleCases = {
  "RES-01": [
    {
      ...placed("aws:*", "region", "eu-west-1", "us-east-1"),
      provider: { region: "eu-central-1" },
      absent: { region: "pass" },
    },
    placed("azure-native:*", "location", "West Europe", "eastus", { variants: [WORLD] }),
    {
      ...placed("gcp:*", "region", "europe-west1", "us-central1"),
      absent: { region: "not-applicable", location: "pass", zone: "pass", locationId: "pass" },
      breaks: [
        ...["region", "location", "zone", "locationId"].map((path) =>
          wrong(path, path === "zone" ? "us-central1-a" : "us-central1", {
            [path]: path === "zone" ? "us-central1-a" : "us-central1",
          }),
        ),
        wrong("location", "US", { location: "US" }),
      ],
      variants: [
        UNRESTRICTED,
        WORLD,
        { why: "a shared place inside", change: { location: "EU" }, outcome: "pass" },
        { why: "a zone inside", change: { zone: "europe-west1-b" }, outcome: "pass" },
        { why: "a path", change: { region: "projects/p/regions/europe-west1" }, outcome: "pass" },
      ],
    },
  ],
  "RES-03": [
    {
      type: "aws:cloudtrail/trail:Trail",
      compliant: { s3BucketName: "acme-audit" },
      refersTo: { s3BucketName: ["bucket"] },
      others: [bucketOf("eu-west-1")],
      absent: { s3BucketName: "pass" },
      unknown: { s3BucketName: "pass" },
      breaks: [
        {
          why: "the bucket lies elsewhere",
          others: [bucketOf("us-east-1")],
          reasons: ["s3BucketName: got us-east-1, expected a place in eu; change s3BucketName"],
        },
      ],
      variants: [UNRESTRICTED],
    },
    placed("azure-native:operationalinsights:Workspace", "location", "westeurope", "eastus"),
    neverGlobal("gcp:logging/projectBucketConfig:ProjectBucketConfig"),
    neverGlobal("gcp:kms/keyRing:KeyRing"),
    {
      type: "gcp:logging/projectSink:ProjectSink",
      compliant: { destination: `${SINK}europe-west1/buckets/audit` },
      absent: { destination: "unknown" },
      breaks: ["us-central1", "global"].map((place) =>
        wrong("destination", place, { destination: `${SINK}${place}/buckets/audit` }),
      ),
      variants: [
        UNRESTRICTED,
        {
          why: "a bucket, which is judged itself",
          change: { destination: "storage.googleapis.com/acme" },
          outcome: "not-applicable",
        },
      ],
    },
  ],
  "RES-04": [
    {
      type: KEY,
      compliant: { multiRegion: true },
      others: replicaKey("eu-central-1"),
      absent: { multiRegion: "pass" },
      breaks: [
        {
          why: "a replica elsewhere",
          others: replicaKey("us-east-1"),
          reasons: ["multiRegion: got us-east-1, expected a place in eu; change multiRegion"],
        },
      ],
      variants: [
        UNRESTRICTED,
        {
          why: "a key of one region",
          change: { multiRegion: false },
          others: replicaKey("us-east-1"),
          outcome: "pass",
        },
        { why: "no replica yet", others: [], outcome: "pass" },
        { why: "a replica whose region is not known", others: replicaKey(NOT_YET_KNOWN), outcome: "unknown" },
      ],
    },
  ],
  "RES-05": [
    {
      type: REPLICATION,
      compliant: { rules: [{ destination: { account: "111122223333" } }] },
      provider: { allowedAccountIds: '["111122223333"]' },
      absent: { [ACCOUNT]: "pass" },
      breaks: [
        {
          why: "another account",
          change: { rules: [{ destination: { account: "444455556666" } }] },
          reasons: [`${ACCOUNT}: got 444455556666, expected the account of the source; remove ${ACCOUNT}`],
        },
      ],
    },
    {
      type: "azure-native:storage:StorageAccount",
      compliant: { allowCrossTenantReplication: false, allowedCopyScope: "AAD" },
      absent: { allowCrossTenantReplication: "pass", allowedCopyScope: "fail" },
      breaks: [turned("allowCrossTenantReplication", false), outside("allowedCopyScope", "Any", "AAD or PrivateLink")],
      variants: [{ why: "private links only", change: { allowedCopyScope: "PrivateLink" }, outcome: "pass" }],
    },
  ],
};
