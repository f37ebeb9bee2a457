/**
 * Evidence for assessors' tools: OSCAL assessment results 1.1.3. One result per framework; each rule an observation; a finding only
 * where a clause is violated, also under a waiver, or where rules check all of it, all had their say, and it holds.
 */
import { v5 } from "uuid";
import type { Ledger } from "../ledger.ts";
import { whyOf } from "../message.ts";
import { RULE_IDS } from "../rules.ts";
import type { Rule } from "../rule.ts";
import { parseUrn } from "../subject.ts";
import type { Framework } from "../../tiers/vocabulary.ts";
import type { Verdict } from "../verdict.ts";
import { isChecked, isJudged, matrixOf, type ClauseCoverage, type Matrix } from "./coverage.ts";
import { evaluationGap } from "./evaluation.ts";
import { evidenceText } from "./evidence.ts";

const OSCAL_VERSION = "1.1.3";
/** Own name space of ids: the same content has the same id in every run. */
const NAMESPACE = "6f0d2f0e-5a8b-4f0e-9c39-2b1c1d6e7a54";

/** The results; `ledger.jsonl` beside them is named as their evidence. */
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
      // There is no assessment plan in OSCAL: the rules are the plan.
      "import-ap": { href: `#${idOf("rules")}` },
      results: results.length === 0 ? [none] : results,
      "back-matter": {
        resources: [
          {
            uuid: idOf("rules"),
            title: `The rules of ${head.pack} ${head.version}`,
            description: `Catalogue ${head.catalogueHash} (SHA-256). The rules are the plan of this assessment: each observation names its rule.`,
          },
        ],
      },
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
  const { ledger, idOf, time } = frame;
  const reviewed = clauses.filter(({ coverage, result }) => isChecked(coverage) && isJudged(result));
  const observed = RULE_IDS.filter((rule) =>
    clauses.some(({ evidence }) => evidence.some((one) => one.rule === rule && isJudged(one.result))),
  );
  const observations = observed.map((rule) => observationOf(framework, rule, frame));
  const findings = reviewed.flatMap((one) => findingOf(framework, one, frame));
  const urns = new Set(
    ledger.verdicts.filter((one) => observed.includes(one.rule) && isNamed(one)).map(({ urn }) => urn),
  );
  const items = [...urns].map((urn) => ({
    uuid: idOf(framework, "resource", urn),
    description: `${parseUrn(urn).name}, a resource of the stack`,
    props: [{ name: "asset-id", value: urn }],
  }));
  const gap = evaluationGap(ledger);
  return {
    uuid: idOf(framework),
    title: `${controls.title}, ${controls.version}`,
    description: `What rules on declared infrastructure can show of ${ledger.head.stack}; clauses that are not listed were not assessed.`,
    start: time,
    ...(items.length === 0 ? {} : { "local-definitions": { "inventory-items": items } }),
    "reviewed-controls": { "control-selections": selections(framework, reviewed) },
    ...(observations.length === 0 ? {} : { observations }),
    ...(findings.length === 0 ? {} : { findings }),
    ...(gap === undefined ? {} : { remarks: `Incomplete: ${gap}.` }),
  };
}

/** What was looked at, whole clauses apart from those of which rules see a part. */
function selections(framework: Framework, reviewed: readonly ClauseCoverage[]): object[] {
  const kinds = [
    ["checked", "Clauses that rules check whole, for declared resources."],
    ["partly-checked", "Clauses of which rules check a part: no violation found does not satisfy them."],
  ] as const;
  const chosen = kinds.flatMap(([kind, description]) => {
    const mine = reviewed.filter(({ coverage }) => coverage === kind);
    const controls = mine.map(({ clause }) => ({ "control-id": controlId(framework, clause.id) }));
    return controls.length === 0 ? [] : [{ description, "include-controls": controls }];
  });
  return chosen.length === 0 ? [{ description: "no clause was assessed" }] : chosen;
}

