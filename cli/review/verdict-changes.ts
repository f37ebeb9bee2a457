/** Which verdicts of the policy pack a change brings and takes, stack by stack. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { judgedDay } from "../../policies/judged-day.ts";
import type { RenderedStack } from "../../stacks/render/run-program.ts";
import { foldersOf } from "./folders.ts";
import { JsonProcess, ProcessPool } from "./json-process.ts";

const JUDGE = "policies/judge-stacks.ts";

/** A verdict that is no pass, on one resource. */
export interface JudgedResource {
  readonly rule: string;
  readonly severity: string;
  readonly level: string;
  /** Logical name of the resource. */
  readonly name: string;
  readonly outcome: string;
  readonly why: string;
}

export interface VerdictChange extends JudgedResource {
  /** `worse`: it did not stand before; `better`: it stood, and no longer does. */
  readonly direction: "worse" | "better";
}

/** The rules of both versions. */
export class Judges {
  readonly #base: ProcessPool;
  readonly #head: ProcessPool;
  readonly #today: string;

  private constructor(base: ProcessPool, head: ProcessPool) {
    this.#base = base;
    this.#head = head;
    this.#today = judgedDay();
  }

  /** Undefined where the earlier version has no way to ask its rules. */
  static of(baseRoot: string, headRoot: string, parallel: number): Judges | undefined {
    if (![baseRoot, headRoot].every((root) => existsSync(join(root, JUDGE)))) return undefined;
    const pool = (root: string) => new ProcessPool(parallel, () => new JsonProcess(root, JUDGE, foldersOf(headRoot)));
    return new Judges(pool(baseRoot), pool(headRoot));
  }

  /**
   * Judges a stack as it was by the rules of then, and as it would be by the rules of the change.
   * @throws Error where a version's rules cannot judge at all
   */
  async compare(stack: string, before: RenderedStack | undefined, after: RenderedStack): Promise<VerdictChange[]> {
    const [old, now] = await Promise.all([
      before === undefined ? [] : this.#ask(this.#base, stack, before),
      this.#ask(this.#head, stack, after),
    ]);
    return verdictChanges(stack, old, now);
  }

  stop(): void {
    this.#base.stop();
    this.#head.stop();
  }

  async #ask(pool: ProcessPool, stack: string, { resources }: RenderedStack): Promise<readonly JudgedResource[]> {
    const answer = (await pool.ask({ stack, today: this.#today, resources })) as
      { readonly verdicts: readonly JudgedResource[] } | { readonly problem: string };
    if ("problem" in answer) throw new Error(`${stack} cannot be judged: ${answer.problem}`);
    return answer.verdicts;
  }
}

/** What stands on one side only, worse first, then by rule and name. Names are told without the stack's. */
export function verdictChanges(
  stack: string,
  before: readonly JudgedResource[],
  after: readonly JudgedResource[],
): VerdictChange[] {
  const keyOf = ({ rule, level, name, outcome, why }: JudgedResource): string =>
    JSON.stringify([rule, level, name, outcome, why]);
  const [old, now] = [new Set(before.map(keyOf)), new Set(after.map(keyOf))];
  const named = (each: JudgedResource, direction: VerdictChange["direction"]): VerdictChange => ({
    ...each,
    name: each.name.startsWith(`${stack}-`) ? each.name.slice(stack.length + 1) : each.name,
    direction,
  });
  return [
    ...after.filter((each) => !old.has(keyOf(each))).map((each) => named(each, "worse")),
    ...before.filter((each) => !now.has(keyOf(each))).map((each) => named(each, "better")),
  ].toSorted((a, b) => compare(b.direction, a.direction) || compare(a.rule, b.rule) || compare(a.name, b.name));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
