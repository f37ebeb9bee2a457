/** Parameter groups of AWS: what a group sets, and which group a database uses. */
import { check } from "../../checks.ts";
import { PASS, unknown, type Finding } from "../../finding.ts";
import { ABSENT, UNKNOWN, type Reading } from "../../reading.ts";
import type { Check } from "../../rule.ts";
import type { View } from "../../view.ts";

/** The value that a group gives a parameter; a list with unknown names may hold it. */
export function parameterOf(group: View, parameter: string): Reading {
  const items = group.items("parameters");
  if (items === undefined) return UNKNOWN;
  const named = items.filter((item) => {
    const name = item.read("name");
    return name.state === "known" && name.value === parameter;
  });
  const [first] = named;
  if (first !== undefined) return first.read("value");
  return items.some((item) => item.read("name").state === "unknown") ? UNKNOWN : ABSENT;
}

/**
 * A database either uses a group of this stack, which is judged itself, or the one that AWS brings along.
 * @param byDefault what holds with the group of the engine
 */
export function groupDecides(property: string, type: string, byDefault: (view: View) => Finding): Check {
  return check([property], (subject, _context, graph) => {
    if (graph.pointedBy(subject, property, type).length > 0) return PASS;
    const name = subject.view.read(property);
    // A name of another stack's group says nothing about what it sets.
    const isDefault = name.state === "absent" || (name.state === "known" && String(name.value).startsWith("default."));
    return isDefault ? byDefault(subject.view) : unknown(property);
  });
}
