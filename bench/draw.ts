import { createHash } from "node:crypto";

/** Draws that differ from seed to seed and are the same on every machine and in every run. */
export class Draw {
  readonly #seed: string;
  #drawn = 0;

  /** @param seed names the sequence */
  constructor(seed: string) {
    this.#seed = seed;
  }

  /**
   * A whole number, each as likely as the other (but for one in four thousand million).
   * @param min least
   * @param max most, included; less than 2³² above `min`
   */
  integer(min: number, max: number): number {
    const word = createHash("sha256").update(`${this.#seed} ${this.#drawn++}`).digest().readUInt32BE();
    return min + (word % (max - min + 1));
  }

  /**
   * One of a list.
   * @throws RangeError when the list is empty
   */
  pick<Value>(values: readonly Value[]): Value {
    if (values.length === 0) throw new RangeError("got an empty list, expected one to pick from");
    return values[this.integer(0, values.length - 1)] as Value;
  }
}
