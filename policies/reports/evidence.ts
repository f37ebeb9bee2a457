/** The rules of a clause in few words: by what they said, then by why they count for it. */
import { BASES, type Basis } from "../controls.ts";
import { RESULTS, type Result, type RuleEvidence } from "./coverage.ts";

/** How a basis is called where people read. */
export const BASIS_WORDS: Readonly<Record<Basis, string>> = {
  published: "published",
  "published-part": "published, in part",
  "published-parent": "published for its parent",
  crosswalk: "crosswalk",
  own: "own reading",
};

/** Rules of one clause that said the same. */
export interface EvidenceGroup {
  readonly result: Result;
  /** Strongest basis first; rules sorted. */
  readonly byBasis: readonly { readonly basis: Basis; readonly rules: readonly string[] }[];
}

/** Worst first. */
export function evidenceGroups(evidence: readonly RuleEvidence[]): EvidenceGroup[] {
  return RESULTS.flatMap((result): EvidenceGroup[] => {
    const mine = evidence.filter((one) => one.result === result);
    if (mine.length === 0) return [];
    const byBasis = BASES.flatMap((basis) => {
      const rules = [...new Set(mine.filter((one) => one.basis === basis).map(({ rule }) => rule))];
      return rules.length === 0 ? [] : [{ basis, rules }];
    });
    return [{ result, byBasis }];
  });
}

/** `fail: SEC-01 (published); pass: ENC-01, ENC-09 (published), BCK-06 (crosswalk)`. */
export function evidenceText(evidence: readonly RuleEvidence[]): string {
  return evidenceGroups(evidence)
    .map(({ result, byBasis }) => {
      const rules = byBasis.map((one) => `${one.rules.join(", ")} (${BASIS_WORDS[one.basis]})`);
      return `${result}: ${rules.join(", ")}`;
    })
    .join("; ");
}
