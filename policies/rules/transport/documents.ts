/** Document databases only speak TLS from 1.2 on. */
import { check, equals } from "../../checks.ts";
import { fail, PASS, unknown } from "../../finding.ts";
import { settingTo } from "../../remedy.ts";
import { defineRule } from "../../rule.ts";
import { groupDecides, parameterOf } from "./parameter-groups.ts";

/** Values of DocumentDB's parameter `tls` that leave TLS 1.0 and 1.1 out; `enabled`, the default, does not. */
const MODERN: ReadonlySet<unknown> = new Set(["fips-140-3", "tls1.2+", "tls1.3+"]);
const EXPECTED = "expected tls1.2+ or tls1.3+ or fips-140-3";

export const DOCUMENT_TRANSPORT_RULES = [
  defineRule({
    id: "TLS-03",
    name: "docdb-require-tls",
    title: "Document database only accepts TLS >= 1.2",
    severity: "high",
    scope: "stack",
    appliesTo: "all",
    checks: {
      "aws:docdb/clusterParameterGroup:ClusterParameterGroup": check(["parameters"], ({ view }) => {
        const tls = parameterOf(view, "tls");
        if (tls.state === "unknown") return unknown("parameters");
        const got = tls.state === "absent" ? "nothing (the provider's default is enabled)" : String(tls.value);
        if (tls.state === "known" && MODERN.has(tls.value)) return PASS;
        return fail("parameters", `got tls ${got}, ${EXPECTED}; set it in the group`);
      }),
      "aws:docdb/cluster:Cluster": groupDecides(
        "dbClusterParameterGroupName",
        "aws:docdb/clusterParameterGroup:ClusterParameterGroup",
        () => fail("", `got the default parameter group, ${EXPECTED} for tls; add a group`),
      ),
      "azure-native:cosmosdb:DatabaseAccount": equals("minimalTlsVersion", "Tls12", { absent: "Tls12" }),
    },
    remedies: { "azure-native:cosmosdb:DatabaseAccount": settingTo({ minimalTlsVersion: "Tls12" }) },
  }),
] as const;
