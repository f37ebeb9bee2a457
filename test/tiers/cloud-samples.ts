/** The sample tenant on each cloud, with channels for its alerts, and what one leaf of its stack came to. */
import assert from "node:assert/strict";
import type { Environment } from "../../tiers/vocabulary.ts";
import { resolveSample, type Lines } from "./sample-tenants.ts";

/** Who is told, as a flow mapping's content. */
export const PEOPLE = "owner: platform@acme.example, security: security@acme.example, billing: billing@acme.example";
/** A channel that wakes somebody, which tiers from enterprise on cannot be without. */
export const PAGER = "pagerduty: { secretRef: acme/pager }";

const CLOUDS = {
  aws: {},
  azure: { cloud: "azure", region: "westeurope", account: "11111111-2222-3333-4444-555555555555" },
  gcp: { cloud: "gcp", region: "europe-west1", account: "acme-production" },
} as const;
export type CloudName = keyof typeof CLOUDS;

/** The tenant's file on that cloud. */
export const on = (cloud: CloudName, lines: Lines = {}): Lines => ({ ...CLOUDS[cloud], ...lines });

/** Contacts with these channels. */
export const channels = (list: string): Lines => ({ contacts: `{ ${PEOPLE}, channels: { ${list} } }` });

/** Leaf of a stack: value, and what spoke. */
export function leaf(lines: Lines, path: string, environment: Environment = "production") {
  const found = resolveSample(lines, environment).decisions.find((decision) => decision.path === path);
  assert.ok(found, path);
  return { value: found.value, sources: found.steps.map(({ source }) => source), last: found.steps.at(-1)?.note };
}
