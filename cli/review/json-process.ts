/** A Node.js process that is asked in JSON lines on stdin and answers in JSON lines on stdout. */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

/** Of what a process writes on stderr, so much is told when it ends badly. */
const TOLD_CHARACTERS = 2000;

/** What an earlier command compiled is taken from where Node.js keeps it: a fifth of a start. A process that is killed adds nothing. */
const COMPILED = { NODE_COMPILE_CACHE: join(tmpdir(), "node-compile-cache") } as const;

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

export class JsonProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #waiting = new Map<number, Waiting>();
  #errors = "";
  #next = 0;
  #ended = false;

  /**
   * @param script relative to `root`, the folder that the process runs in
   * @param variables added to this process's environment
   */
  constructor(root: string, script: string, variables: NodeJS.ProcessEnv = {}) {
    const env = { ...COMPILED, ...process.env, ...variables };
    // What lifts protections for one run is no part of what two versions are compared by.
    Reflect.deleteProperty(env, "LEASEHOLD_DECOMMISSION");
    Reflect.deleteProperty(env, "NODE_OPTIONS");
    this.#child = spawn(process.execPath, ["--no-warnings", script], {
      cwd: root,
      env,
      stdio: ["pipe", "pipe", "pipe"],
    });
    createInterface({ input: this.#child.stdout }).on("line", (line) => this.#take(line));
    this.#child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#errors = (this.#errors + text).slice(-TOLD_CHARACTERS);
    });
    this.#child.stdin.on("error", () => undefined);
    this.#child.on("error", (error) => this.#fail(error.message));
    this.#child.on("close", (code, signal) =>
      this.#fail(`${script} ended with ${code ?? signal ?? "nothing"}: ${this.#errors.trim()}`),
    );
  }

  /** @throws Error when the process ends before it answers */
  ask(question: object): Promise<unknown> {
    if (this.#ended) return Promise.reject(new Error(`the process has ended: ${this.#errors.trim()}`));
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#child.stdin.write(`${JSON.stringify({ id, ...question })}\n`);
    });
  }

  stop(): void {
    this.#ended = true;
    this.#child.kill("SIGKILL");
  }

  #take(line: string): void {
    const { id, ...answer } = JSON.parse(line) as { readonly id: number };
    this.#waiting.get(id)?.resolve(answer);
    this.#waiting.delete(id);
  }

  #fail(message: string): void {
    this.#ended = true;
    for (const { reject } of this.#waiting.values()) reject(new Error(message));
    this.#waiting.clear();
  }
}

/** Several processes of one kind, started when they are needed; each works on one question at a time. */
export class ProcessPool {
  readonly #make: () => JsonProcess;
  readonly #size: number;
  readonly #idle: JsonProcess[] = [];
  readonly #queue: ((process: JsonProcess) => void)[] = [];
  readonly #all: JsonProcess[] = [];

  /** @param size processes at most, at least 1 */
  constructor(size: number, make: () => JsonProcess) {
    this.#size = size;
    this.#make = make;
  }

  async ask(question: object): Promise<unknown> {
    const one = await this.#take();
    try {
      return await one.ask(question);
    } finally {
      const next = this.#queue.shift();
      if (next === undefined) this.#idle.push(one);
      else next(one);
    }
  }

  stop(): void {
    for (const one of this.#all) one.stop();
  }

  #take(): Promise<JsonProcess> | JsonProcess {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#all.length < this.#size) {
      const made = this.#make();
      this.#all.push(made);
      return made;
    }
    return new Promise((resolve) => this.#queue.push(resolve));
  }
}
