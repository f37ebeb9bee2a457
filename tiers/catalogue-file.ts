/** Reads the project's own YAML: catalogue and data. The only input of `tiers/`, each file once, at its first use. */
import { readFileSync } from "node:fs";
import type * as z from "zod";
import { InvalidInput } from "./problem.ts";
import type { Place, Problem } from "./problem.ts";
import { formatPath } from "./value-path.ts";
import type { ValuePath } from "./value-path.ts";
import { parseYaml } from "./yaml-document.ts";

/** A validated, deeply frozen file with the places of its entries. */
export interface CatalogueFile<T> {
  /** Relative to the project, e.g. `tiers/catalogue/premium.yaml`. */
  readonly file: string;
  readonly value: T;
  /** Where an entry stands, or the nearest section around it that exists. */
  readonly placeOf: (...path: ValuePath) => Place;
  /** The same as `file:line`, e.g. `tiers/catalogue/premium.yaml:23`. */
  readonly at: (...path: ValuePath) => string;
}

/**
 * Reads and validates one file.
 * @param file relative to `tiers/`, e.g. `catalogue/premium.yaml`.
 * @throws InvalidInput with every problem, each with file, line and path.
 */
export function readCatalogueFile<S extends z.ZodType>(file: string, schema: S): CatalogueFile<z.output<S>> {
  return parseCatalogueFile(`tiers/${file}`, readFileSync(new URL(file, import.meta.url), "utf8"), schema);
}

/**
 * As {@link readCatalogueFile}, for a text already read.
 * @param file as messages shall name it.
 */
export function parseCatalogueFile<S extends z.ZodType>(
  file: string,
  text: string,
  schema: S,
): CatalogueFile<z.output<S>> {
  const document = parseYaml(text, file);
  const result = schema.safeParse(document.value);
  if (!result.success) {
    throw new InvalidInput(
      result.error.issues.map((issue) => {
        const path = issue.path.map((segment) => (typeof segment === "symbol" ? segment.toString() : segment));
        return catalogueProblem(document.placeOf(path), path, issue.message);
      }),
    );
  }
  return Object.freeze({
    file,
    value: deepFreeze(result.data),
    placeOf: (...path: ValuePath) => document.placeOf(path),
    at: (...path: ValuePath) => `${file}:${document.placeOf(path).line}`,
  });
}

/**
 * A problem of the catalogue itself, to be thrown in an {@link InvalidInput}.
 * @param message what is wrong; what to do is added here.
 */
export function catalogueProblem(at: Place, path: ValuePath, message: string): Problem {
  return {
    code: "catalogue",
    path: formatPath(path),
    at,
    message: `${lowerFirst(message)}; correct the file, it is part of the project`,
  };
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
