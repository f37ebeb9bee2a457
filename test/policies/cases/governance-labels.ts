import { LABEL_PLACES } from "../../../policies/rules/governance/taggable-types.ts";
import { POD_SPECS } from "../../../policies/rules/kubernetes/pod-spec.ts";
import type { Props, RuleCase, RuleCases, StackWideCase } from "../harness/rule-case.ts";

const LABELS: Readonly<Record<string, string>> = {
  tenant: "acme",
  tier: "premium",
  environment: "production",
  owner: "platform",
  "data-class": "internal",
  region: "eu-west-1",
};
const NAMES = Object.keys(LABELS);
const NOT_KNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function nested([name, ...rest]: readonly string[], value: unknown): Props {
  return { [name ?? ""]: rest.length === 0 ? value : nested(rest, value) };
}

function labelled([type, place]: readonly [string, string]): RuleCase {
  const at = (name: string): string => `${place}.${name}`;
  return {
    type,
    compliant: nested(place.split("."), LABELS),
    absent: Object.fromEntries(NAMES.map((name) => [at(name), "fail"])),
    breaks: [
      ...NAMES.map((name) => ({
        why: `empty ${name}`,
        change: { [at(name)]: "" },
        reasons: [`${at(name)}: got nothing, expected a label ${name}; set it`],
      })),
      {
        why: "not legal on every cloud",
        change: { [at("owner")]: "Platform@acme.example" },
        reasons: [
          `${at("owner")}: got Platform@acme.example, expected lower-case letters, digits and hyphens, at most 63; change the label owner`,
        ],
      },
    ],
    variants: [
      {
        why: "another project's own form",
        change: { [at("owner")]: "Platform@acme.example" },
        context: { kind: "foreign" },
        outcome: "pass",
      },
      {
        why: "another project's names",
        change: {
          [at("data-class")]: undefined,
          [at("data-classification")]: "internal",
          [at("environment")]: undefined,
          [at("env")]: "prod",
        },
        outcome: "pass",
      },
    ],
  };
}

/** The provider's default tags count, as the engine keeps them: a JSON text. */
const byProvider: RuleCase = {
  type: "aws:s3/bucket:Bucket",
  compliant: {},
  provider: { defaultTags: JSON.stringify({ tags: LABELS }) },
  absent: Object.fromEntries(NAMES.map((name) => [`tags.${name}`, "pass"])),
  breaks: [
    {
      why: "its own is wrong",
      change: { "tags.tier": "Gold" },
      reasons: [
        "tags.tier: got Gold, expected lower-case letters, digits and hyphens, at most 63; change the label tier",
      ],
    },
  ],
};

const ofKubernetes = (type: string): RuleCase => ({
  type,
  compliant: { metadata: { labels: { "app.kubernetes.io/name": "web", tenant: "acme" } } },
  absent: { "metadata.labels": "fail" },
  breaks: [
    {
      why: "no tenant",
      change: { "metadata.labels": { "app.kubernetes.io/name": "web" } },
      reasons: ["metadata.labels: got nothing, expected a label tenant; set it"],
    },
    {
      why: "no application",
      change: { "metadata.labels": { tenant: "acme" } },
      reasons: ["metadata.labels: got nothing, expected a label app.kubernetes.io/name; set it"],
    },
  ],
});

const bucket = (tags: Props): Props => ({ tags });

export const LABEL_CASES: RuleCases = {
  "GOV-01": [
    ...Object.entries(LABEL_PLACES).map(labelled),
    byProvider,
    ...[...Object.keys(POD_SPECS), "kubernetes:core/v1:Namespace", "kubernetes:core/v1:Service"].map(ofKubernetes),
  ],
  "GOV-07": [
    {
      type: "example:index:Anything",
      compliant: { tags: { environment: "production" }, key: "k" },
      refersTo: { key: ["key"] },
      others: [{ type: "aws:kms/key:Key", name: "key", props: bucket({ environment: "disaster-recovery" }) }],
      absent: {},
      breaks: [
        {
          why: "a key of development",
          others: [{ type: "aws:kms/key:Key", name: "key", props: bucket({ env: "dev" }) }],
          reasons: [
            "key: got key of another environment, expected production or shared; use one of the same environment",
          ],
        },
        {
          why: "development with a key of production",
          change: { "tags.environment": "staging" },
          others: [{ type: "aws:kms/key:Key", name: "key", props: bucket({ environment: "prod" }) }],
          reasons: ["key: got key of production, expected its own; use one of the same environment"],
        },
      ],
      variants: [
        {
          why: "a shared key",
          others: [{ type: "aws:kms/key:Key", name: "key", props: bucket({ environment: "shared" }) }],
          outcome: "pass",
        },
        {
          why: "a key that says nothing",
          others: [{ type: "aws:kms/key:Key", name: "key", props: {} }],
          outcome: "pass",
        },
        {
          why: "a key of an environment not known",
          others: [{ type: "aws:kms/key:Key", name: "key", props: bucket({ environment: NOT_KNOWN }) }],
          outcome: "unknown",
        },
        { why: "an environment not known", change: { "tags.environment": NOT_KNOWN }, outcome: "unknown" },
        { why: "no environment", change: { tags: undefined }, outcome: "not-applicable" },
      ],
    },
  ],
};

const classified = (text: string): StackWideCase["resources"] => [
  { type: "aws:s3/bucket:Bucket", name: "data", props: bucket({ "data-classification": text }) },
  { type: "aws:s3/bucket:Bucket", name: "logs", props: bucket({ "data-class": "internal" }) },
];

const needs = (text: string, framework: string): string =>
  `: got data-classification ${text} of data, expected the framework ${framework}; add it to the tenant or to the pack's configuration`;

export const CLASSIFICATION_CASES: readonly StackWideCase[] = [
  ...(
    [
      ["phi", "hipaa"],
      ["CHD", "pci-dss"],
      ["pii", "gdpr"],
    ] as const
  ).flatMap(([text, framework]): StackWideCase[] => [
    {
      rule: "GOV-02",
      name: `${text} without ${framework}`,
      resources: classified(text),
      outcome: "fail",
      reasons: [needs(text, framework)],
    },
    {
      rule: "GOV-02",
      name: `${text} with ${framework}`,
      resources: classified(text),
      context: { frameworks: [framework] },
      outcome: "pass",
    },
  ]),
  {
    rule: "GOV-02",
    name: "personal data of nowhere in Europe",
    resources: classified("pii"),
    context: { residency: ["us"] },
    outcome: "pass",
  },
  {
    rule: "GOV-02",
    name: "two words",
    resources: classified("phi-pci"),
    outcome: "fail",
    reasons: [needs("phi-pci", "hipaa"), needs("phi-pci", "pci-dss")],
  },
  { rule: "GOV-02", name: "a word inside another", resources: classified("graphics"), outcome: "pass" },
  { rule: "GOV-02", name: "not known", resources: classified(NOT_KNOWN), outcome: "unknown" },
  {
    rule: "GOV-02",
    name: "nothing said",
    resources: [{ type: "aws:s3/bucket:Bucket", name: "data", props: {} }],
    outcome: "not-applicable",
  },
];
