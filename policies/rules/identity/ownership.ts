/** What belongs to the tenant of a stack: what the stack has itself, and what carries the tenant's name. */
import { ENVIRONMENTS } from "../../../tiers/vocabulary.ts";
import type { Context } from "../../context.ts";
import type { Graph } from "../../graph.ts";

export interface Ownership {
  readonly tenant: string;
  /** ARNs, ids and names of what this stack has. */
  readonly identities: ReadonlySet<string>;
  /** The tenant's name as part of another. */
  readonly named: RegExp;
}

const IDENTITIES = ["arn", "id", "name", "bucket"] as const;

/** Reading every resource takes time, and every grant of a stack asks for it. */
const known = new WeakMap<Graph, Ownership>();

/** Undefined for stacks that are no tenant's. */
export function ownershipOf({ kind, tenant }: Context, graph: Graph): Ownership | undefined {
  if (kind !== "tenant" || tenant === undefined) return undefined;
  const remembered = known.get(graph);
  if (remembered !== undefined) return remembered;
  const identities = graph.subjects.flatMap(({ view }) =>
    IDENTITIES.flatMap((output) => {
      const reading = view.read(output);
      return reading.state === "known" && typeof reading.value === "string" ? [reading.value] : [];
    }),
  );
  const ownership = { tenant, identities: new Set(identities), named: namePattern(tenant) };
  known.set(graph, ownership);
  return ownership;
}

/** `acme-production-data`, `acme/slack-webhook`, `acme_app`; not `acme-labs-production`, which is another tenant's. */
function namePattern(tenant: string): RegExp {
  return new RegExp(`(^|[^a-z0-9-]|\\brg-)${tenant}(-(${ENVIRONMENTS.join("|")})\\b|[^a-z0-9-]|$)`, "i");
}

/** Whether a name, an id or an ARN, or a pattern of them, is the tenant's. */
export function isOwn({ identities, named }: Ownership, text: string): boolean {
  return identities.has(text) || named.test(text) || beginnings(text).some((beginning) => identities.has(beginning));
}

/** `arn:aws:s3:::data/*` lies below `arn:aws:s3:::data`. */
function beginnings(text: string): string[] {
  const ends = [...text.matchAll(/[:/*]/g)].map(({ index }) => index);
  return ends.map((end) => text.slice(0, end)).filter((beginning) => beginning.length > MIN_IDENTITY);
}

/** Shorter beginnings (`arn:aws:s3`, a region) are nobody's. */
const MIN_IDENTITY = 12;
