import type { Break, RuleCases } from "../harness/rule-case.ts";

const EKS = "aws:eks/cluster:Cluster";
const AKS = "azure-native:containerservice:ManagedCluster";
const AKS_POOL = "azure-native:containerservice:AgentPool";
const GKE = "gcp:container/cluster:Cluster";
const GKE_POOL = "gcp:container/nodePool:NodePool";

const turned = (path: string, wanted: boolean): Break => ({
  why: path,
  change: { [path]: !wanted },
  reasons: [`${path}: got ${!wanted}, expected ${wanted}; set ${path} to ${wanted}`],
});

const old = (path: string, version: string, wanted: string, engine: string): Break => ({
  why: `${path} ${version}`,
  change: { [path]: version },
  reasons: [`${path}: got ${version}, expected at least ${wanted} for ${engine}; upgrade`],
});

const word = (path: string, got: string, wanted: string, set = ""): Break => ({
  why: `${path} ${got}`,
  change: { [path]: got },
  reasons: [`${path}: got ${got}, expected ${wanted}; set ${path}${set}`],
});

const AUTOPILOT_OFF =
  "enableAutopilot: got nothing (the provider's default is false), expected true; set enableAutopilot to true";
const SUPPORT = "upgradePolicy.supportType";
const CHANNEL = "autoUpgradeProfile.upgradeChannel";
const NODES = "autoUpgradeProfile.nodeOSUpgradeChannel";
const ENGINE = "networkProfile.networkPolicy";
const DATAPLANE = "networkProfile.networkDataplane";
const EVALUATION = "binaryAuthorization.evaluationMode";
const BOOT = "nodeConfig.shieldedInstanceConfig.enableSecureBoot";
const INTEGRITY = "nodeConfig.shieldedInstanceConfig.enableIntegrityMonitoring";
const IMMUTABLE = "dockerConfig.immutableTags";
const SCANNING = "vulnerabilityScanningConfig.enablementConfig";

