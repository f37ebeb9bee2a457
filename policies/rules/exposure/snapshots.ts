/** Snapshots and images are shared with nobody by default, and with everybody never. */
import { check, equals, NO_DEFAULT } from "../../checks.ts";
import { fail, PASS, unknown } from "../../finding.ts";
import { settingTo } from "../../remedy.ts";
import { defineRule, type Check, type Remedy } from "../../rule.ts";

/** What stands for everybody in lists of accounts. */
const EVERYBODY = "all";

const sharedWithAccounts: Check = check(["sharedAccounts"], ({ view }) => {
  const accounts = view.items("sharedAccounts")?.map((account) => account.read(""));
  if (accounts === undefined) return unknown("sharedAccounts");
  if (accounts.some((account) => account.state === "known" && account.value === EVERYBODY))
    return fail("sharedAccounts", "got all, expected account ids; take all out of sharedAccounts");
  return accounts.some(({ state }) => state === "unknown") ? unknown("sharedAccounts") : PASS;
});

const withoutEverybody: Remedy = (view) => {
  const accounts = view.items("sharedAccounts")?.map((account) => account.read(""));
  if (accounts === undefined || accounts.some(({ state }) => state !== "known")) return {};
  const values = accounts.flatMap((account) => (account.state === "known" ? [account.value] : []));
  return { sharedAccounts: values.filter((account) => account !== EVERYBODY) };
};

const imageNotPublic: Check = check(["group"], ({ view }) => {
  const group = view.read("group");
  if (group.state === "unknown") return unknown("group");
  return group.state === "known" && group.value === EVERYBODY
    ? fail("group", "got all, expected account ids; give accountId instead of group")
    : PASS;
});

const BLOCK = "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess";
const IMAGE_BLOCK = "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess";

export const SNAPSHOT_EXPOSURE_RULES = [
  defineRule({
    id: "PUB-10",
    name: "snapshots-not-public",
    title: "Snapshots and images are not shared publicly",
    severity: "critical",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:rds/snapshot:Snapshot": sharedWithAccounts,
      "aws:rds/clusterSnapshot:ClusterSnapshot": sharedWithAccounts,
      [BLOCK]: equals("state", "block-all-sharing", { absent: NO_DEFAULT }),
      [IMAGE_BLOCK]: equals("state", "block-new-sharing", { absent: NO_DEFAULT }),
      "aws:ec2/amiLaunchPermission:AmiLaunchPermission": imageNotPublic,
    },
    remedies: {
      "aws:rds/snapshot:Snapshot": withoutEverybody,
      "aws:rds/clusterSnapshot:ClusterSnapshot": withoutEverybody,
      [BLOCK]: settingTo({ state: "block-all-sharing" }),
      [IMAGE_BLOCK]: settingTo({ state: "block-new-sharing" }),
    },
  }),
] as const;
