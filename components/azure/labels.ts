/** Labels as Azure tags. */
import type { StackLabels } from "../../tiers/blueprint.ts";
import type { ResourceLabels } from "../contracts.ts";

/** The stack's six labels and the two that depend on what the resource holds. */
export function resourceTags(labels: StackLabels, { component, dataClass }: ResourceLabels): Record<string, string> {
  return { ...labels, component, "data-class": dataClass };
}
