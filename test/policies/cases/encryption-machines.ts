import { caseOf, flag, key, set, word } from "../harness/shapes.ts";
import { NOT_YET_KNOWN, type OtherResource, type RuleCases, type StackWideCase } from "../harness/rule-case.ts";

const TEMPLATE = "blockDeviceMappings.ebs.encrypted";
const MAPPING = "blockDeviceMappings";

const DISKS: RuleCases = {
  "ENC-13": [
    {
      type: "aws:ec2/launchTemplate:LaunchTemplate",
      compliant: { [MAPPING]: [{ ebs: { encrypted: "true" } }, { ebs: { encrypted: true } }] },
      absent: { [TEMPLATE]: "fail" },
      breaks: [
        {
          why: "one disk that is not encrypted",
          change: { [`${MAPPING}.1.ebs.encrypted`]: "false" },
          reasons: [`${MAPPING}[1].ebs.encrypted: got false, expected true; set ebs.encrypted to true`],
        },
        {
          why: "no disk",
          change: { [MAPPING]: undefined },
          reasons: [`${MAPPING}: got nothing, expected the root disk with ebs.encrypted; set ${MAPPING}`],
        },
      ],
      variants: [
        { why: "a disk of the host beside", change: { [`${MAPPING}.1.ebs`]: undefined }, outcome: "pass" },
        { why: "disks not known yet", change: { [MAPPING]: NOT_YET_KNOWN }, outcome: "unknown" },
      ],
    },
    {
      type: "aws:ec2/instance:Instance",
      compliant: { rootBlockDevice: { encrypted: true }, ebsBlockDevices: [{ encrypted: true }] },
      absent: { "rootBlockDevice.encrypted": "fail", "ebsBlockDevices.encrypted": "fail" },
      breaks: [
        {
          why: "a root disk that is not encrypted",
          change: { "rootBlockDevice.encrypted": false },
          reasons: ["rootBlockDevice.encrypted: got false, expected true; set rootBlockDevice.encrypted to true"],
        },
        {
          why: "a root disk of its own that is not encrypted, beside a launch template",
          change: { "rootBlockDevice.encrypted": false, launchTemplate: { id: "lt" } },
          reasons: ["rootBlockDevice.encrypted: got false, expected true; set rootBlockDevice.encrypted to true"],
        },
        {
          why: "another disk that is not encrypted",
          change: { "ebsBlockDevices.0.encrypted": false },
          reasons: ["ebsBlockDevices[0].encrypted: got false, expected true; set encrypted to true"],
        },
      ],
      variants: [
        { why: "no other disk", change: { ebsBlockDevices: undefined }, outcome: "pass" },
        {
          why: "a root disk of its launch template",
          change: { rootBlockDevice: undefined, launchTemplate: { id: "lt" } },
          outcome: "pass",
        },
      ],
    },
    caseOf("aws:ebs/volume:Volume", [flag("encrypted", true, false)]),
    caseOf("aws:ebs/encryptionByDefault:EncryptionByDefault", [flag("enabled", true, true)]),
    {
      type: "azure-native:containerservice:ManagedCluster",
      compliant: { diskEncryptionSetID: "set", agentPoolProfiles: [{ enableEncryptionAtHost: true }] },
      absent: { diskEncryptionSetID: "fail", "agentPoolProfiles.enableEncryptionAtHost": "fail" },
      unknown: { diskEncryptionSetID: "pass" },
      breaks: [
        ...set("diskEncryptionSetID", "set", "a disk encryption set with the customer's key").breaks,
        {
          why: "a pool that is not encrypted at its host",
          change: { "agentPoolProfiles.0.enableEncryptionAtHost": false },
          reasons: [
            "agentPoolProfiles[0].enableEncryptionAtHost: got false, expected true; set enableEncryptionAtHost to true",
          ],
        },
      ],
    },
    caseOf("azure-native:containerservice:AgentPool", [flag("enableEncryptionAtHost", true, false)]),
    caseOf("gcp:container/nodePool:NodePool", [key("nodeConfig.bootDiskKmsKey")], {
      variants: [
        {
          why: "a tenant that is not regulated",
          change: { nodeConfig: undefined },
          context: { regulated: false },
          outcome: "not-applicable",
        },
      ],
    }),
  ],
};

