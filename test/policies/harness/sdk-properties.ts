/**
 * The properties of a resource type as its SDK declares them. Read from the declarations as they stand, without type-checking them:
 * the files of three clouds are twenty megabytes.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { PROJECT_ROOT } from "../../harness/whole-tenant.ts";

const PACKAGES = join(PROJECT_ROOT, "node_modules", "@pulumi");

/** Declared members by name, or `any` for what has names of its own: a map, a document. */
type Members = ReadonlyMap<string, ts.TypeNode>;

const parsed = new Map<string, ts.SourceFile>();
const blocks = new Map<string, ReadonlyMap<string, Members>>();

function parse(file: string): ts.SourceFile {
  const known = parsed.get(file);
  if (known !== undefined) return known;
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), {
    languageVersion: ts.ScriptTarget.Latest,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  });
  parsed.set(file, source);
  return source;
}

/** What is declared of a type token; undefined where the SDK has no such type. */
export function declaredOf(token: string): Declared | undefined {
  const [cloud = "", path = "", name = ""] = token.split(":");
  const [module = "", fileName = ""] = path.split("/");
  const folder = join(PACKAGES, cloud, module === "index" ? "" : module);
  const file = join(folder, `${fileName === "" ? lowerFirst(name) : fileName}.d.ts`);
  const found = existsSync(file) ? file : fileIn(folder, `${name}.d.ts`);
  if (found === undefined) return undefined;
  const declarations = declarationsOf(parse(found));
  const own = [name, `${name}Args`, `${name}State`].flatMap((one) => [...(declarations.get(one) ?? [])]);
  return own.length === 0 ? undefined : new Declared(cloud, own);
}

/** File names follow rules of their own for abbreviations: `iAMMember`, `iampolicy`. */
function fileIn(folder: string, name: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const file = readdirSync(folder).find((one) => one.toLowerCase() === name.toLowerCase());
  return file === undefined ? undefined : join(folder, file);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Classes and interfaces of a file, by name. */
function declarationsOf(source: ts.Node, prefix = "", into = new Map<string, Map<string, ts.TypeNode>>()) {
  ts.forEachChild(source, (node) => {
    if (ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node)) {
      const members = [...node.members].flatMap((member): [string, ts.TypeNode][] =>
        (ts.isPropertyDeclaration(member) || ts.isPropertySignature(member)) && member.type !== undefined
          ? [[nameOf(member.name), member.type]]
          : [],
      );
      into.set(`${prefix}${node.name?.text ?? ""}`, new Map(members));
    } else if (ts.isModuleDeclaration(node) && node.body !== undefined) {
      declarationsOf(node.body, `${prefix}${node.name.text}.`, into);
    }
  });
  return into;
}

function nameOf(name: ts.PropertyName): string {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : "";
}

/** `inputs.rds.Scaling` as its words. */
function wordsOf(name: ts.EntityName): string[] {
  return ts.isIdentifier(name) ? [name.text] : [...wordsOf(name.left), name.right.text];
}

/** The blocks that a package declares, inputs and outputs. */
function blocksOf(cloud: string, side: string): ReadonlyMap<string, Members> {
  const key = `${cloud}/${side}`;
  const known = blocks.get(key);
  if (known !== undefined) return known;
  const made = declarationsOf(parse(join(PACKAGES, cloud, "types", `${side.replace(/s$/, "")}.d.ts`)));
  blocks.set(key, made);
  return made;
}

export class Declared {
  readonly #cloud: string;
  readonly #members: readonly (readonly [string, ts.TypeNode])[];

  constructor(cloud: string, members: readonly (readonly [string, ts.TypeNode])[]) {
    this.#cloud = cloud;
    this.#members = members;
  }

  /** Whether a path leads to something declared; below a map or a document everything does. */
  has(path: string): boolean {
    const [name = "", ...rest] = path.split(".");
    return this.#members.some(([own, type]) => own === name && this.#leads(type, rest));
  }

  #leads(type: ts.TypeNode, path: readonly string[]): boolean {
    if (path.length === 0) return true;
    if (ts.isUnionTypeNode(type)) return type.types.some((one) => this.#leads(one, path));
    if (ts.isArrayTypeNode(type)) return this.#leads(type.elementType, path);
    if (ts.isParenthesizedTypeNode(type)) return this.#leads(type.type, path);
    if (ts.isTypeOperatorNode(type)) return this.#leads(type.type, path);
    if (type.kind === ts.SyntaxKind.AnyKeyword) return true;
    if (ts.isTypeLiteralNode(type)) {
      const [, ...rest] = path;
      return type.members.some((member) => ts.isIndexSignatureDeclaration(member) && this.#leads(member.type, rest));
    }
    return ts.isTypeReferenceNode(type) && this.#leadsThrough(type, path);
  }

  /** `pulumi.Input<…>` and its kind say nothing of their own; `inputs.rds.ClusterScaling` is a block. */
  #leadsThrough(
    { typeName, typeArguments = ts.factory.createNodeArray() }: ts.TypeReferenceNode,
    path: readonly string[],
  ): boolean {
    const [side = "", ...block] = wordsOf(typeName);
    if (side !== "inputs" && side !== "outputs") return typeArguments.some((one) => this.#leads(one, path));
    const [name = "", ...rest] = path;
    const member = blocksOf(this.#cloud, side).get(block.join("."))?.get(name);
    return member !== undefined && this.#leads(member, rest);
  }
}
