/** Encryption of the disks of machines. */
import { all, check, each, isSet, isTrue, shown, value } from "../../checks.ts";
import type { Context } from "../../context.ts";
import { forRegulated, isGiven } from "../../conditions.ts";
import { fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import type { Graph } from "../../graph.ts";
import { regionOf } from "../../region.ts";
import { defineRule } from "../../rule.ts";
import { customerKey } from "./customer-key.ts";

const BY_DEFAULT = "aws:ebs/encryptionByDefault:EncryptionByDefault";

/** Launch templates hold booleans as texts; a program may give either. */
const ENCRYPTED = value("ebs.encrypted", { absent: false }, (got, missing) =>
  got === true || got === "true" ? undefined : `got ${shown(got, missing)}, expected true; set ebs.encrypted to true`,
);

/** Without `ebs` a mapping is a disk of the host itself, or none. */
const MAPPED_DISK = check(["ebs.encrypted"], (subject, context, graph) =>
  subject.view.read("ebs").state === "absent"
    ? notApplicable("no EBS volume")
    : ENCRYPTED.judge(subject, context, graph),
);

/** A template that maps no disk leaves them to the image, and images are mostly not encrypted. */
const LAUNCH_TEMPLATE = check(["blockDeviceMappings.ebs.encrypted"], (subject, context, graph) =>
  isGiven(subject.view, "blockDeviceMappings")
    ? each("blockDeviceMappings", MAPPED_DISK).judge(subject, context, graph)
    : fail("blockDeviceMappings", "got nothing, expected the root disk with ebs.encrypted; set blockDeviceMappings"),
);

const ROOT_DISK = isTrue("rootBlockDevice.encrypted", { absent: false });

/** A machine made from a launch template takes its root disk from there, unless it says another. */
const INSTANCE = all(
  check(ROOT_DISK.properties, (subject, context, graph) =>
    isGiven(subject.view, "launchTemplate") && !isGiven(subject.view, "rootBlockDevice")
      ? notApplicable("its root disk is its launch template's")
      : ROOT_DISK.judge(subject, context, graph),
  ),
  each("ebsBlockDevices", isTrue("encrypted", { absent: false })),
);

/** On the account's baseline: in every region in which it has anything, new disks are encrypted whatever their maker says. */
function encryptsByDefault({ kind }: Context, graph: Graph): Finding {
  const own = graph.subjects.filter(({ type }) => type.startsWith("aws:"));
  if (kind !== "account" && graph.ofType(BY_DEFAULT).length === 0)
    return notApplicable("account-wide, not part of this stack");
  if (own.length === 0) return notApplicable("no AWS account");
  const covered = graph.ofType(BY_DEFAULT).map(regionOf);
  if (covered.some(({ state }) => state === "unknown")) return unknown("region");
  const regions = new Set(covered.flatMap((one) => (one.state === "known" ? [one.value] : [])));
  const open = new Set(
    own.map(regionOf).flatMap((one) => (one.state === "known" && !regions.has(one.value) ? [String(one.value)] : [])),
  );
  if (open.size === 0 && covered.length > 0) return PASS;
  const where = open.size === 0 ? "" : ` in ${[...open].sort().join(", ")}`;
  return fail("", `got no ${BY_DEFAULT}${where}, expected one per region; add it`);
}

export const DISK_ENCRYPTION_RULES = [
  defineRule({
    id: "ENC-13",
    name: "node-disk-encrypted",
    title: "Worker/VM disks are encrypted",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:ec2/launchTemplate:LaunchTemplate": LAUNCH_TEMPLATE,
      "aws:ec2/instance:Instance": INSTANCE,
      "aws:ebs/volume:Volume": isTrue("encrypted", { absent: false }),
      [BY_DEFAULT]: isTrue("enabled", { absent: true }),
      "azure-native:containerservice:ManagedCluster": all(
        isSet("diskEncryptionSetID", "a disk encryption set with the customer's key"),
        each("agentPoolProfiles", isTrue("enableEncryptionAtHost", { absent: false })),
      ),
      "azure-native:containerservice:AgentPool": isTrue("enableEncryptionAtHost", { absent: false }),
      // Google always encrypts disks; whose key is the question.
      "gcp:container/nodePool:NodePool": forRegulated(customerKey("nodeConfig.bootDiskKmsKey")),
    },
    remedies: { [BY_DEFAULT]: () => ({ enabled: true }) },
    stackWide: { types: [BY_DEFAULT], judge: encryptsByDefault },
  }),
] as const;
