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

/** Samples in the order in which they were taken; one index is one pair. */
export interface Pairs<Sample> {
  readonly subject: readonly Sample[];
  readonly control: readonly Sample[];
}

/** What is measured against what. */
export interface PairedWork<Sample> {
  readonly subject: () => Promise<Sample>;
  readonly control: () => Promise<Sample>;
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
 * @throws RangeError when fewer than one pair is asked for
 */
export async function measurePairs<Sample>(work: PairedWork<Sample>): Promise<Pairs<Sample>> {
  const { subject, control, pairs, warmUps = 1 } = work;
  if (!Number.isInteger(pairs) || pairs < 1) throw new RangeError(`got ${pairs} pairs, expected a whole number from 1`);
  const taken: { readonly subject: Sample; readonly control: Sample }[] = [];
  for (let turn = 0; turn < warmUps + pairs; turn++) {
    const pair = { subject: await subject(), control: await control() };
    if (turn >= warmUps) taken.push(pair);
  }
  return { subject: taken.map((pair) => pair.subject), control: taken.map((pair) => pair.control) };
}

/** One number of every sample. */
export function pairsOf<Sample>(pairs: Pairs<Sample>, number: (sample: Sample) => number): Pairs<number> {
  return { subject: pairs.subject.map(number), control: pairs.control.map(number) };
}

/**
 * Subject ÷ control of each pair.
 * @throws RangeError when a control is not more than 0: nothing can be said against it
 */
export function ratiosOf({ subject, control }: Pairs<number>): readonly number[] {
  return subject.map((value, index) => {
    const against = control[index];
    if (against === undefined || !(against > 0))
      throw new RangeError(`got a control of ${against}, expected more than 0`);
    return value / against;
  });
}

/**
 * @param values at least one, all finite, in any order
 * @throws RangeError otherwise
 */
export function spreadOf(values: readonly number[]): Spread {
  const wrong = values.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) throw new RangeError(`got ${wrong}, expected a finite number`);
  const sorted = values.toSorted((a, b) => a - b);
  const [min] = sorted;
  const max = sorted.at(-1);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (min === undefined || max === undefined || upper === undefined || lower === undefined) {
    throw new RangeError("got no values, expected at least one");
  }
  return { min, median: (lower + upper) / 2, max };
}
