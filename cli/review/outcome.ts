/** What a review found, in the order in which a person wants to know, and the exit code that says so. */
import { standingOf } from "../../tiers/standing.ts";
import { EXIT, worstOf, type ExitCode } from "../exit-codes.ts";
import { nameOf } from "../guard.ts";
import type { AffectedStack } from "./compare.ts";
import type { Review } from "./find-affected.ts";
import type { PreviewedStack } from "./preview-affected.ts";

/** One stack whose data a change puts at risk. */
export interface StackRisk {
  readonly stack: string;
  /** `replace database-cluster (aws:rds/cluster:Cluster) because of databaseName` */
  readonly text: string;
}

export interface ReviewOutcome {
  readonly review: Review;
  /** Absent where nothing was to be previewed. */
  readonly previews: readonly PreviewedStack[] | undefined;
  readonly seconds: number;
}

/** What is lost by a change: as the previews say, and where there was none, by what is no longer registered. */
export function risksOf({ review, previews }: ReviewOutcome): StackRisk[] {
  const previewed = new Set(previews?.filter(({ wasUp }) => wasUp).map(({ stack }) => stack));
  const seen = (previews ?? []).flatMap(({ stack, risks }) =>
    risks.map(({ urn, type, step, because }) => {
      const why = because.length === 0 ? "" : ` because of ${because.join(", ")}`;
      return { stack, text: `${step} ${ownName(stack, nameOf(urn))} (${type})${why}` };
    }),
  );
  const compared = review.affected.filter(({ stack }) => !previewed.has(stack)).flatMap(deletedStores);
  const known = new Set(seen.map(({ stack, text }) => `${stack} ${text}`));
  return [...seen, ...compared.filter(({ stack, text }) => !known.has(`${stack} ${text}`))];
}

function deletedStores({ stack, resources }: AffectedStack): StackRisk[] {
  return (resources ?? [])
    .filter(({ op, type, name }) => op === "delete" && standingOf(type, `${stack}-${name}`) === "authoritative")
    .map(({ type, name }) => ({ stack, text: `delete ${name} (${type})` }));
}

function ownName(stack: string, name: string): string {
  return name.startsWith(`${stack}-`) ? name.slice(stack.length + 1) : name;
}

/** Stacks that cannot be brought up as they stand, or could not be previewed to the end. */
export function failuresOf({
  review,
  previews,
}: ReviewOutcome): { readonly stack: string; readonly message: string }[] {
  const broken = review.affected.flatMap(({ stack, problem }) =>
    problem === undefined ? [] : [{ stack, message: problem }],
  );
  const failed = (previews ?? []).flatMap(({ stack, failure }) =>
    failure === undefined ? [] : [{ stack, message: failure.message }],
  );
  return [...broken, ...failed];
}

/** Data at risk (3), a mandatory rule forbids it (6), or it failed (1); else 0, however much changes. */
export function exitCodeOf(outcome: ReviewOutcome): ExitCode {
  const { review, previews = [] } = outcome;
  const codes = new Set<ExitCode>(previews.flatMap(({ failure }) => (failure === undefined ? [] : [failure.exitCode])));
  if (risksOf(outcome).length > 0) codes.add(EXIT.dataAtRisk);
  if (previews.some(({ violations }) => violations.length > 0)) codes.add(EXIT.violation);
  if (review.affected.some(({ problem }) => problem !== undefined)) codes.add(EXIT.failed);
  return worstOf(codes);
}
