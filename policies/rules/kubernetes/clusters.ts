/** Managed clusters: versions, their network policies, their nodes, and the registries their images come from. */
import { all, any, check, equals, isFalse, isOneOf, isTrue, value } from "../../checks.ts";
import { fail, PASS, unknown } from "../../finding.ts";
import { defineRule, type Check } from "../../rule.ts";
import { isSupported, OLDEST_SUPPORTED, type SupportedEngine } from "../../supported-versions.ts";
import { merged } from "../../remedy.ts";

const EKS = "aws:eks/cluster:Cluster";
const AKS = "azure-native:containerservice:ManagedCluster";
const AKS_POOL = "azure-native:containerservice:AgentPool";
const GKE = "gcp:container/cluster:Cluster";
const GKE_POOL = "gcp:container/nodePool:NodePool";

/** The service takes its own supported version where none is named. */
function isSupportedVersion(path: string, engine: SupportedEngine): Check {
  return value(path, { absent: undefined }, (got) =>
    got === undefined || (typeof got === "string" && (got === "latest" || isSupported(engine, got)))
      ? undefined
      : `got ${typeof got === "string" ? got : "no version"}, expected at least ${OLDEST_SUPPORTED[engine]} for ${engine}; upgrade`,
  );
}

/** Autopilot has its network policies, shielded nodes and upgrades always on. */
const AUTOPILOT: Check = isTrue("enableAutopilot", { absent: false });

const SCANNING = "vulnerabilityScanningConfig.enablementConfig";

/** Only container images have tags. */
const immutableTags: Check = check(["dockerConfig.immutableTags"], ({ view }) => {
  const format = view.read("format");
  if (format.state === "known" && format.value !== "DOCKER") return PASS;
  const reading = view.read("dockerConfig.immutableTags");
  if (reading.state === "unknown") return unknown("dockerConfig.immutableTags");
  return reading.state === "known" && reading.value === true
    ? PASS
    : fail(
        "dockerConfig.immutableTags",
        `got ${reading.state === "known" ? "false" : "nothing (the provider's default is false)"}, expected true; set dockerConfig.immutableTags to true`,
      );
});

export const CLUSTER_RULES = [
  defineRule({
    id: "K8S-17",
    name: "k8s-supported-version-auto-upgrade",
    title: "Clusters have a supported version and keep it by themselves",
    severity: "medium",
    scope: "resource",
    appliesTo: "all",
    checks: {
      [EKS]: all(
        isSupportedVersion("version", "EKS Kubernetes"),
        equals("upgradePolicy.supportType", "STANDARD", { absent: "EXTENDED" }),
      ),
      [AKS]: all(
        isSupportedVersion("kubernetesVersion", "AKS Kubernetes"),
        isOneOf("autoUpgradeProfile.upgradeChannel", ["patch", "stable", "rapid"], { absent: "none" }),
        isOneOf("autoUpgradeProfile.nodeOSUpgradeChannel", ["NodeImage", "SecurityPatch", "Unmanaged"], {
          absent: "NodeImage",
        }),
      ),
      [GKE]: all(
        isOneOf("releaseChannel.channel", ["REGULAR", "STABLE"], { absent: "REGULAR" }),
        isSupportedVersion("minMasterVersion", "GKE Kubernetes"),
      ),
      [GKE_POOL]: all(
        isTrue("management.autoUpgrade", { absent: true }),
        isTrue("management.autoRepair", { absent: true }),
      ),
    },
    // Only what changes no version by itself.
    remedies: { [GKE_POOL]: merged({ management: { autoUpgrade: true, autoRepair: true } }) },
  }),
  defineRule({
    id: "K8S-18",
    name: "k8s-network-policy-engine",
    title: "Clusters enforce network policies",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: {
      [AKS]: any(
        isOneOf("networkProfile.networkPolicy", ["azure", "calico", "cilium"], { absent: "none" }),
        equals("networkProfile.networkDataplane", "cilium", { absent: "azure" }),
      ),
      [GKE]: any(
        isTrue("networkPolicy.enabled", { absent: false }),
        equals("datapathProvider", "ADVANCED_DATAPATH", { absent: "LEGACY_DATAPATH" }),
        AUTOPILOT,
      ),
    },
  }),
  defineRule({
    id: "K8S-19",
    name: "image-scanning",
    title: "Registries scan images, keep their tags and serve nobody unknown",
    severity: "medium",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:ecr/repository:Repository": all(
        isTrue("imageScanningConfiguration.scanOnPush", { absent: false }),
        equals("imageTagMutability", "IMMUTABLE", { absent: "MUTABLE" }),
      ),
      "azure-native:containerregistry:Registry": all(
        equals("policies.quarantinePolicy.status", "enabled", { absent: "disabled" }),
        isFalse("anonymousPullEnabled", { absent: false }),
      ),
      "gcp:artifactregistry/repository:Repository": all(
        isOneOf(SCANNING, ["INHERITED"], { absent: "INHERITED" }),
        immutableTags,
      ),
    },
    remedies: {
      "aws:ecr/repository:Repository": merged({
        imageScanningConfiguration: { scanOnPush: true },
        imageTagMutability: "IMMUTABLE",
      }),
      "azure-native:containerregistry:Registry": merged({ anonymousPullEnabled: false }),
    },
  }),
  defineRule({
    id: "K8S-20",
    name: "k8s-node-integrity",
    title: "Nodes prove what they boot, and run only images that somebody vouched for",
    severity: "medium",
    scope: "resource",
    appliesTo: "regulated",
    checks: {
      [AKS_POOL]: all(
        isTrue("securityProfile.enableSecureBoot", { absent: false }),
        isTrue("securityProfile.enableVTPM", { absent: false }),
      ),
      [GKE]: all(
        any(isTrue("enableShieldedNodes", { absent: true }), AUTOPILOT),
        equals("binaryAuthorization.evaluationMode", "PROJECT_SINGLETON_POLICY_ENFORCE", { absent: "DISABLED" }),
      ),
      [GKE_POOL]: all(
        isTrue("nodeConfig.shieldedInstanceConfig.enableSecureBoot", { absent: false }),
        isTrue("nodeConfig.shieldedInstanceConfig.enableIntegrityMonitoring", { absent: true }),
      ),
    },
  }),
] as const;
