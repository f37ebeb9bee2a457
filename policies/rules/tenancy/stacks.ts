/** Stacks of this project and the tenants they belong to. */
import { check } from "../../checks.ts";
import type { Context } from "../../context.ts";
import { allOf, fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import { labelOf } from "../../labels.ts";
import { defineRule } from "../../rule.ts";
import type { Subject } from "../../subject.ts";

/** Tenant part of the name of every account's stack; `tenant` in the labels of what it makes. */
const ACCOUNT = "account";

function judgeStack({ kind, stack, tier, accountBaseline }: Context): Finding {
  switch (kind) {
    case "foreign":
      return notApplicable("for stacks of this project only");
    case "account":
      return accountBaseline === undefined
        ? fail("", `got stack ${stack} without an account file, expected one; add the account file or remove the stack`)
        : PASS;
    case "tenant":
      return tier === undefined
        ? fail(
            "",
            `got stack ${stack} without a tenant file, expected one that names its environment; add the tenant file or remove the stack`,
          )
        : PASS;
  }
}

/** What the labels have to say: `acme` and `production`; `account` and the account's name. */
function expectedLabels({ kind, stack, tenant, environment }: Context): Readonly<Record<string, string | undefined>> {
  return kind === "account"
    ? { tenant: ACCOUNT, environment: stack.slice(ACCOUNT.length + 1) }
    : { tenant, environment };
}

/** The first place that a cloud keeps labels in, for the path in a reason. */
function pathOf({ type, view }: Subject, name: string): string {
  const place = ["labels", "userLabels", "metadata.labels"].find((path) => view.at(path).read(name).state !== "absent");
  return `${place ?? (type.startsWith("gcp:") ? "labels" : "tags")}.${name}`;
}

function judgeLabels(subject: Subject, context: Context): Finding {
  if (context.kind === "foreign") return notApplicable("for stacks of this project only");
  const expected = Object.entries(expectedLabels(context)).flatMap(([name, wanted]) => {
    const reading = labelOf(subject, name);
    return wanted === undefined || reading.state === "absent" ? [] : [{ name, wanted, reading }];
  });
  if (expected.length === 0) return notApplicable("carries no labels of a tenant");
  return allOf(
    expected.map(({ name, wanted, reading }) => {
      const path = pathOf(subject, name);
      if (reading.state !== "known") return unknown(path);
      return reading.value === wanted
        ? PASS
        : fail(
            path,
            `got ${String(reading.value)}, expected ${wanted} in stack ${context.stack}; move the resource to its own tenant's stack`,
          );
    }),
  );
}

export const STACK_RULES = [
  defineRule({
    id: "TEN-01",
    name: "stack-has-tenant",
    title: "Every stack of this project belongs to a tenant",
    severity: "critical",
    scope: "stack",
    appliesTo: "all",
    checks: {},
    stackWide: { types: [], judge: judgeStack },
  }),
  defineRule({
    id: "TEN-02",
    name: "labels-of-own-stack",
    title: "Resources carry the labels of the stack they are in",
    severity: "critical",
    scope: "resource",
    appliesTo: "all",
    checks: {},
    everyType: check(["tags.tenant", "tags.environment", "labels.tenant", "labels.environment"], judgeLabels),
  }),
] as const;
