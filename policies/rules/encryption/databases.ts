/** Encryption at rest of relational databases. */
import { all, check, isOneOf, isSet, isTrue } from "../../checks.ts";
import { unlessGiven } from "../../conditions.ts";
import { notApplicable, PASS } from "../../finding.ts";
import { isReplica } from "../../replicas.ts";
import { defineRule, type Check } from "../../rule.ts";
import { customerKey } from "./customer-key.ts";

/** A replica within a region is encrypted as its source is, with its key; in another region its own key decides, all else is ignored. */
function replicaAware(own: Check): Check {
  return check(own.properties, (subject, context, graph) => {
    const finding = own.judge(subject, context, graph);
    const replica = isReplica(subject);
    if (replica === false || finding.outcome !== "fail") return finding;
    if (isSet("kmsKeyId").judge(subject, context, graph).outcome === "pass" && own.properties[0] !== "kmsKeyId")
      return PASS;
    if (replica !== true) return replica;
    // Only a source in another region has to be named by its ARN.
    const source = subject.view.read("replicateSourceDb");
    if (source.state === "known" && String(source.value).startsWith("arn:")) return finding;
    return notApplicable("a replica in the same region is encrypted as its source is");
  });
}

/** A global database takes this from the cluster that it is made of, unless somebody says it. */
const GLOBAL_CLUSTER = check(["storageEncrypted"], (subject, context, graph) => {
  const own = isTrue("storageEncrypted", { absent: false });
  const unsaid = subject.view.read("storageEncrypted").state === "absent";
  return (unsaid ? unlessGiven(["sourceDbClusterIdentifier"], "encrypted as its source cluster is", own) : own).judge(
    subject,
    context,
    graph,
  );
});

/** Aurora serverless (v1) is always encrypted; everything else is not by default. */
const CLUSTER = check(["storageEncrypted"], (subject, context, graph) => {
  const mode = subject.view.read("engineMode");
  const serverless = mode.state === "known" && mode.value === "serverless";
  return isTrue("storageEncrypted", { absent: serverless }).judge(subject, context, graph);
});

export const DATABASE_ENCRYPTION_RULES = [
  defineRule({
    id: "ENC-01",
    name: "db-encrypted-at-rest",
    title: "Relational database storage is encrypted",
    severity: "critical",
    scope: "resource",
    appliesTo: "all",
    // Azure PostgreSQL flexible server and Cloud SQL always encrypt with platform keys: nothing to judge there.
    checks: {
      "aws:rds/instance:Instance": replicaAware(isTrue("storageEncrypted", { absent: false })),
      "aws:rds/cluster:Cluster": CLUSTER,
      "aws:rds/globalCluster:GlobalCluster": GLOBAL_CLUSTER,
    },
    // No remedy: the provider replaces the database to change it.
  }),
  defineRule({
    id: "ENC-02",
    name: "db-customer-managed-key",
    title: "Relational database uses a customer-managed key",
    severity: "high",
    scope: "resource",
    appliesTo: "regulated",
    checks: {
      "aws:rds/instance:Instance": replicaAware(customerKey("kmsKeyId")),
      "aws:rds/cluster:Cluster": customerKey("kmsKeyId"),
      "azure-native:dbforpostgresql:Server": all(
        isOneOf("dataEncryption.type", ["AzureKeyVault"], { absent: "SystemManaged" }),
        customerKey("dataEncryption.primaryKeyURI"),
        isSet("dataEncryption.primaryUserAssignedIdentityId", "the identity that may use the key"),
      ),
      // A replica in its primary's region takes its key; in another one Google refuses a replica without.
      "gcp:sql/databaseInstance:DatabaseInstance": check(["encryptionKeyName"], (subject, context, graph) => {
        const finding = customerKey("encryptionKeyName").judge(subject, context, graph);
        if (finding.outcome !== "fail") return finding;
        const replica = isReplica(subject);
        if (typeof replica !== "boolean") return replica;
        return replica ? notApplicable("a replica is encrypted with its primary's key") : finding;
      }),
    },
  }),
] as const;
