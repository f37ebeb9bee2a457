/** Guesses which known word a person meant. */
import { distance } from "fastest-levenshtein";

/**
 * The known word that is nearest to a wrong one, when it is near enough to be meant: at most a third of its letters
 * differ (two in short words). Case, `_` and `-` do not count.
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const wanted = bare(word);
  let best: { readonly candidate: string; readonly difference: number } | undefined;
  for (const candidate of known) {
    const difference = distance(wanted, bare(candidate));
    const near = difference <= Math.max(2, Math.floor(candidate.length / 3)) && difference < candidate.length;
    if (near && (best === undefined || difference < best.difference)) best = { candidate, difference };
  }
  return best?.candidate;
}

function bare(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** `a, b or c`. */
export function listOf(words: readonly (string | number)[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
