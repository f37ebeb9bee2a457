/** What a source file does, as text: without comments, types and layout. Two texts are equal only if the code is. */
import type TypeScript from "typescript";
import { load } from "js-yaml";

let loaded: Promise<typeof TypeScript | undefined> | undefined;

/** The compiler is a package for development: where it is not installed, every difference counts. */
function compiler(): Promise<typeof TypeScript | undefined> {
  return (loaded ??= import("typescript").then(
    (module) => module.default,
    () => undefined,
  ));
}

/**
 * @param file its ending decides how it is read
 * @param text undefined: there is no such file
 */
export async function meaningOf(file: string, text: string | undefined): Promise<string | undefined> {
  if (text === undefined) return undefined;
  if (file.endsWith(".md")) return "";
  if (/\.ya?ml$/.test(file)) return yamlMeaning(text);
  // Plain JavaScript may be what is uploaded: there the text itself counts.
  if (!file.endsWith(".ts")) return text;
  const ts = await compiler();
  return ts === undefined ? text : codeMeaning(ts, text);
}

/** A file that cannot be read as YAML is compared as it stands. */
function yamlMeaning(text: string): string {
  try {
    return JSON.stringify(load(text));
  } catch {
    return text;
  }
}

const CLOSERS: readonly string[] = [")", "]", "}"];

function codeMeaning(ts: typeof TypeScript, text: string): string {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      removeComments: true,
      verbatimModuleSyntax: true,
    },
  });
  const source = ts.createSourceFile("code.js", outputText, ts.ScriptTarget.ESNext, false, ts.ScriptKind.JS);
  const tokens: string[] = [];
  const visit = (node: TypeScript.Node): void => {
    const children = node.getChildren(source);
    if (children.length > 0) {
      for (const child of children) visit(child);
      return;
    }
    const token = node.getText(source);
    if (token === "") return;
    // A comma before the end of a list is layout; in a list with a hole it is not.
    if (CLOSERS.includes(token) && tokens.at(-1) === "," && tokens.at(-2) !== "," && tokens.at(-2) !== "[")
      tokens.pop();
    tokens.push(token);
  };
  visit(source);
  return tokens.join("\n");
}
