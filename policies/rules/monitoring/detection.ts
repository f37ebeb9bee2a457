/** Threat detection and the recording of settings, which exist once per account. */
import { all, check, equals, isNoneOf, isSet, isTrue, NO_DEFAULT } from "../../checks.ts";
import type { Context } from "../../context.ts";
import { fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import type { Graph } from "../../graph.ts";
import { regionOf } from "../../region.ts";
import { defineRule } from "../../rule.ts";

const DETECTOR = "aws:guardduty/detector:Detector";
const PRICING = "azure-native:security:Pricing";
const RECORDER = "aws:cfg/recorder:Recorder";
const RECORDER_STATUS = "aws:cfg/recorderStatus:RecorderStatus";
const COSMOS = "azure-native:cosmosdb:DatabaseAccount";

/** Defender plans of what every tenant on Azure has. */
const PLANS = ["Arm", "Containers", "KeyVaults", "OpenSourceRelationalDatabases", "StorageAccounts"] as const;

function has(graph: Graph, cloud: string): boolean {
  return graph.subjects.some(({ type }) => type.startsWith(`${cloud}:`));
}

function detected({ kind }: Context, graph: Graph): Finding {
  const plans = graph.ofType(PRICING);
  if (plans.length > 0 || (kind === "account" && has(graph, "azure-native"))) {
    const names = plans.map(({ view }) => view.read("pricingName"));
    const wanted = graph.ofType(COSMOS).length > 0 ? [...PLANS, "CosmosDbs"] : PLANS;
    const missing = wanted.filter((plan) => !names.some((one) => one.state === "known" && one.value === plan));
    if (missing.length > 0) {
      return names.some(({ state }) => state === "unknown")
        ? unknown("pricingName")
        : fail("", `got no plan for ${missing.join(", ")}, expected one each; add a Pricing of tier Standard`);
    }
    return PASS;
  }
  if (graph.ofType(DETECTOR).length > 0) return PASS;
  return kind === "account" && has(graph, "aws")
    ? fail("", "got no detector, expected one in each region in use; add a Detector")
    : notApplicable("detection of Google Cloud is switched on for the organisation");
}

export const DETECTION_RULES = [
  defineRule({
    id: "MON-02",
    name: "threat-detection",
    title: "Managed threat detection is on",
    severity: "high",
    scope: "stack",
    appliesTo: "all",
    accountWide: true,
    checks: {
      [DETECTOR]: isTrue("enable", { absent: true }),
      [PRICING]: equals("pricingTier", "Standard", { absent: NO_DEFAULT }),
      "gcp:container/cluster:Cluster": all(
        isNoneOf("securityPostureConfig.mode", ["DISABLED", "MODE_UNSPECIFIED"], { absent: "DISABLED" }),
        isNoneOf("securityPostureConfig.vulnerabilityMode", ["VULNERABILITY_DISABLED"], {
          absent: "VULNERABILITY_DISABLED",
        }),
      ),
    },
    stackWide: { types: [DETECTOR, PRICING], judge: detected },
  }),
  defineRule({
    id: "MON-03",
    name: "config-recorder",
    title: "Every change of a setting is recorded",
    severity: "medium",
    scope: "stack",
    appliesTo: "all",
    accountWide: true,
    checks: {
      [RECORDER]: all(
        isTrue("recordingGroup.allSupported", { absent: true }),
        isSet("roleArn", "a role"),
        check([], (subject, _context, graph) => {
          const region = regionOf(subject);
          const states = graph.ofType(RECORDER_STATUS).filter((status) => {
            const other = regionOf(status);
            const here = region.state !== "known" || other.state !== "known" || region.value === other.value;
            return here && graph.link(status, "name", subject) !== "not-linked";
          });
          return states.length > 0
            ? PASS
            : fail("", "got a recorder that nothing starts, expected a RecorderStatus; add one with isEnabled");
        }),
      ),
      [RECORDER_STATUS]: isTrue("isEnabled", { absent: undefined }),
    },
    stackWide: {
      types: [RECORDER],
      // Global resources are the same in every region: recorded once is enough, and twice is paid twice.
      judge: ({ kind }, graph) => {
        const recorders = graph.ofType(RECORDER);
        if (recorders.length === 0) {
          if (kind !== "account" || !has(graph, "aws")) return notApplicable("no AWS account in this stack");
          return fail("", "got no recorder, expected one in each region in use; add a Recorder");
        }
        const path = "recordingGroup.includeGlobalResourceTypes";
        const global = recorders.map(({ view }) => view.read(path));
        if (global.some((one) => one.state === "known" && one.value === true)) return PASS;
        if (global.some(({ state }) => state === "unknown")) return unknown(path);
        return fail(path, `got no recorder of global resources, expected one; set ${path} to true in one region`);
      },
    },
  }),
] as const;
