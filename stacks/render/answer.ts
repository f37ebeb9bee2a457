/** The questions that `stacks/render.ts` answers. */
import { RunError } from "@pulumi/pulumi";
import { accountStackName } from "../../tiers/stack-name.ts";
import { InvalidInput } from "../../tiers/problem.ts";
import type { Decision } from "../../tiers/blueprint.ts";
import { hashOf, resolveStack, type EarlierFloors, type ResolvedStack } from "./resolve-stack.ts";
import type { EarlierRuns, RenderedStack } from "./run-program.ts";
import {
  indexBaselines,
  inputNames,
  stacksOfTenant,
  type BaselineIndex,
  type InputNames,
  type ListedStack,
} from "./stack-list.ts";

/** A stack and what earlier runs said of it. */
export type AskedStack = { readonly stack: string } & EarlierFloors;

export type Question =
  /** Which files are there? */
  | { readonly ask: "names" }
  /** What do the stacks of these files come to, by hash? `floors`: what earlier runs put out, by stack. */
  | ({ readonly ask: "resolve"; readonly floors: Readonly<Record<string, unknown>> } & InputNames)
  /** What stands in these sections of the blueprint? */
  | { readonly ask: "sections"; readonly stack: AskedStack; readonly sections: readonly string[] }
  /** Where do the leaves of these sections come from? */
  | { readonly ask: "decisions"; readonly stack: AskedStack; readonly sections: readonly string[] }
  /** What would the stack register? */
  | { readonly ask: "render"; readonly stack: string; readonly earlier: EarlierRuns };

/** What cannot be answered, in the words that a person would get. */
export interface Refusal {
  readonly problem: string;
}

/** A resolved stack, short enough for thousands. */
export interface StackHashes {
  readonly cloud: string;
  readonly traits: string;
  /** Section → hash of what stands in it. */
  readonly sections: Readonly<Record<string, string>>;
  /** For the next run's question. */
  readonly floors: unknown;
}

/** A stack by its name, with the one that it follows. */
export interface ResolvedName {
  /** Where the file cannot be read, the tenant's id. */
  readonly stack: string;
  readonly home?: string;
  readonly result: StackHashes | Refusal;
}

export interface Answers {
  readonly names: InputNames;
  readonly resolve: { readonly resolved: readonly ResolvedName[] };
  readonly sections: { readonly sections: Readonly<Record<string, unknown>> } | Refusal;
  readonly decisions: { readonly decisions: readonly Decision[] } | Refusal;
  readonly render: RenderedStack | Refusal;
}

let baselines: BaselineIndex | undefined;

/** The answer to one question; what is wrong with a stack's input is an answer, everything else a refusal with its text. */
export async function answer(projectRoot: string, question: Question): Promise<Answers[Question["ask"]]> {
  const resolved = ({ stack, ...floors }: AskedStack): ResolvedStack =>
    resolveStack(projectRoot, stack, floors, (baselines ??= indexBaselines(projectRoot)));
  switch (question.ask) {
    case "names":
      return inputNames(projectRoot);
    case "resolve": {
      const accounts = question.accounts.map((name): ListedStack => ({ stack: accountStackName(name) }));
      const listed = [...accounts, ...question.tenants.flatMap((id) => stacksOfTenant(projectRoot, id))];
      return { resolved: resolveInOrder(listed, question.floors, (asked) => hashesOf(resolved(asked))) };
    }
    case "sections":
      return refusing(() => {
        const { sections } = resolved(question.stack);
        return { sections: Object.fromEntries(question.sections.map((name) => [name, sections[name]])) };
      });
    case "decisions":
      return refusing(() => {
        const asked = new Set(question.sections);
        const inSections = ({ path }: Decision): boolean => asked.has(path.split(".")[0] ?? path);
        return { decisions: resolved(question.stack).decisions().filter(inSections) };
      });
    case "render":
      return render(projectRoot, question.stack, question.earlier);
  }
}

/** A stack that follows another is told what that one comes to. */
function resolveInOrder(
  listed: readonly ListedStack[],
  earlier: Readonly<Record<string, unknown>>,
  resolveOne: (asked: AskedStack) => StackHashes,
): ResolvedName[] {
  const floors = new Map<string, unknown>();
  return listed.map(({ stack, home, problem }) => {
    const homeFloors = home === undefined ? undefined : floors.get(home);
    const result =
      problem === undefined ? refusing(() => resolveOne({ stack, floors: earlier[stack], homeFloors })) : { problem };
    if (!("problem" in result)) floors.set(stack, result.floors);
    return { stack, ...(home === undefined ? {} : { home }), result };
  });
}

function hashesOf({ cloud, traits, sections, floors }: ResolvedStack): StackHashes {
  const hashes = Object.entries(sections).map(([name, content]) => [name, hashOf(content)]);
  return { cloud, traits, sections: Object.fromEntries(hashes) as Record<string, string>, floors };
}

function refusing<Answer>(work: () => Answer): Answer | Refusal {
  try {
    return work();
  } catch (error) {
    return refusalOf(error);
  }
}

function refusalOf(error: unknown): Refusal {
  const expected = error instanceof InvalidInput || error instanceof RunError;
  const text = error instanceof Error ? (expected ? error.message : `${error.name}: ${error.message}`) : String(error);
  return { problem: text };
}

/** A value that is computed from an output fails outside of the program's own promise: it ends the run all the same. */
async function render(projectRoot: string, stack: string, earlier: EarlierRuns): Promise<RenderedStack | Refusal> {
  // Loaded when it is asked for: it brings the SDK with it, which resolving does not need.
  const { renderStack } = await import("./run-program.ts");
  let fail: (reason: unknown) => void = () => undefined;
  const failed = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  process.on("unhandledRejection", fail);
  try {
    return await Promise.race([renderStack(projectRoot, stack, earlier), failed]);
  } catch (error) {
    return refusalOf(error);
  } finally {
    process.off("unhandledRejection", fail);
  }
}
