/** Central places of logs: that they exist, and that nothing is left out. */
import { all, any, check, isFalse, isOneOf, isTrue } from "../../checks.ts";
import { fail, notApplicable, PASS, unknown } from "../../finding.ts";
import { defineRule } from "../../rule.ts";
import { isAuditSink, SINK } from "./audit-sinks.ts";

export const SINK_RULES = [
  defineRule({
    id: "LOG-11",
    name: "log-sink-complete",
    title: "The audit logs go into a central place, and nothing is left out",
    severity: "medium",
    scope: "stack",
    appliesTo: "all",
    checks: {
      "azure-native:operationalinsights:Workspace": all(
        isOneOf("publicNetworkAccessForIngestion", ["Disabled"], { absent: "Enabled" }),
        // People search with their identity from wherever they are, where no key opens the workspace.
        any(
          isOneOf("publicNetworkAccessForQuery", ["Disabled"], { absent: "Enabled" }),
          isTrue("features.disableLocalAuth", { absent: false }),
        ),
      ),
      [SINK]: all(
        isFalse("disabled", { absent: false }),
        check(["exclusions.filter"], ({ view }) => {
          const exclusions = view.items("exclusions");
          if (exclusions === undefined) return unknown("exclusions.filter");
          const active = exclusions.filter((one) => {
            const disabled = one.read("disabled");
            return !(disabled.state === "known" && disabled.value === true);
          });
          return active.length === 0
            ? PASS
            : fail("exclusions.filter", `got ${active.length} exclusions, expected none; remove them`);
        }),
      ),
    },
    stackWide: {
      types: [SINK],
      judge: ({ environment }, graph) => {
        // A sink takes what the whole project logs, and the standby shares its project.
        if (environment === "disaster-recovery") return notApplicable("covered by the sinks of the home stack");
        if (!graph.subjects.some(({ type }) => type === "gcp:storage/bucket:Bucket" || type === SINK)) {
          return notApplicable("no sinks in this stack");
        }
        const answers = graph.ofType(SINK).map(isAuditSink);
        if (answers.includes(true)) return PASS;
        if (answers.includes("unknown")) return unknown("filter");
        return fail("", "got no sink with the audit logs, expected one; add a ProjectSink without a filter");
      },
    },
  }),
] as const;
