/** Rules that can mend a resource before it is judged; off until configuration sets the rule's name to `remediate`. */
import type { ResourceValidationPolicy } from "@pulumi/policy";
import type { Context } from "./context.ts";
import { NO_GRAPH } from "./graph.ts";
import { keepSecrets } from "./pack-secrets.ts";
import { behindProxy, rawOf, subjectOfResource } from "./pack-subject.ts";
import type { Rule } from "./rule.ts";
import { parseSettings } from "./settings.ts";
import { parseUrn } from "./subject.ts";
import { contextOf } from "./tenant-source.ts";

/** One policy per rule with a remedy, called as the rule. */
export function remediationPolicies(rules: readonly Rule[]): ResourceValidationPolicy[] {
  const contextAt = rememberedContexts();
  const remedied = rules.filter(({ remedies }) => remedies !== undefined);
  return remedied.map((rule) => remediationPolicy(rule, contextAt));
}

/** By stack: its tenant's file is read once, not for every resource. */
function rememberedContexts(): (urn: string) => Context {
  const known = new Map<string, Context>();
  return (urn) => {
    const { stack, project } = parseUrn(urn);
    const key = `${project} ${stack}`;
    const context = known.get(key) ?? contextOf(stack, project, parseSettings({}));
    known.set(key, context);
    return context;
  };
}

function remediationPolicy(rule: Rule, contextAt: (urn: string) => Context): ResourceValidationPolicy {
  return {
    name: rule.name,
    description: `${rule.id} mended: ${rule.title}`,
    enforcementLevel: "disabled",
    remediateResource: (args) => {
      const subject = subjectOfResource(args);
      const remedy = rule.remedies?.[subject.type];
      const check = rule.checks[subject.type];
      if (remedy === undefined || check === undefined) return undefined;
      const context = contextAt(args.urn);
      if (check.judge(subject, context, NO_GRAPH).outcome !== "fail") return undefined;
      const mended = { ...rawOf(args.props), ...remedy(subject.view, context) };
      return keepSecrets(behindProxy(args.props), mended) as Record<string, unknown>;
    },
  };
}
