import { TENANCY_RULES } from "../../policies/rules/tenancy.ts";
import { proveRules } from "./harness/prove-rules.ts";
import type { RuleCase, StackWideCase } from "./harness/rule-case.ts";

const NOT_KNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const wrong = (path: string, got: string, wanted: string, stack = "acme-production"): string =>
  `${path}: got ${got}, expected ${wanted} in stack ${stack}; move the resource to its own tenant's stack`;

const tagged: RuleCase = {
  type: "aws:s3/bucket:Bucket",
  compliant: { tags: { tenant: "acme", environment: "production" } },
  absent: { "tags.tenant": "pass", "tags.environment": "pass", "labels.tenant": "pass", "labels.environment": "pass" },
  // What the tags say counts; labels are another cloud's.
  unknown: { "labels.tenant": "pass", "labels.environment": "pass" },
  breaks: [
    { why: "another tenant's", change: { "tags.tenant": "globex" }, reasons: [wrong("tags.tenant", "globex", "acme")] },
    {
      why: "another environment's",
      change: { "tags.environment": "staging" },
      reasons: [wrong("tags.environment", "staging", "production")],
    },
    {
      why: "another stack's",
      change: { tags: { tenant: "globex", environment: "test" } },
      reasons: [wrong("tags.tenant", "globex", "acme"), wrong("tags.environment", "test", "production")],
    },
  ],
  variants: [
    { why: "no labels", change: { tags: undefined }, outcome: "not-applicable" },
    {
      why: "a foreign stack",
      change: { "tags.tenant": "globex" },
      context: { kind: "foreign" },
      outcome: "not-applicable",
    },
    {
      why: "an account's own",
      change: { tags: { tenant: "account", environment: "acme" } },
      context: { kind: "account", stack: "account-acme" },
      outcome: "pass",
    },
    { why: "the environment not known", change: { "tags.environment": NOT_KNOWN }, outcome: "unknown" },
  ],
};

const ofAccount: RuleCase = {
  ...tagged,
  type: "gcp:storage/bucket:Bucket",
  compliant: { labels: { tenant: "account", environment: "acme" } },
  context: { kind: "account", stack: "account-acme" },
  unknown: { "tags.tenant": "unknown", "tags.environment": "unknown" },
  breaks: [
    {
      why: "a tenant's",
      change: { "labels.tenant": "acme" },
      reasons: [wrong("labels.tenant", "acme", "account", "account-acme")],
    },
  ],
  variants: [],
};

const byProvider: RuleCase = {
  ...tagged,
  compliant: {},
  provider: { defaultTags: JSON.stringify({ tags: { tenant: "acme", environment: "production" } }) },
  unknown: {},
  breaks: [
    {
      why: "its own is another's",
      change: { "tags.tenant": "globex" },
      reasons: [wrong("tags.tenant", "globex", "acme")],
    },
  ],
  variants: [],
};

const stack = (
  name: string,
  context: StackWideCase["context"],
  outcome: StackWideCase["outcome"],
  reasons?: readonly string[],
): StackWideCase => ({
  rule: "TEN-01",
  name,
  resources: [],
  ...(context === undefined ? {} : { context }),
  outcome,
  ...(reasons === undefined ? {} : { reasons }),
});

proveRules("tenancy", TENANCY_RULES, { "TEN-02": [tagged, ofAccount, byProvider] }, [
  stack("a tenant's", undefined, "pass"),
  stack("without a tenant file", { tier: undefined } as unknown as StackWideCase["context"], "fail", [
    ": got stack acme-production without a tenant file, expected one that names its environment; add the tenant file or remove the stack",
  ]),
  stack("an account's", { kind: "account" }, "pass"),
  stack(
    "an account's without a file",
    { kind: "account", accountBaseline: undefined } as unknown as StackWideCase["context"],
    "fail",
    [": got stack acme-production without an account file, expected one; add the account file or remove the stack"],
  ),
  stack("a foreign one", { kind: "foreign" }, "not-applicable"),
]);
