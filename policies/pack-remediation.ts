/** Rules that can mend a resource before it is judged; off until configuration sets the rule's name to `remediate`. */
import type { ResourceValidationPolicy } from "@pulumi/policy";
import type { Context } from "./context.ts";
import { NO_GRAPH } from "./graph.ts";
import { keepSecrets } from "./pack-secrets.ts";
import { behindProxy, rawOf } from "./pack-subject.ts";
import type { Rule } from "./rule.ts";
import { parseSettings } from "./settings.ts";
import { normaliseType, parseUrn, type Subject } from "./subject.ts";
import { contextOf } from "./tenant-source.ts";
import { View } from "./view.ts";

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
      const type = normaliseType(args.type);
      const remedy = rule.remedies?.[type];
      const check = rule.checks[type];
      if (remedy === undefined || check === undefined) return undefined;
      const raw = rawOf(args.props);
      const subject: Subject = {
        urn: args.urn,
        type,
        name: args.name,
        view: new View(raw),
        protect: args.opts.protect,
        ignoreChanges: args.opts.ignoreChanges,
        provider: new View(args.provider === undefined ? {} : rawOf(args.provider.props)),
        propertyDependencies: {},
      };
      const context = contextAt(args.urn);
      if (check.judge(subject, context, NO_GRAPH).outcome !== "fail") return undefined;
      const mended = { ...raw, ...remedy(subject.view, context) };
      return keepSecrets(behindProxy(args.props), mended) as Record<string, unknown>;
    },
  };
}
