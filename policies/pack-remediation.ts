/** Rules that can mend a resource before it is judged; off until configuration sets the rule's name to `remediate`. */
import type { ResourceValidationPolicy } from "@pulumi/policy";
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
  return rules.filter(({ remedies }) => remedies !== undefined).map(remediationPolicy);
}

function remediationPolicy(rule: Rule): ResourceValidationPolicy {
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
      const { stack, project } = parseUrn(args.urn);
      const context = contextOf(stack, project, parseSettings({}));
      if (check.judge(subject, context, NO_GRAPH).outcome !== "fail") return undefined;
      const mended = { ...raw, ...remedy(subject.view, context) };
      return keepSecrets(behindProxy(args.props), mended) as Record<string, unknown>;
    },
  };
}
