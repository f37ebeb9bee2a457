/** Encryption of what Kubernetes keeps: its secrets, and the volumes that it makes. */
import { all, check, equals, isSet, isTrue, NO_DEFAULT, some } from "../../checks.ts";
import { forRegulated } from "../../conditions.ts";
import { notApplicable, unknown } from "../../finding.ts";
import { defineRule, type Check } from "../../rule.ts";
import { customerKey } from "./customer-key.ts";

/** `encryptionConfig` names what is encrypted; `secrets` is all that EKS knows. */
const EKS_SECRETS = all(
  some("encryptionConfig.resources", "secrets", equals("", "secrets", { absent: NO_DEFAULT })),
  customerKey("encryptionConfig.provider.keyArn"),
);

/** How each driver is told to encrypt; parameters are texts. Facts from the drivers' own parameter lists; basis: own. */
const EBS = equals("parameters.encrypted", "true", { absent: "false" });
const AZURE_DISK = isSet("parameters.diskEncryptionSetID", "a disk encryption set with the customer's key");
const GOOGLE_DISK = forRegulated(customerKey("parameters.disk-encryption-kms-key"));

/** By provisioner: the drivers of today, and the names that Kubernetes had for them before. */
const BY_PROVISIONER: Readonly<Record<string, Check>> = {
  "ebs.csi.aws.com": EBS,
  "ebs.csi.eks.amazonaws.com": EBS,
  "kubernetes.io/aws-ebs": EBS,
  "disk.csi.azure.com": AZURE_DISK,
  "kubernetes.io/azure-disk": AZURE_DISK,
  "pd.csi.storage.gke.io": GOOGLE_DISK,
  "kubernetes.io/gce-pd": GOOGLE_DISK,
};

const STORAGE_CLASS = check(["provisioner", "parameters"], (subject, context, graph) => {
  const { view } = subject;
  const provisioner = view.read("provisioner");
  if (provisioner.state === "unknown") return unknown("provisioner");
  const name = provisioner.state === "known" ? String(provisioner.value) : "";
  const own = Object.hasOwn(BY_PROVISIONER, name) ? BY_PROVISIONER[name] : undefined;
  if (own === undefined) return notApplicable("volumes of this provisioner are not encrypted by the class");
  if (view.read("parameters").state === "unknown") return unknown("parameters");
  return own.judge(subject, context, graph);
});

export const KUBERNETES_ENCRYPTION_RULES = [
  defineRule({
    id: "ENC-12",
    name: "k8s-secrets-envelope-encryption",
    title: "Kubernetes secrets are envelope-encrypted with a KMS key",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: {
      "aws:eks/cluster:Cluster": EKS_SECRETS,
      "azure-native:containerservice:ManagedCluster": all(
        isTrue("securityProfile.azureKeyVaultKms.enabled", { absent: false }),
        customerKey("securityProfile.azureKeyVaultKms.keyId"),
      ),
      "gcp:container/cluster:Cluster": all(
        equals("databaseEncryption.state", "ENCRYPTED", { absent: "DECRYPTED" }),
        customerKey("databaseEncryption.keyName"),
      ),
    },
  }),
  defineRule({
    id: "ENC-15",
    name: "k8s-storageclass-encrypted",
    title: "Kubernetes StorageClasses create encrypted volumes",
    severity: "medium",
    scope: "resource",
    appliesTo: "all",
    checks: { "kubernetes:storage.k8s.io/v1:StorageClass": STORAGE_CLASS },
    // No remedy: the parameters of a class cannot be changed.
  }),
] as const;