export const CLUSTER_CASES: RuleCases = {
  "K8S-17": [
    {
      type: EKS,
      compliant: { version: "1.34", upgradePolicy: { supportType: "STANDARD" } },
      absent: { version: "pass", [SUPPORT]: "fail" },
      breaks: [old("version", "1.33", "1.34", "EKS Kubernetes"), word(SUPPORT, "EXTENDED", "STANDARD", " to STANDARD")],
      variants: [{ why: "newer", change: { version: "1.100" }, outcome: "pass" }],
    },
    {
      type: AKS,
      compliant: {
        kubernetesVersion: "1.34.0",
        autoUpgradeProfile: { upgradeChannel: "patch", nodeOSUpgradeChannel: "NodeImage" },
      },
      absent: { kubernetesVersion: "pass", [CHANNEL]: "fail", [NODES]: "pass" },
      breaks: [
        old("kubernetesVersion", "1.33.9", "1.34", "AKS Kubernetes"),
        word(CHANNEL, "none", "patch or stable or rapid"),
        word(CHANNEL, "node-image", "patch or stable or rapid"),
        word(NODES, "None", "NodeImage or SecurityPatch or Unmanaged"),
      ],
    },
    {
      type: GKE,
      compliant: { releaseChannel: { channel: "STABLE" }, minMasterVersion: "1.35.2-gke.100" },
      absent: { "releaseChannel.channel": "pass", minMasterVersion: "pass" },
      breaks: [
        old("minMasterVersion", "1.34.9", "1.35", "GKE Kubernetes"),
        ...["UNSPECIFIED", "RAPID", "EXTENDED"].map((channel) =>
          word("releaseChannel.channel", channel, "REGULAR or STABLE"),
        ),
      ],
      variants: [{ why: "the newest", change: { minMasterVersion: "latest" }, outcome: "pass" }],
    },
    {
      type: GKE_POOL,
      compliant: { management: { autoUpgrade: true, autoRepair: true } },
      absent: { "management.autoUpgrade": "pass", "management.autoRepair": "pass" },
      breaks: [turned("management.autoUpgrade", true), turned("management.autoRepair", true)],
    },
  ],
  "K8S-18": [
    {
      type: AKS,
      compliant: { networkProfile: { networkPolicy: "calico" } },
      absent: { [ENGINE]: "fail", [DATAPLANE]: "pass" },
      unknown: { [DATAPLANE]: "pass" },
      breaks: [
        {
          why: "none",
          change: { [ENGINE]: "none", [DATAPLANE]: "azure" },
          reasons: [
            `${ENGINE}: got none, expected azure or calico or cilium; set ${ENGINE}`,
            `${DATAPLANE}: got azure, expected cilium; set ${DATAPLANE} to cilium`,
          ],
        },
      ],
      variants: [
        { why: "by the data plane", change: { networkProfile: { networkDataplane: "cilium" } }, outcome: "pass" },
      ],
    },
    {
      type: GKE,
      compliant: { networkPolicy: { enabled: true } },
      absent: { "networkPolicy.enabled": "fail", datapathProvider: "pass", enableAutopilot: "pass" },
      unknown: { datapathProvider: "pass", enableAutopilot: "pass" },
      breaks: [
        {
          why: "none",
          change: { "networkPolicy.enabled": false, datapathProvider: "LEGACY_DATAPATH" },
          reasons: [
            "networkPolicy.enabled: got false, expected true; set networkPolicy.enabled to true",
            "datapathProvider: got LEGACY_DATAPATH, expected ADVANCED_DATAPATH; set datapathProvider to ADVANCED_DATAPATH",
            AUTOPILOT_OFF,
          ],
        },
      ],
      variants: [
        {
          why: "by the data path",
          change: { networkPolicy: undefined, datapathProvider: "ADVANCED_DATAPATH" },
          outcome: "pass",
        },
        { why: "autopilot", change: { networkPolicy: undefined, enableAutopilot: true }, outcome: "pass" },
      ],
    },
  ],
  "K8S-19": [
    {
      type: "aws:ecr/repository:Repository",
      compliant: { imageScanningConfiguration: { scanOnPush: true }, imageTagMutability: "IMMUTABLE" },
      absent: { "imageScanningConfiguration.scanOnPush": "fail", imageTagMutability: "fail" },
      breaks: [
        turned("imageScanningConfiguration.scanOnPush", true),
        word("imageTagMutability", "MUTABLE", "IMMUTABLE", " to IMMUTABLE"),
      ],
    },
    {
      type: "azure-native:containerregistry:Registry",
      compliant: { policies: { quarantinePolicy: { status: "enabled" } }, anonymousPullEnabled: false },
      absent: { "policies.quarantinePolicy.status": "fail", anonymousPullEnabled: "pass" },
      breaks: [
        word("policies.quarantinePolicy.status", "disabled", "enabled", " to enabled"),
        turned("anonymousPullEnabled", false),
      ],
    },
    {
      type: "gcp:artifactregistry/repository:Repository",
      compliant: {
        format: "DOCKER",
        vulnerabilityScanningConfig: { enablementConfig: "INHERITED" },
        dockerConfig: { immutableTags: true },
      },
      absent: { [SCANNING]: "pass", [IMMUTABLE]: "fail" },
      breaks: [word(SCANNING, "DISABLED", "INHERITED"), turned(IMMUTABLE, true)],
      variants: [{ why: "no images", change: { format: "NPM", dockerConfig: undefined }, outcome: "pass" }],
    },
  ],
  "K8S-20": [
    {
      type: AKS_POOL,
      compliant: { securityProfile: { enableSecureBoot: true, enableVTPM: true } },
      absent: { "securityProfile.enableSecureBoot": "fail", "securityProfile.enableVTPM": "fail" },
      breaks: [turned("securityProfile.enableSecureBoot", true), turned("securityProfile.enableVTPM", true)],
      variants: [{ why: "not regulated", context: { regulated: false }, outcome: "not-applicable" }],
    },
    {
      type: GKE,
      compliant: {
        enableShieldedNodes: true,
        binaryAuthorization: { evaluationMode: "PROJECT_SINGLETON_POLICY_ENFORCE" },
      },
      absent: { enableShieldedNodes: "pass", enableAutopilot: "pass", [EVALUATION]: "fail" },
      unknown: { enableAutopilot: "pass" },
      breaks: [
        {
          why: "any node",
          change: { enableShieldedNodes: false },
          reasons: ["enableShieldedNodes: got false, expected true; set enableShieldedNodes to true", AUTOPILOT_OFF],
        },
        word(EVALUATION, "DISABLED", "PROJECT_SINGLETON_POLICY_ENFORCE", " to PROJECT_SINGLETON_POLICY_ENFORCE"),
      ],
      variants: [{ why: "autopilot", change: { enableShieldedNodes: false, enableAutopilot: true }, outcome: "pass" }],
    },
    {
      type: GKE_POOL,
      compliant: {
        nodeConfig: { shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true } },
      },
      absent: { [BOOT]: "fail", [INTEGRITY]: "pass" },
      breaks: [turned(BOOT, true), turned(INTEGRITY, true)],
    },
  ],
};
