/** What lies in the European Union, and what does not. */
import type { Props, RuleCase, Variant } from "../harness/rule-case.ts";

export const UNRESTRICTED: Variant = {
  why: "nobody restricts places",
  context: { residency: undefined } as unknown as Variant["context"] & object,
  outcome: "not-applicable",
};

export const SWISS = { residency: ["ch"] };

export function wrong(path: string, got: string, change: Props): RuleCase["breaks"][number] {
  return { why: `${path} is ${got}`, change, reasons: [`${path}: got ${got}, expected a place in eu; change ${path}`] };
}

/** A resource that says its place in one property. */
export function placed(
  type: string,
  path: string,
  inside: string,
  away: string,
  more: Partial<RuleCase> = {},
): RuleCase {
  return {
    type,
    compliant: { [path]: inside },
    absent: { [path]: "not-applicable" },
    breaks: [
      wrong(path, away, { [path]: away }),
      {
        why: "a place that nobody knows",
        change: { [path]: "moon-1" },
        reasons: [`${path}: got moon-1, expected a place in eu; change ${path}`],
      },
      {
        why: "another jurisdiction is allowed",
        context: SWISS,
        reasons: [`${path}: got ${inside}, expected a place in ch; change ${path}`],
      },
    ],
    ...more,
    variants: [UNRESTRICTED, ...(more.variants ?? [])],
  };
}

export const REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
