/** What bare `pulumi` in the sandbox becomes: the same arguments, with the stack's configuration file beside the state. */
import { resolve } from "node:path";
import { stackConfigFile, type SandboxLayout } from "./layout.ts";

/** The engine's arguments and what is added to its environment. */
export interface BareRun {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** Flags before a command that take a value as an argument of their own. */
const GLOBAL_FLAGS_WITH_VALUE = new Set([
  "-C",
  "--cwd",
  "--color",
  "-v",
  "--verbose",
  "--tracing",
  "--otel-traces",
  "--profiling",
  "--memprofilerate",
]);

/** `pulumi stack …` that read or write the stack's configuration or the selection, which lie beside the project file. */
const STACK_COMMANDS_BESIDE_PROJECT = new Set([
  "change-secrets-provider",
  "delete",
  "history",
  "import",
  "init",
  "migrate",
  "new",
  "remove",
  "rename",
  "rm",
  "select",
  "unselect",
]);

/**
 * @param args as typed
 * @param selectedStack asked only where neither the arguments nor the environment name a stack
 */
export function planBareRun(
  args: readonly string[],
  layout: SandboxLayout,
  environment: NodeJS.ProcessEnv,
  selectedStack: () => string | undefined,
): BareRun {
  const flags = args.includes("--") ? args.slice(0, args.indexOf("--")) : args;
  // Another folder is another project: not ours to decide about.
  if (valueOf(flags, "-C", "--cwd") !== undefined) return { args, env: {} };

  const [command, ...words] = wordsOf(flags);
  if (command === "stack" && words.some((word) => STACK_COMMANDS_BESIDE_PROJECT.has(word))) {
    return { args: ["--cwd", layout.project, ...args.map(absoluteFile(flags))], env: {} };
  }
  const stack = valueOf(flags, "-s", "--stack") ?? environment["PULUMI_STACK"] ?? selectedStack();
  if (stack === undefined || stack === "") return { args, env: {} };
  return {
    args,
    env: { PULUMI_STACK: stack, PULUMI_OPTION_CONFIG_FILE: stackConfigFile(layout, shortName(stack)) },
  };
}

/** `organization/leasehold/acme-production` → `acme-production`. */
function shortName(stack: string): string {
  return stack.slice(stack.lastIndexOf("/") + 1);
}

/** The value of a flag in any of its spellings: `-s x`, `-sx`, `-s=x`, `--stack x`, `--stack=x`. The last one counts. */
function valueOf(args: readonly string[], short: string, long: string): string | undefined {
  return args.reduce<string | undefined>((found, argument, index) => {
    if (argument === short || argument === long) return args[index + 1] ?? found;
    if (argument.startsWith(`${long}=`)) return argument.slice(long.length + 1);
    if (argument.startsWith(short) && !argument.startsWith("--")) return argument.slice(short.length).replace(/^=/, "");
    return found;
  }, undefined);
}

/** The command and what follows it: arguments that are neither flags nor the value of a global flag. */
function wordsOf(args: readonly string[]): readonly string[] {
  return args.filter(
    (argument, index) => !argument.startsWith("-") && !GLOBAL_FLAGS_WITH_VALUE.has(args[index - 1] ?? ""),
  );
}

/** Makes the file of `stack import --file` absolute, since the command runs in another folder. */
function absoluteFile(flags: readonly string[]): (argument: string, index: number) => string {
  return (argument, index) => {
    if (index < flags.length && flags[index - 1] === "--file") return resolve(argument);
    return argument.startsWith("--file=") ? `--file=${resolve(argument.slice("--file=".length))}` : argument;
  };
}
