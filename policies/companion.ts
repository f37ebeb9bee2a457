/** A second resource that must stand beside one: it names the first in a property. Works while ids are unknown. */
import { check } from "./checks.ts";
import { anyOf, fail, PASS, unknown, type Finding } from "./finding.ts";
import type { Graph } from "./graph.ts";
import type { Check } from "./rule.ts";
import type { Subject } from "./subject.ts";

export interface Companion {
  /** Its types; one of them is enough. */
  readonly types: readonly string[];
  /** In which of its properties it names the resource. */
  readonly property: string;
  /** What it is called in messages: `flow log`. */
  readonly what: string;
  /** What one of the companions must fulfil besides; absent: that it is there is enough. */
  readonly holds?: Check;
}

/** The resource has such a companion. What is missing fails; where one names something not known yet, nothing can be said. */
export function hasCompanion(companion: Companion): Check {
  return check([], (subject, context, graph) => {
    const { holds, what } = companion;
    const found = companionsOf(subject, companion, graph);
    if (found.length === 0) return missing(subject, companion, graph);
    if (holds === undefined) return PASS;
    const finding = anyOf(found.map((one) => holds.judge(one, context, graph)));
    if (finding.outcome !== "fail") return finding;
    const [reason] = finding.reasons;
    return fail("", `got a ${what} that does not hold (${reason?.property}: ${reason?.message})`);
  });
}

/** The resources of the companion's types that name the subject. */
export function companionsOf(
  subject: Subject,
  { types, property }: Pick<Companion, "types" | "property">,
  graph: Graph,
): readonly Subject[] {
  return types.flatMap((type) => graph.pointingAt(subject, type, property));
}

function missing(subject: Subject, { types, property, what }: Companion, graph: Graph): Finding {
  const undecided = types.some((type) => graph.hasUndecided(type, property, subject));
  const [type] = types;
  return undecided ? unknown(property) : fail("", `got no ${what}, expected one; add ${type} with ${property} of it`);
}