const PARAMETER_CASES: readonly {
  provisioner: string;
  parameter: string;
  value: string;
  reason: string;
  open?: true;
}[] = [
  {
    provisioner: "ebs.csi.aws.com",
    parameter: "encrypted",
    value: "true",
    reason:
      "parameters.encrypted: got nothing (the provider's default is false), expected true; set parameters.encrypted to true",
  },
  {
    provisioner: "disk.csi.azure.com",
    parameter: "diskEncryptionSetID",
    value: "set",
    reason:
      "parameters.diskEncryptionSetID: got nothing, expected a disk encryption set with the customer's key; set parameters.diskEncryptionSetID",
  },
  {
    provisioner: "pd.csi.storage.gke.io",
    parameter: "disk-encryption-kms-key",
    value: "key",
    reason:
      "parameters.disk-encryption-kms-key: got nothing (the provider's own key), expected a customer-managed key; set parameters.disk-encryption-kms-key",
  },
];

const KUBERNETES: RuleCases = {
  "ENC-12": [
    {
      type: "aws:eks/cluster:Cluster",
      compliant: { encryptionConfig: { resources: ["secrets"], provider: { keyArn: "key" } } },
      absent: { "encryptionConfig.resources": "fail", "encryptionConfig.provider.keyArn": "fail" },
      unknown: { "encryptionConfig.provider.keyArn": "pass" },
      breaks: [
        {
          why: "nothing is encrypted",
          change: { "encryptionConfig.resources": [] },
          reasons: ["encryptionConfig.resources: got none, expected secrets; add it to encryptionConfig.resources"],
        },
        ...key("encryptionConfig.provider.keyArn").breaks,
      ],
    },
    caseOf("azure-native:containerservice:ManagedCluster", [
      flag("securityProfile.azureKeyVaultKms.enabled", true, false),
      key("securityProfile.azureKeyVaultKms.keyId"),
    ]),
    caseOf("gcp:container/cluster:Cluster", [
      word("databaseEncryption.state", { good: ["ENCRYPTED"], bad: "DECRYPTED", absent: "DECRYPTED", exact: true }),
      key("databaseEncryption.keyName"),
    ]),
  ],
  "ENC-15": PARAMETER_CASES.map(({ provisioner, parameter, value, reason }) => ({
    type: "kubernetes:storage.k8s.io/v1:StorageClass",
    compliant: { provisioner, parameters: { [parameter]: value } },
    absent: { provisioner: "not-applicable", parameters: "fail" },
    breaks: [{ why: `${provisioner} without ${parameter}`, change: { parameters: {} }, reasons: [reason] }],
    variants: [
      { why: "another provisioner", change: { provisioner: "nfs.example" }, outcome: "not-applicable" },
      ...(parameter === "disk-encryption-kms-key"
        ? [
            {
              why: "a tenant that is not regulated",
              change: { parameters: {} },
              context: { regulated: false },
              outcome: "not-applicable" as const,
            },
          ]
        : []),
    ],
  })),
};

export const MACHINE_ENCRYPTION_CASES: RuleCases = { ...DISKS, ...KUBERNETES };

const BY_DEFAULT = "aws:ebs/encryptionByDefault:EncryptionByDefault";
const trail = { type: "aws:cloudtrail/trail:Trail", name: "trail", props: { region: "eu-west-1" } };
const detector = { type: "aws:guardduty/detector:Detector", name: "detector", props: { region: "eu-central-1" } };
const account = { kind: "account" } as const;

function byDefault(region: unknown): OtherResource {
  return { type: BY_DEFAULT, name: `disks-${String(region)}`, props: { region, enabled: true } };
}

export const ENCRYPTION_WIDE_CASES: readonly StackWideCase[] = [
  {
    rule: "ENC-13",
    name: "an account that encrypts new disks in each of its regions",
    resources: [trail, detector, byDefault("eu-west-1"), byDefault("eu-central-1")],
    context: account,
    outcome: "pass",
  },
  {
    rule: "ENC-13",
    name: "an account that leaves out a region",
    resources: [trail, detector, byDefault("eu-west-1")],
    context: account,
    outcome: "fail",
    reasons: [`: got no ${BY_DEFAULT} in eu-central-1, expected one per region; add it`],
  },
  {
    rule: "ENC-13",
    name: "an account that encrypts nothing by default",
    resources: [trail],
    context: account,
    outcome: "fail",
    reasons: [`: got no ${BY_DEFAULT} in eu-west-1, expected one per region; add it`],
  },
  {
    rule: "ENC-13",
    name: "an account whose regions are not known yet",
    resources: [trail, byDefault(NOT_YET_KNOWN)],
    context: account,
    outcome: "unknown",
  },
  { rule: "ENC-13", name: "a tenant's stack", resources: [trail], outcome: "not-applicable" },
  {
    rule: "ENC-13",
    name: "an account of another cloud",
    resources: [{ type: "gcp:kms/keyRing:KeyRing", name: "ring", props: {} }],
    context: account,
    outcome: "not-applicable",
  },
];
