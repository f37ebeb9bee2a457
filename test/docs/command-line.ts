/** The commands that `leasehold` knows, read from its own help, and whether a command line in a text is one of them. */
import { main } from "../../cli/main.ts";
import { recordingTerminal } from "../../cli/terminal.ts";

export interface KnownOption {
  /** `--sandbox` */
  readonly flag: string;
  /** `<urn>`; absent for a switch. */
  readonly value?: string;
}

export interface KnownCommand {
  /** `tenant new` */
  readonly path: string;
  /** `<stack>`, `[path]`, `[files...]` */
  readonly arguments: readonly string[];
  readonly options: readonly KnownOption[];
}

/** Every command that does something, by its path. */
export async function knownCommands(): Promise<ReadonlyMap<string, KnownCommand>> {
  const found = await commandsBelow([]);
  return new Map(found.map((command) => [command.path, command]));
}

async function commandsBelow(path: readonly string[]): Promise<KnownCommand[]> {
  const help = await helpOf(path);
  const inner = linesBelow(help, "Commands:")
    .map((line) => line.split(/[\s|]/)[0] ?? "")
    .filter((name) => name !== "help");
  if (inner.length > 0) return (await Promise.all(inner.map((name) => commandsBelow([...path, name])))).flat();
  const usage = /^Usage: leasehold (?<rest>.*)$/m.exec(help)?.groups?.["rest"] ?? "";
  const words = usage.split(" ").slice(path.length);
  return [
    {
      path: path.join(" "),
      arguments: words.filter((word) => word !== "[options]"),
      options: linesBelow(help, "Options:").map(optionOf),
    },
  ];
}

async function helpOf(path: readonly string[]): Promise<string> {
  const terminal = recordingTerminal();
  await main([...path, "--help"], terminal);
  return terminal.out.join("\n");
}

/** The entries under a heading of the help; lines that go on with a description are indented deeper. */
function linesBelow(help: string, heading: string): string[] {
  const lines = help.split("\n");
  const begin = lines.indexOf(heading);
  if (begin < 0) return [];
  const rest = lines.slice(begin + 1);
  const end = rest.indexOf("");
  return rest
    .slice(0, end < 0 ? undefined : end)
    .filter((line) => /^ {2}\S/.test(line))
    .map((line) => line.trim());
}

function optionOf(line: string): KnownOption {
  const [flags = ""] = line.split(/\s{2,}/);
  const { flag = flags, value } = /(?<flag>--[\w-]+)(?: (?<value>[<[].*))?$/.exec(flags)?.groups ?? {};
  return value === undefined ? { flag } : { flag, value };
}

/** What is wrong with a command line without its `leasehold`; undefined for one that the program would take. */
export function faultOf(words: readonly string[], commands: ReadonlyMap<string, KnownCommand>): string | undefined {
  if (words.length === 1 && words[0] === "--help") return undefined;
  const command = [2, 1]
    .map((length) => commands.get(words.slice(0, length).join(" ")))
    .find((found) => found !== undefined);
  if (command === undefined) return `no command ${words.slice(0, 2).join(" ")}`;
  const rest = words.slice(command.path.split(" ").length);
  let given = 0;
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index] ?? "";
    if (!word.startsWith("--")) {
      given += 1;
      continue;
    }
    const [flag = "", attached] = word.split("=", 2);
    const option = command.options.find((known) => known.flag === flag);
    if (option === undefined) return `${command.path} has no option ${flag}`;
    if (option.value === undefined || attached !== undefined) continue;
    index += 1;
    if (rest[index] === undefined) return `${command.path} ${flag} lacks its value ${option.value}`;
  }
  return countFault(command, given);
}

function countFault(command: KnownCommand, given: number): string | undefined {
  const least = command.arguments.filter((argument) => argument.startsWith("<")).length;
  const endless = command.arguments.some((argument) => argument.includes("..."));
  if (given < least) return `${command.path} lacks ${command.arguments.slice(given, least).join(" ")}`;
  return !endless && given > command.arguments.length
    ? `${command.path} takes ${command.arguments.length} arguments`
    : undefined;
}

/** Command lines of `leasehold` in a line of a shell: comments, pipes and further commands left out. */
export function leaseholdCalls(line: string): string[][] {
  return line
    .replace(/^\$ /, "")
    .replace(/(^|\s)#.*$/, "")
    .split(/&&|\|\||[|;]/)
    .map((part) =>
      [...part.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
        ([, single, double, bare]) => single ?? double ?? bare ?? "",
      ),
    )
    .map((words) => (words[0] === "npx" ? words.slice(1) : words))
    .filter(([first]) => first === "leasehold")
    .map((words) => words.slice(1));
}
