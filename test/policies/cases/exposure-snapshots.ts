import { NOT_YET_KNOWN, type RuleCase, type RuleCases } from "../harness/rule-case.ts";

export const EXPOSURE_SNAPSHOTS_CASES: RuleCases = {
  "PUB-10": [
    ...["aws:rds/snapshot:Snapshot", "aws:rds/clusterSnapshot:ClusterSnapshot"].map((type): RuleCase => ({
      type,
      compliant: { sharedAccounts: ["111122223333"] },
      absent: { sharedAccounts: "pass" },
      breaks: [
        {
          why: "everybody",
          change: { sharedAccounts: ["111122223333", "all"] },
          reasons: ["sharedAccounts: got all, expected account ids; take all out of sharedAccounts"],
        },
      ],
      variants: [{ why: "an account not known", outcome: "unknown", change: { sharedAccounts: [NOT_YET_KNOWN] } }],
    })),
    {
      type: "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",
      compliant: { state: "block-all-sharing" },
      absent: { state: "fail" },
      breaks: [
        {
          why: "only new ones",
          change: { state: "block-new-sharing" },
          reasons: ["state: got block-new-sharing, expected block-all-sharing; set state to block-all-sharing"],
        },
        {
          why: "not blocked",
          change: { state: "unblocked" },
          reasons: ["state: got unblocked, expected block-all-sharing; set state to block-all-sharing"],
        },
      ],
    },
    {
      type: "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess",
      compliant: { state: "block-new-sharing" },
      absent: { state: "fail" },
      breaks: [
        {
          why: "not blocked",
          change: { state: "unblocked" },
          reasons: ["state: got unblocked, expected block-new-sharing; set state to block-new-sharing"],
        },
      ],
    },
    {
      type: "aws:ec2/amiLaunchPermission:AmiLaunchPermission",
      compliant: { accountId: "111122223333" },
      absent: { group: "pass" },
      breaks: [
        {
          why: "everybody",
          change: { group: "all" },
          reasons: ["group: got all, expected account ids; give accountId instead of group"],
        },
      ],
    },
  ],
};
