/** The two versions of the project, each asked in processes of its own. */
import type { Answers, Question } from "../../stacks/render/answer.ts";
import type { Judges } from "./verdict-changes.ts";
import { foldersOf } from "./folders.ts";
import { JsonProcess, ProcessPool } from "./json-process.ts";

const RENDERER = "stacks/render.ts";

/** One version of the project: what `stacks/render.ts` of its checkout answers. */
export class Side {
  readonly root: string;
  readonly #pool: ProcessPool;

  /**
   * @param projectRoot the checkout of the change
   * @param parallel processes at most
   */
  constructor(root: string, projectRoot: string, parallel: number) {
    this.root = root;
    this.#pool = new ProcessPool(parallel, () => new JsonProcess(root, RENDERER, foldersOf(projectRoot)));
  }

  /** @throws Error when the process ends before it answers */
  async ask<Ask extends Question["ask"]>(question: Extract<Question, { ask: Ask }>): Promise<Answers[Ask]> {
    return (await this.#pool.ask(question)) as Answers[Ask];
  }

  stop(): void {
    this.#pool.stop();
  }
}

export interface Sides {
  readonly base: Side;
  readonly head: Side;
  /** Absent where the rules of the earlier version cannot be asked. */
  readonly judges?: Judges;
}
