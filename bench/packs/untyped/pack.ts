/** The same rules without the fast path: a policy for each, as packs are commonly written, which sees every resource. */
import { PolicyPack, type ResourceValidationPolicy, type StackValidationPolicy } from "@pulumi/policy";
import { assessResource, assessStack, type Judgement } from "../../../policies/assess.ts";
import { RuleIndex } from "../../../policies/judge.ts";
import { subjectOfResource, subjectOfStack } from "../../../policies/pack-subject.ts";
import type { Rule } from "../../../policies/rule.ts";
import { RULES } from "../../../policies/rules.ts";
import { parseSettings } from "../../../policies/settings.ts";
import { parseUrn } from "../../../policies/subject.ts";
import { contextOf } from "../../../policies/tenant-source.ts";
import type { Verdict } from "../../../policies/verdict.ts";

const TODAY = "2026-11-21";
const judgements = new Map<Rule, Judgement>();

function judgementOf(rule: Rule, urn: string): Judgement {
  const known = judgements.get(rule);
  if (known !== undefined) return known;
  const { stack, project } = parseUrn(urn);
  const context = contextOf(stack, project, parseSettings({}));
  const judgement = { index: new RuleIndex([rule]), context, waivers: [], today: TODAY };
  judgements.set(rule, judgement);
  return judgement;
}

function reportAll(verdicts: readonly Verdict[], report: (message: string) => void): void {
  for (const { rule, outcome } of verdicts) if (outcome === "fail" || outcome === "error") report(rule);
}

const policies = RULES.map((rule): ResourceValidationPolicy | StackValidationPolicy => {
  const named = { name: rule.name, description: rule.title, enforcementLevel: "mandatory" } as const;
  return rule.scope === "resource"
    ? {
        ...named,
        validateResource: (args, report) => {
          reportAll(assessResource(judgementOf(rule, args.urn), subjectOfResource(args)), report);
        },
      }
    : {
        ...named,
        validateStack: ({ resources }, report) => {
          const [first] = resources;
          if (first === undefined) return;
          const subjects = resources.map(subjectOfStack);
          reportAll(assessStack(judgementOf(rule, first.urn), subjects, first.urn, []), report);
        },
      };
});

new PolicyPack("untyped", { enforcementLevel: "mandatory", policies });
