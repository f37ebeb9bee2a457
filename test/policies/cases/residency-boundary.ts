import type { Props, RuleCase, RuleCases, Variant } from "../harness/rule-case.ts";
import { NOT_YET_KNOWN } from "../harness/rule-case.ts";

const context = { frameworks: ["fedramp"] } as const;
const OTHERS: Variant = { why: "another framework", context: { frameworks: ["hipaa"] }, outcome: "not-applicable" };

function bounded(type: string, provider: Props, breaks: RuleCase["breaks"], variants: readonly Variant[]): RuleCase {
  return { type, compliant: {}, provider, context, absent: {}, breaks, variants: [OTHERS, ...variants] };
}

const outOfBounds = (path: string, got: string): string =>
  `provider.${path}: got ${got}, expected a place in us; change provider.${path}`;
const unset = (path: string): string => `provider.${path}: got nothing, expected a region of us; set it`;
const NO_FIPS = "provider.useFipsEndpoint: got false, expected true; set useFipsEndpoint of the provider";

export const BOUNDARY_CASES: RuleCases = {
  "RES-06": [
    bounded(
      "aws:*",
      { region: "us-gov-west-1", useFipsEndpoint: "true" },
      [
        {
          why: "a region elsewhere",
          provider: { region: "eu-west-1", useFipsEndpoint: "true" },
          reasons: [outOfBounds("region", "eu-west-1")],
        },
        { why: "plain endpoints", provider: { region: "us-gov-west-1", useFipsEndpoint: "false" }, reasons: [NO_FIPS] },
        { why: "the provider's default endpoints", provider: { region: "us-gov-west-1" }, reasons: [NO_FIPS] },
        { why: "no region", provider: { useFipsEndpoint: true }, reasons: [unset("region")] },
      ],
      [
        { why: "a commercial region", provider: { region: "us-east-1", useFipsEndpoint: true }, outcome: "pass" },
        {
          why: "endpoints that are not known",
          provider: { region: "us-east-1", useFipsEndpoint: NOT_YET_KNOWN },
          outcome: "unknown",
        },
      ],
    ),
    bounded(
      "azure-native:*",
      { environment: "usgovernment" },
      [
        {
          why: "a region elsewhere",
          provider: { environment: "public", location: "westeurope" },
          reasons: [outOfBounds("location", "westeurope")],
        },
        { why: "no region", provider: {}, reasons: [unset("location")] },
      ],
      [
        { why: "a commercial region", provider: { location: "eastus2" }, outcome: "pass" },
        { why: "a cloud that is not known", provider: { environment: NOT_YET_KNOWN }, outcome: "unknown" },
      ],
    ),
    bounded(
      "gcp:*",
      { region: "us-central1" },
      [
        {
          why: "a region elsewhere",
          provider: { region: "europe-west1" },
          reasons: [outOfBounds("region", "europe-west1")],
        },
        { why: "no region", provider: {}, reasons: [unset("region")] },
      ],
      [{ why: "a region that is not known", provider: { region: NOT_YET_KNOWN }, outcome: "unknown" }],
    ),
  ],
};
