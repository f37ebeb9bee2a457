/**
 * Measuring two things against each other on a machine that has other work too: in turn (A B A B …), so that whatever
 * slows the machine slows both, and judged by the ratio of each pair, so that a slow minute does not count twice.
 */

/** The least, the middle and the most of some numbers. */
export interface Spread {
  readonly min: number;
  /** The middle one; of an even number the mean of the two in the middle. */
  readonly median: number;
  readonly max: number;
}

/** Measurements in the order in which they were taken; one index is one pair. */
export interface Pairs {
  readonly subject: readonly number[];
  readonly control: readonly number[];
  /** Subject ÷ control of each pair. */
  readonly ratio: readonly number[];
}

/** What is measured against what, each giving its own seconds (or another unit, the same for both). */
export interface PairedWork {
  readonly subject: () => Promise<number>;
  readonly control: () => Promise<number>;
  /** At least 1. */
  readonly pairs: number;
  /**
   * Pairs before the first that counts: they fill the file system's cache and Node's compile cache, which a person's
   * second run has too. Default: 1.
   */
  readonly warmUps?: number;
}

/**
 * Measures in turn: subject, control, subject, control, …
 * @throws RangeError when a control takes no time at all: nothing can be said against it
 */
export async function measurePairs({ subject, control, pairs, warmUps = 1 }: PairedWork): Promise<Pairs> {
  if (!Number.isInteger(pairs) || pairs < 1) throw new RangeError(`got ${pairs} pairs, expected a whole number from 1`);
  const taken: { readonly subject: number; readonly control: number }[] = [];
  for (let turn = 0; turn < warmUps + pairs; turn++) {
    const pair = { subject: await subject(), control: await control() };
    if (turn >= warmUps) taken.push(pair);
  }
  return {
    subject: taken.map((pair) => pair.subject),
    control: taken.map((pair) => pair.control),
    ratio: taken.map((pair) => ratioOf(pair.subject, pair.control)),
  };
}

function ratioOf(subject: number, control: number): number {
  if (!(control > 0)) throw new RangeError(`got a control of ${control}, expected more than 0`);
  return subject / control;
}

/**
 * @param values at least one, all finite, in any order
 * @throws RangeError otherwise
 */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const [min] = sorted;
  const max = sorted.at(-1);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (min === undefined || max === undefined || upper === undefined || lower === undefined) {
    throw new RangeError("got no values, expected at least one");
  }
  const wrong = values.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) throw new RangeError(`got ${wrong}, expected a finite number`);
  return { min, median: (lower + upper) / 2, max };
}
