/** Search domains only speak HTTPS, with TLS from 1.2 on. */
import { all, isTrue, value } from "../../checks.ts";
import { settingTo } from "../../remedy.ts";
import { defineRule } from "../../rule.ts";

const BEST_POLICY = "Policy-Min-TLS-1-2-PFS-2023-10";
const POLICY = "domainEndpointOptions.tlsSecurityPolicy";

const httpsOnly = all(
  isTrue("domainEndpointOptions.enforceHttps", { absent: true }),
  value(POLICY, { absent: "Policy-Min-TLS-1-0-2019-07" }, (got, absent) =>
    String(got).startsWith("Policy-Min-TLS-1-2-")
      ? undefined
      : `got ${absent ? `nothing (the provider's default is ${String(got)})` : String(got)}, expected Policy-Min-TLS-1-2-*; set ${POLICY}`,
  ),
);
const remedy = settingTo({ "domainEndpointOptions.enforceHttps": true, [POLICY]: BEST_POLICY });

export const SEARCH_TRANSPORT_RULES = [
  defineRule({
    id: "TLS-05",
    name: "search-https-only",
    title: "Search endpoint enforces HTTPS with a TLS 1.2+ policy",
    severity: "high",
    scope: "resource",
    appliesTo: "all",
    checks: { "aws:opensearch/domain:Domain": httpsOnly, "aws:elasticsearch/domain:Domain": httpsOnly },
    remedies: { "aws:opensearch/domain:Domain": remedy, "aws:elasticsearch/domain:Domain": remedy },
  }),
] as const;
