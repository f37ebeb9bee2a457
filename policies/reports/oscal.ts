/**
 * Evidence for assessors' tools: OSCAL assessment results 1.1.3. One result per framework; each rule an observation; a finding only
 * where a clause is violated, or where rules check all of it and it holds: a part that holds satisfies no clause.
 */
import { v5 } from "uuid";
import type { Ledger } from "../ledger.ts";
import { RULE_IDS } from "../rules.ts";
import type { Rule } from "../rule.ts";
import type { Framework } from "../../tiers/vocabulary.ts";
import { matrixOf, type ClauseCoverage, type Matrix, type RuleEvidence } from "./coverage.ts";

const OSCAL_VERSION = "1.1.3";
/** Own name space of ids: the same content has the same id in every run. */
const NAMESPACE = "6f0d2f0e-5a8b-4f0e-9c39-2b1c1d6e7a54";

export function oscalText(ledger: Ledger, rules: readonly Rule[]): string {
  const { head } = ledger;
  const idOf = (...parts: readonly string[]): string =>
    v5([head.stack, head.catalogueHash, head.today, ...parts].join(" "), NAMESPACE);
  // Days are all that a repeatable report knows.
  const time = `${head.today}T00:00:00Z`;
  const results = head.frameworks.map((framework) =>
    resultOf(matrixOf(framework, ledger), { ledger, rules, idOf, time }),
  );
  const none = {
    uuid: idOf("none"),
    title: "No framework applies",
    description: "No framework was asked for.",
    start: time,
    "reviewed-controls": { "control-selections": [{ description: "none" }] },
  };
  const document = {
    "assessment-results": {
      uuid: idOf("document"),
      metadata: {
        title: `Policy verdicts of ${head.stack}`,
        "last-modified": time,
        version: `${head.version}+${head.catalogueHash.slice(0, 12)}`,
        "oscal-version": OSCAL_VERSION,
      },
      // There is no assessment plan in OSCAL: the rules are the plan, and this names them.
      "import-ap": {
        href: "#rules",
        remarks: `The rules of ${head.pack} ${head.version}, catalogue ${head.catalogueHash}.`,
      },
      results: results.length === 0 ? [none] : results,
    },
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

interface Frame {
  readonly ledger: Ledger;
  readonly rules: readonly Rule[];
  readonly idOf: (...parts: readonly string[]) => string;
  readonly time: string;
}

function resultOf({ framework, controls, clauses }: Matrix, frame: Frame): object {
  const reviewed = clauses.filter(({ coverage, result }) => isChecked(coverage) && isJudged(result));
  const observed = RULE_IDS.filter((rule) =>
    clauses.some(({ evidence }) => evidence.some((one) => one.rule === rule && isJudged(one.result))),
  );
  const observations = observed.map((rule) => observationOf(framework, rule, frame));
  const findings = reviewed.flatMap((one) => findingOf(framework, one, frame));
  return {
    uuid: frame.idOf(framework),
    title: `${controls.title} ${controls.version}`,
    description: `What rules on declared infrastructure can show of ${frame.ledger.head.stack}; clauses that are not listed were not assessed.`,
    start: frame.time,
    "reviewed-controls": {
      "control-selections": [
        reviewed.length === 0
          ? { description: "no clause was assessed" }
          : { "include-controls": reviewed.map(({ clause }) => ({ "control-id": controlId(framework, clause.id) })) },
      ],
    },
    ...(observations.length === 0 ? {} : { observations }),
    ...(findings.length === 0 ? {} : { findings }),
  };
}

function isChecked(coverage: ClauseCoverage["coverage"]): boolean {
  return coverage === "checked" || coverage === "partly-checked";
}

function isJudged(result: ClauseCoverage["result"]): boolean {
  return result !== "not-applicable" && result !== "not-evaluated";
}

function observationOf(framework: Framework, id: string, { ledger, rules, idOf, time }: Frame): object {
  const rule = rules.find((one) => one.id === id);
  const mine = ledger.verdicts.filter((verdict) => verdict.rule === id && verdict.outcome !== "not-applicable");
  const counts = [...Map.groupBy(mine, ({ outcome }) => outcome)]
    .map(([outcome, list]) => `${list.length} ${outcome}`)
    .sort();
  return {
    uuid: idOf(framework, "observation", id),
    title: `${id} ${rule?.title ?? ""}`.trim(),
    description: `${counts.join(", ")}, of ${mine.length} judged resources.`,
    methods: ["TEST"],
    types: ["control-objective"],
    collected: time,
  };
}

function findingOf(
  framework: Framework,
  { clause, coverage, result, evidence }: ClauseCoverage,
  { idOf }: Frame,
): object[] {
  const satisfied = coverage === "checked" && result === "pass";
  if (!satisfied && result !== "fail") return [];
  const target = controlId(framework, clause.id);
  return [
    {
      uuid: idOf(framework, "finding", clause.id),
      title: `${clause.id} ${clause.title}`,
      description: evidence
        .map(({ rule, result: said, basis }: RuleEvidence) => `${rule} ${said} (${basis})`)
        .join(", "),
      target: {
        type: "objective-id",
        "target-id": target,
        status: { state: satisfied ? "satisfied" : "not-satisfied", reason: satisfied ? "pass" : "fail" },
      },
      "related-observations": evidence
        .filter((one) => isJudged(one.result))
        .map(({ rule }) => ({ "observation-uuid": idOf(framework, "observation", rule) })),
    },
  ];
}

/**
 * A clause as OSCAL names it. NIST's own ids for FedRAMP: `AC-2(1)` is `ac-2.1`. The others have no published ids; theirs
 * are made legal: letters, digits, `.`, `-`, `_`, a letter first.
 */
export function controlId(framework: Framework, clause: string): string {
  if (framework === "fedramp") return clause.toLowerCase().replaceAll(/\((\d+)\)/g, ".$1");
  return `${framework}_${clause.replaceAll(/[^\w.-]+/g, "-").replace(/-+$/, "")}`;
}
