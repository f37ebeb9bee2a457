/** A YAML file as a plain value, together with the place of everything in it. */
import { constructFromEvents, CORE_SCHEMA, EVENT_ID, parseEvents, YAMLException } from "js-yaml";
import type { Event } from "js-yaml";
import { InvalidInput } from "./problem.ts";
import type { Place, Position, Problem, ProblemCode } from "./problem.ts";
import { formatPath } from "./value-path.ts";
import type { ValuePath } from "./value-path.ts";
import { indexText, startOf } from "./yaml-positions.ts";
import type { TextIndex } from "./yaml-positions.ts";
import { syntaxProblem, YAML_LIMITS } from "./yaml-syntax.ts";

/** A parsed YAML text. Positions are worked out at the first question. */
export class YamlDocument {
  /** The content as plain objects, lists, text, numbers and booleans. YAML aliases share objects: do not change it. */
  readonly value: unknown;
  readonly file: string;
  readonly #text: string;
  #index: TextIndex | undefined;
  #lineStarts: readonly number[] | undefined;

  constructor(value: unknown, text: string, file: string) {
    this.value = value;
    this.file = file;
    this.#text = text;
  }

  /** Where a value stands: a scalar's own place, for a section, list or empty value the place of its key. */
  positionOf(path: ValuePath): Position | undefined {
    const entry = this.#indexed().find(path);
    if (entry === undefined) return undefined;
    const { node } = entry;
    return this.position(node.entries === undefined ? (node.offset ?? entry.keyOffset) : entry.keyOffset);
  }

  /** Where the key of a value stands. */
  keyPositionOf(path: ValuePath): Position | undefined {
    const entry = this.#indexed().find(path);
    return entry === undefined ? undefined : this.position(entry.keyOffset);
  }

  /** A scalar as it was written, without quotes: `012` where the value is the number 12. */
  textOf(path: ValuePath): string | undefined {
    return this.#indexed().find(path)?.node.text;
  }

  /** The place of the value, or of the nearest section around it that exists: always something to point at. */
  placeOf(path: ValuePath): Place {
    for (let length = path.length; length > 0; length--) {
      const position = this.positionOf(path.slice(0, length));
      if (position !== undefined) return { file: this.file, ...position };
    }
    return { file: this.file, line: 1, column: 1 };
  }

  /** Every key that is written twice. */
  duplicateKeys(): Problem[] {
    return this.#indexed().duplicates.map(({ path, offset, firstOffset }) => ({
      code: "duplicate-key",
      path: formatPath(path),
      at: { file: this.file, ...this.position(offset) },
      message: `got the key a second time, expected it once (first in line ${this.position(firstOffset).line}); keep one of them`,
    }));
  }

  /** Line and column of an offset in the text. */
  position(offset: number): Position {
    this.#lineStarts ??= lineStartsOf(this.#text);
    const line = this.#lineStarts.findLastIndex((start) => start <= offset);
    return { line: line + 1, column: offset - (this.#lineStarts[line] ?? 0) + 1 };
  }

  #indexed(): TextIndex {
    return (this.#index ??= indexText(this.#text, YAML_LIMITS.maxDepth));
  }
}

/**
 * Reads exactly one YAML 1.2 document.
 * @param problems takes keys that are written twice, so that the caller can go on and find what else is wrong (the last one counts);
 *   left out, they are thrown.
 * @throws InvalidInput when the text is empty, is not YAML, holds several documents or is an alias bomb.
 */
export function parseYaml(text: string, file: string, problems?: Problem[]): YamlDocument {
  try {
    return readDocument(text, file, problems);
  } catch (error) {
    throw error instanceof InvalidInput ? error : new InvalidInput([syntaxProblem(error, file)]);
  }
}

function readDocument(text: string, file: string, problems: Problem[] | undefined): YamlDocument {
  const events = parseEvents(text, { maxDepth: YAML_LIMITS.maxDepth });
  const { documents, duplicates } = construct(events, text);
  const [value] = documents;
  const document = new YamlDocument(value, text, file);
  if (value === undefined || value === null) {
    throw refusal(
      document,
      "file-empty",
      0,
      "got an empty file, expected keys and values; write them or remove the file",
    );
  }
  if (documents.length > 1) {
    const message = `got ${documents.length} documents, expected one; move what follows --- or ... to a file of its own`;
    throw refusal(document, "yaml-documents", secondDocumentStart(events), message);
  }
  if (duplicates) {
    if (problems === undefined) throw new InvalidInput(document.duplicateKeys());
    problems.push(...document.duplicateKeys());
  }
  return document;
}

/** The values; when keys are written twice, once more with the last one counting. */
function construct(events: Event[], source: string): { documents: unknown[]; duplicates: boolean } {
  const options = { source, schema: CORE_SCHEMA, maxAliases: YAML_LIMITS.maxAliases };
  try {
    return { documents: constructFromEvents(events, options), duplicates: false };
  } catch (error) {
    if (!(error instanceof YAMLException) || error.reason !== "duplicated mapping key") throw error;
    return { documents: constructFromEvents(events, { ...options, json: true }), duplicates: true };
  }
}

function refusal(document: YamlDocument, code: ProblemCode, offset: number, message: string): InvalidInput {
  return new InvalidInput([{ code, path: "", at: { file: document.file, ...document.position(offset) }, message }]);
}

function secondDocumentStart(events: readonly Event[]): number {
  const isDocument = (event: Event): boolean => event.type === EVENT_ID.DOCUMENT;
  const second = events.findIndex((event, index) => isDocument(event) && index > events.findIndex(isDocument));
  const content = events[second + 1];
  return content === undefined ? 0 : startOf(content);
}

/** Offsets at which lines begin; line breaks as YAML counts them: LF, CR LF, CR. */
function lineStartsOf(text: string): number[] {
  return [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((match) => match.index + match[0].length)];
}
