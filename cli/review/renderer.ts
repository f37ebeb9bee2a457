/** Asks both versions about a stack, each with what earlier runs of the stack would have told it. */
import type { AskedStack, Refusal } from "../../stacks/render/answer.ts";
import type { EarlierRuns, RenderedStack } from "../../stacks/render/run-program.ts";
import { floorsOf, type ResolvedPair } from "./resolve-sides.ts";
import type { Side, Sides } from "./sides.ts";

export type Rendered = RenderedStack | Refusal;

/** Asks both sides about the same stack. */
export class Renderer {
  readonly #sides: Sides;
  readonly #pairs: ReadonlyMap<string, ResolvedPair>;
  readonly #homes = new Map<string, Promise<Rendered>>();

  constructor(sides: Sides, pairs: readonly ResolvedPair[]) {
    this.#sides = sides;
    this.#pairs = new Map(pairs.map((pair) => [pair.stack, pair]));
  }

  /** The stack as it was and as it would be. */
  async both(stack: string, wasThere: boolean): Promise<readonly [Rendered | undefined, Rendered]> {
    return Promise.all([
      wasThere ? this.#render(this.#sides.base, stack) : undefined,
      this.#render(this.#sides.head, stack),
    ]);
  }

  /** The stack as it would be. */
  head(stack: string): Promise<Rendered> {
    return this.#render(this.#sides.head, stack);
  }

  sections(stack: string, sections: readonly string[]) {
    return this.#both((side) => side.ask({ ask: "sections", stack: this.#asked(side, stack), sections }));
  }

  decisions(stack: string, sections: readonly string[]) {
    return this.#both((side) => side.ask({ ask: "decisions", stack: this.#asked(side, stack), sections }));
  }

  #both<Answer>(ask: (side: Side) => Promise<Answer>): Promise<[Answer, Answer]> {
    return Promise.all([ask(this.#sides.base), ask(this.#sides.head)]);
  }

  /** The later side is told what the earlier fixed. */
  #asked(side: Side, stack: string): AskedStack {
    const pair = this.#pairs.get(stack);
    const own = side === this.#sides.head ? floorsOf(pair?.base) : undefined;
    const home = pair?.home === undefined ? undefined : this.#pairs.get(pair.home);
    const homeFloors = floorsOf(side === this.#sides.head ? (home?.head ?? home?.base) : home?.base);
    return {
      stack,
      ...(own === undefined ? {} : { floors: own }),
      ...(homeFloors === undefined ? {} : { homeFloors }),
    };
  }

  async #render(side: Side, stack: string): Promise<Rendered> {
    const pair = this.#pairs.get(stack);
    const floors = floorsOf(pair?.base);
    const earlier: EarlierRuns = { ...(floors === undefined ? {} : { floors }) };
    if (pair?.home === undefined) return side.ask({ ask: "render", stack, earlier });
    const home = await this.#home(side, pair.home);
    if ("problem" in home) return home;
    return side.ask({
      ask: "render",
      stack,
      earlier: { ...earlier, home: { stack: pair.home, outputs: home.outputs } },
    });
  }

  #home(side: Side, stack: string): Promise<Rendered> {
    const key = `${side.root} ${stack}`;
    const known = this.#homes.get(key) ?? this.#render(side, stack);
    this.#homes.set(key, known);
    return known;
  }
}
