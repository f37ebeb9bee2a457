/** What data is said to be decides which frameworks have to judge it. */
import type { Framework } from "../../../tiers/vocabulary.ts";
import type { Context } from "../../context.ts";
import { allOf, fail, notApplicable, PASS, unknown, type Finding } from "../../finding.ts";
import type { Graph } from "../../graph.ts";
import { labelOf } from "../../labels.ts";
import { defineRule } from "../../rule.ts";
import type { Subject } from "../../subject.ts";

interface Classification {
  readonly word: RegExp;
  readonly framework: Framework;
  /** Only where data lies in, or is bound to, this jurisdiction. */
  readonly jurisdiction?: string;
}

/** Words of a label → the framework that has to be active. Personal data counts where the European rules hold. */
const CLASSIFICATIONS: readonly Classification[] = [
  { word: /(^|[^a-z])(e?phi|health)([^a-z]|$)/i, framework: "hipaa" },
  { word: /(^|[^a-z])(chd|pci|cardholder|pan)([^a-z]|$)/i, framework: "pci-dss" },
  { word: /(^|[^a-z])(pii|personal)([^a-z]|$)/i, framework: "gdpr", jurisdiction: "eu" },
];

const NAMES = ["data-class", "data-classification", "classification"] as const;

function judgeSubject(subject: Subject, { frameworks, residency }: Context): readonly Finding[] {
  return NAMES.flatMap((name) => {
    const reading = labelOf(subject, name);
    if (reading.state === "absent") return [];
    if (reading.state === "unknown") return [unknown(`${subject.name}: ${name}`)];
    const text = String(reading.value);
    return [
      PASS,
      ...CLASSIFICATIONS.filter(
        ({ word, framework, jurisdiction }) =>
          word.test(text) &&
          !frameworks.includes(framework) &&
          (jurisdiction === undefined || residency === undefined || residency.includes(jurisdiction)),
      ).map(({ framework }) =>
        fail(
          "",
          `got ${name} ${text} of ${subject.name}, expected the framework ${framework}; add it to the tenant or to the pack's configuration`,
        ),
      ),
    ];
  });
}

function judge(context: Context, graph: Graph): Finding {
  const findings = graph.subjects.flatMap((subject) => judgeSubject(subject, context));
  return findings.length === 0 ? notApplicable("no resource says how sensitive its data is") : allOf(findings);
}

export const CLASSIFICATION_RULES = [
  defineRule({
    id: "GOV-02",
    name: "classification-drives-frameworks",
    title: "What resources say of their data matches the active frameworks",
    severity: "medium",
    scope: "stack",
    appliesTo: "all",
    checks: {},
    stackWide: { types: [], judge },
  }),
] as const;