/** Whether an observation names the resource: what passes stands in the ledger. */
function isNamed({ outcome }: Verdict): boolean {
  return outcome !== "pass" && outcome !== "not-applicable";
}

function observationOf(framework: Framework, id: string, { ledger, rules, idOf, time }: Frame): object {
  const rule = rules.find((one) => one.id === id);
  const mine = ledger.verdicts.filter((verdict) => verdict.rule === id && verdict.outcome !== "not-applicable");
  const counts = [...Map.groupBy(mine, ({ outcome }) => outcome)]
    .map(([outcome, list]) => `${list.length} ${outcome}`)
    .sort();
  const named = mine.filter(isNamed);
  const subjects = named.map((verdict) => ({
    "subject-uuid": idOf(framework, "resource", verdict.urn),
    type: "inventory-item",
    title: `${parseUrn(verdict.urn).name}: ${verdict.outcome}`,
    remarks: whyOf(verdict),
  }));
  return {
    uuid: idOf(framework, "observation", id),
    title: `${id} ${rule?.title ?? ""}`.trim(),
    description: `${counts.join(", ")}, of ${mine.length} judged ${mine.length === 1 ? "resource" : "resources"}.`,
    methods: ["TEST"],
    types: ["control-objective"],
    ...(subjects.length === 0 ? {} : { subjects }),
    "relevant-evidence": [{ href: "ledger.jsonl", description: `The lines of rule ${id}.` }],
    collected: time,
  };
}

function findingOf(framework: Framework, one: ClauseCoverage, { ledger, idOf }: Frame): object[] {
  const { clause, evidence } = one;
  const status = statusOf(one, ledger);
  if (status === undefined) return [];
  const { reason } = status;
  return [
    {
      uuid: idOf(framework, "finding", clause.id),
      title: `${clause.id} ${clause.title}`,
      description: evidenceText(evidence.filter(({ result }) => isJudged(result))),
      target: {
        type: "objective-id",
        "target-id": `${controlId(framework, clause.id)}_obj`,
        status: {
          ...status,
          ...(reason === "other" ? { remarks: "Would fail without a waiver; the observations name it." } : {}),
        },
      },
      "related-observations": [
        ...new Set(evidence.filter(({ result }) => isJudged(result)).map(({ rule }) => rule)),
      ].map((rule) => ({ "observation-uuid": idOf(framework, "observation", rule) })),
    },
  ];
}

interface Status {
  readonly state: "satisfied" | "not-satisfied";
  readonly reason: "pass" | "fail" | "other";
}

/** Undefined: nothing can be claimed, neither that it is satisfied nor that it is not. */
function statusOf({ whole, result, evidence }: ClauseCoverage, ledger: Ledger): Status | undefined {
  if (result === "fail") return { state: "not-satisfied", reason: "fail" };
  const rules = new Set<string>(evidence.map(({ rule }) => rule));
  const hidden = ledger.verdicts.some(
    ({ rule, waiver }) => rules.has(rule) && (waiver?.would === "fail" || waiver?.would === "error"),
  );
  if (hidden) return { state: "not-satisfied", reason: "other" };
  return whole && result === "pass" && evaluationGap(ledger) === undefined
    ? { state: "satisfied", reason: "pass" }
    : undefined;
}

/**
 * A clause as OSCAL names it. NIST's own ids for FedRAMP: `AC-2(1)` is `ac-2.1`, its objective `ac-2.1_obj`. The others have no
 * published ids; theirs are made legal: letters, digits, `.`, `-`, `_`, a letter first.
 */
export function controlId(framework: Framework, clause: string): string {
  if (framework === "fedramp") return clause.toLowerCase().replaceAll(/\((\d+)\)/g, ".$1");
  return `${framework}_${clause.replaceAll(/[^\w.-]+/g, "-").replace(/-+$/, "")}`;
}
