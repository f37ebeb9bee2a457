/** The boundary that FedRAMP draws: regions of the United States, validated cryptography. */
import { check } from "../../checks.ts";
import type { Context } from "../../context.ts";
import { allOf, fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import type { Reading } from "../../reading.ts";
import { defineRule, type Check } from "../../rule.ts";
import type { Subject } from "../../subject.ts";
import type { AvailableCloud } from "../../../tiers/vocabulary.ts";
import { judgePlace } from "./where.ts";

/** The government partitions are regions of the United States as well. */
const UNITED_STATES = { residency: ["us"] } as const;

function underFedramp(judge: (subject: Subject) => Finding): Check {
  return check([], (subject, { frameworks }: Context) =>
    frameworks.includes("fedramp") ? judge(subject) : notApplicable("for fedramp only"),
  );
}

function inUnitedStates(cloud: AvailableCloud, path: string, reading: Reading): Finding {
  if (reading.state === "absent") return fail(`provider.${path}`, "got nothing, expected a region of us; set it");
  return judgePlace(cloud, `provider.${path}`, reading, UNITED_STATES);
}

/** The engine keeps a provider's settings as texts. */
function fips({ provider }: Subject): Finding {
  const reading = provider.read("useFipsEndpoint");
  if (reading.state === "unknown") return unknown("provider.useFipsEndpoint");
  const on = reading.state === "known" && (reading.value === true || reading.value === "true");
  // The provider's default is the plain endpoint.
  return on ? PASS : fail("provider.useFipsEndpoint", "got false, expected true; set useFipsEndpoint of the provider");
}

export const BOUNDARY_RULES = [
  defineRule({
    id: "RES-06",
    name: "partition-and-service-boundary",
    title: "FedRAMP tenants live in the United States and talk to validated endpoints",
    severity: "high",
    scope: "resource",
    appliesTo: "regulated",
    checks: {
      "aws:*": underFedramp((subject) =>
        allOf([inUnitedStates("aws", "region", subject.provider.read("region")), fips(subject)]),
      ),
      "azure-native:*": underFedramp(({ provider }) => {
        const environment = provider.read("environment");
        if (environment.state === "unknown") return unknown("provider.environment");
        if (environment.state === "known" && environment.value === "usgovernment") return PASS;
        return inUnitedStates("azure", "location", provider.read("location"));
      }),
      // Whether the project lies in an Assured Workloads folder is not said by any resource of a stack.
      "gcp:*": underFedramp(({ provider }) => inUnitedStates("gcp", "region", provider.read("region"))),
    },
  }),
] as const;
