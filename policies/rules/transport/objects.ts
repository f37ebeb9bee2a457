/** Object storage refuses plain HTTP and old TLS. */
import { all, document, isOneOf, isTrue } from "../../checks.ts";
import { hasCompanion } from "../../companion.ts";
import { allOf, fail, PASS, unknown, type Finding } from "../../finding.ts";
import { statementsOf, type Statement } from "../../policy-statements.ts";
import { settingTo } from "../../remedy.ts";
import { defineRule } from "../../rule.ts";
import type { View } from "../../view.ts";

const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
/** Lowest version of TLS that is let in. */
const LOWEST_TLS = 1.2;

/** Refused to everybody, for every action on the bucket's objects. */
function refusesEverybody({ effect, principals, actions, resources }: Statement): boolean {
  const everything = actions.includes("s3:*") || actions.includes("*");
  const objects = resources.some((resource) => resource === "*" || resource.endsWith("/*"));
  return effect === "Deny" && principals.includes("*") && everything && objects;
}

function refusesPlainHttp(statement: Statement): boolean {
  const { conditions } = statement;
  const onlyThis = conditions.length === 1;
  return (
    refusesEverybody(statement) &&
    onlyThis &&
    conditions.some(
      ({ operator, key, values }) =>
        operator.startsWith("bool") && key === "aws:securetransport" && values.includes("false"),
    )
  );
}

function refusesOldTls(statement: Statement): boolean {
  const { conditions } = statement;
  return (
    refusesEverybody(statement) &&
    conditions.length === 1 &&
    conditions.some(
      ({ operator, key, values }) =>
        operator.startsWith("numericlessthan") &&
        key === "s3:tlsversion" &&
        values.some((version) => Number(version) >= LOWEST_TLS),
    )
  );
}

function judgePolicy(content: View): Finding {
  const statements = statementsOf(content);
  if (statements === undefined) return unknown("Statement");
  return allOf([
    PASS,
    statements.some(refusesPlainHttp)
      ? PASS
      : fail("Statement", "got none that denies s3:* to all without aws:SecureTransport, expected one; add it"),
    statements.some(refusesOldTls)
      ? PASS
      : fail(
          "Statement",
          `got none that denies s3:* to all with s3:TlsVersion below ${LOWEST_TLS}, expected one; add it`,
        ),
  ]);
}

const bucket = hasCompanion({ types: [POLICY], property: "bucket", what: "bucket policy that refuses plain HTTP" });

export const OBJECT_TRANSPORT_RULES = [
  defineRule({
    id: "TLS-04",
    name: "object-storage-tls-only",
    title: "Object storage refuses plain HTTP and TLS < 1.2",
    severity: "high",
    scope: "stack",
    appliesTo: "all",
    checks: {
      "aws:s3/bucket:Bucket": bucket,
      "aws:s3/bucketV2:BucketV2": bucket,
      [POLICY]: document("policy", judgePolicy),
      "azure-native:storage:StorageAccount": all(
        isTrue("enableHttpsTrafficOnly", { absent: true }),
        isOneOf("minimumTlsVersion", ["TLS1_2", "TLS1_3"], { absent: "TLS1_0" }),
      ),
    },
    remedies: {
      "azure-native:storage:StorageAccount": settingTo({ enableHttpsTrafficOnly: true, minimumTlsVersion: "TLS1_2" }),
    },
  }),
] as const;
