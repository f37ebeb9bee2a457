/** Which stacks an edit affects, by rendering every stack in both versions, without a look at what changed. */
import { checkOutBase, type BaseCheckout } from "../../../cli/review/base-checkout.ts";
import { Renderer } from "../../../cli/review/renderer.ts";
import { resolveSides } from "../../../cli/review/resolve-sides.ts";
import { isEqual, resourceChanges } from "../../../cli/review/resource-changes.ts";
import { Side } from "../../../cli/review/sides.ts";
import type { Answers, Question } from "../../../stacks/render/answer.ts";
import type { CheckoutCopy } from "./checkout-copy.ts";

/** The base is the same for every edit: what it answered once it need not be asked again. */
class RememberingSide extends Side {
  readonly #answers = new Map<string, Promise<unknown>>();

  override ask<Ask extends Question["ask"]>(question: Extract<Question, { ask: Ask }>): Promise<Answers[Ask]> {
    const key = JSON.stringify(question);
    const answer = this.#answers.get(key) ?? super.ask(question);
    this.#answers.set(key, answer);
    return answer as Promise<Answers[Ask]>;
  }
}

export class Truth {
  readonly #copy: CheckoutCopy;
  readonly #base: Side;
  readonly #checkout: BaseCheckout;

  private constructor(copy: CheckoutCopy, checkout: BaseCheckout) {
    this.#copy = copy;
    this.#checkout = checkout;
    this.#base = new RememberingSide(checkout.root, copy.root, 1);
  }

  /** Against the commit that the copy stands on. */
  static async of(copy: CheckoutCopy): Promise<Truth> {
    return new Truth(copy, await checkOutBase(copy.root, "HEAD"));
  }

  /** The stacks that the copy, as it is now, would register otherwise. */
  async affected(): Promise<string[]> {
    const sides = { base: this.#base, head: new Side(this.#copy.root, this.#copy.root, 1) };
    try {
      const pairs = await resolveSides(sides, true);
      const renderer = new Renderer(sides, pairs);
      const different = await Promise.all(
        pairs.map(async ({ stack }) => {
          const [old, now] = await renderer.both(stack, true);
          const known = old === undefined || "problem" in old || "problem" in now;
          return known ? !isEqual(old, now) : resourceChanges(stack, old, now).length > 0;
        }),
      );
      return pairs.filter((_pair, index) => different[index]).map(({ stack }) => stack);
    } finally {
      sides.head.stop();
    }
  }

  dispose(): void {
    this.#base.stop();
    this.#checkout.dispose();
  }
}
