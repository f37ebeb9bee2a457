/**
 * Reads what a zod schema allows, from the JSON Schema that the editor uses too: messages and editor never disagree.
 * Costs some milliseconds, so it is made at the first problem and not before.
 */
import * as z from "zod";
import { listOf } from "./nearest.ts";
import { unitOf } from "./units.ts";
import type { ValuePath } from "./value-path.ts";

type SchemaNode = z.core.JSONSchema.BaseSchema;

/** Keys of a section that a message names at most. */
const MAIN_KEYS = 5;

const readers = new WeakMap<z.ZodType, SchemaReader>();

/** The reader of a schema; made once. */
export function schemaReader(schema: z.ZodType): SchemaReader {
  const known = readers.get(schema);
  if (known !== undefined) return known;
  const reader = new SchemaReader(z.toJSONSchema(schema, { io: "input" }));
  readers.set(schema, reader);
  return reader;
}

/** Answers by path; use {@link schemaReader} to get one. */
export class SchemaReader {
  readonly #root: SchemaNode;

  constructor(root: SchemaNode) {
    this.#root = root;
  }

  /** The keys that a section may have; empty for anything that is no section. */
  keysAt(path: ValuePath): string[] {
    return Object.keys(this.#nodeAt(path)?.properties ?? {});
  }

  /** What a value of the right kind is: `whole number of GiB`, `true or false`, `basic, enhanced or maximum`. */
  kindAt(path: ValuePath): string {
    const node = this.#nodeAt(path);
    if (node === undefined) return "nothing";
    const choices = choicesOf(node);
    if (choices !== undefined) return listOf(choices);
    switch (node.type) {
      case "integer":
        return `whole number${ofUnit(path)}`;
      case "number":
        return `number${ofUnit(path)}`;
      case "boolean":
        return "true or false";
      case "string":
        return `text${suchAs(node)}`;
      case "array":
        return `a list${suchAs(node)}`;
      default:
        return node.anyOf === undefined ? `a section with ${mainKeysOf(node)}` : this.rangeAt(path);
    }
  }

  /** How large a number may be, with its unit: `1–262144 GiB`, `0 or 30–3650 days`. */
  rangeAt(path: ValuePath): string {
    const node = this.#nodeAt(path);
    const parts = (node?.anyOf ?? (node === undefined ? [] : [node])).map((part) => intervalOf(this.#resolve(part)));
    const unit = unitAt(path);
    return unit === undefined ? listOf(parts) : `${listOf(parts)} ${unit}`;
  }

  /** The words or numbers that a value may be; empty where it is free. */
  choicesAt(path: ValuePath): string[] {
    const node = this.#nodeAt(path);
    return (node === undefined ? undefined : choicesOf(node))?.map(String) ?? [];
  }

  /**
   * Sections in which a key of this name would be right, as near as possible to where it was written.
   * @returns paths of sections, `[]` for the file's top level.
   */
  homesOf(key: string, writtenIn: ValuePath): ValuePath[] {
    const homes = this.#sections([], this.#root).filter((path) => this.keysAt(path).includes(key));
    const closeness = homes.map((home) => sharedStart(home, writtenIn));
    const nearest = homes.filter((_, index) => closeness[index] === Math.max(...closeness));
    return nearest.filter((home) => home.length === Math.min(...nearest.map((other) => other.length)));
  }

  #sections(path: ValuePath, node: SchemaNode): ValuePath[] {
    const children = Object.entries(node.properties ?? {});
    if (children.length === 0) return [];
    return [path, ...children.flatMap(([key, child]) => this.#sections([...path, key], this.#resolve(child)))];
  }

  #nodeAt(path: ValuePath): SchemaNode | undefined {
    return path.reduce<SchemaNode | undefined>((node, segment) => {
      const child = typeof segment === "number" ? node?.items : node?.properties?.[segment];
      return child === undefined || Array.isArray(child) ? undefined : this.#resolve(child);
    }, this.#root);
  }

  /** Follows references; keywords beside a reference count too. */
  #resolve(node: z.core.JSONSchema._JSONSchema): SchemaNode {
    if (typeof node === "boolean") return {};
    const { $ref: reference, ...own } = node;
    const target = reference === undefined ? undefined : this.#root.$defs?.[reference.replace("#/$defs/", "")];
    return target === undefined ? node : { ...this.#resolve(target), ...own };
  }
}

/** Words and numbers that a value may be; undefined where it is not a plain choice. */
function choicesOf(node: SchemaNode): (string | number)[] | undefined {
  const values = node.enum ?? node.anyOf?.map((part) => (typeof part === "object" ? part.const : undefined));
  const choices = values?.filter((value) => typeof value === "string" || typeof value === "number");
  return choices !== undefined && choices.length > 0 && choices.length === values?.length ? choices : undefined;
}

/** The keys that a section must have, then the others; the first few. */
function mainKeysOf(node: SchemaNode): string {
  const keys = [...new Set([...(node.required ?? []), ...Object.keys(node.properties ?? {})])];
  const shown = keys.slice(0, MAIN_KEYS);
  return shown.length < keys.length ? `${shown.join(", ")}, …` : shown.join(", ");
}

/** `1–9`, or the number alone where only one is allowed. Bounds that are only JavaScript's own are not named. */
function intervalOf(node: SchemaNode): string {
  if (typeof node.const === "number") return String(node.const);
  const { minimum, maximum } = node;
  const upper = maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (minimum === undefined || minimum === Number.MIN_SAFE_INTEGER)
    return upper === undefined ? "any number" : `at most ${upper}`;
  return upper === undefined ? `at least ${minimum}` : `${minimum}–${upper}`;
}

function unitAt(path: ValuePath): string | undefined {
  const key = path.findLast((segment) => typeof segment === "string");
  return key === undefined ? undefined : unitOf(key);
}

function ofUnit(path: ValuePath): string {
  const unit = unitAt(path);
  return unit === undefined ? "" : ` of ${unit}`;
}

function suchAs(node: SchemaNode): string {
  const [example] = node.examples ?? [];
  if (typeof example === "string") return ` such as ${example}`;
  return Array.isArray(example) && example.every((item) => typeof item === "string")
    ? ` such as [${example.join(", ")}]`
    : "";
}

function sharedStart(a: ValuePath, b: ValuePath): number {
  const difference = a.findIndex((segment, index) => segment !== b[index]);
  return difference === -1 ? a.length : difference;
}
