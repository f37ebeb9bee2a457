/** Where the keys and values of a YAML text stand. Built only when somebody asks: parsing again costs less than remembering for all. */
import { EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE } from "js-yaml";
import type { Event, ScalarEvent } from "js-yaml";
import type { ValuePath } from "./value-path.ts";

/** A value in the text. Offsets count UTF-16 code units from 0. */
interface TextNode {
  /** Start of the value; absent when nothing is written after the key. */
  readonly offset?: number;
  /** A scalar as written, before it became a number or boolean. */
  readonly text?: string;
  /** By key, or by index for lists. */
  readonly entries?: ReadonlyMap<string, TextEntry>;
}

interface TextEntry {
  /** Start of the key, for lists of the item. */
  readonly keyOffset: number;
  readonly node: TextNode;
}

/** A key that a mapping has already. */
export interface DuplicateKey {
  readonly path: ValuePath;
  readonly offset: number;
  readonly firstOffset: number;
}

/** What stands where in one YAML document. */
export interface TextIndex {
  /** Every key that is written more than once. */
  readonly duplicates: readonly DuplicateKey[];
  /** The entry at a path, following YAML aliases; undefined when the text does not have it. */
  find(path: ValuePath): TextEntry | undefined;
}

/**
 * Builds the index of the first document.
 * @throws YAMLException when the text is not YAML; never after the same text was parsed with the same depth.
 */
export function indexText(source: string, maxDepth: number): TextIndex {
  const reader = new EventReader(source, parseEvents(source, { maxDepth }));
  const root: TextEntry = { keyOffset: 0, node: reader.readDocument() };
  return {
    duplicates: reader.duplicates,
    find: (path) =>
      path.reduce<TextEntry | undefined>((entry, segment) => entry?.node.entries?.get(String(segment)), root),
  };
}

class EventReader {
  readonly duplicates: DuplicateKey[] = [];
  readonly #source: string;
  readonly #events: Iterator<Event>;
  readonly #anchors = new Map<string, TextNode>();

  constructor(source: string, events: readonly Event[]) {
    this.#source = source;
    this.#events = events[Symbol.iterator]();
  }

  readDocument(): TextNode {
    const first = this.#next();
    const event = first?.type === EVENT_ID.DOCUMENT ? this.#next() : first;
    return event === undefined ? {} : this.#readNode(event, []);
  }

  #next(): Event | undefined {
    const result = this.#events.next();
    return result.done === true ? undefined : result.value;
  }

  #readNode(event: Event, path: ValuePath): TextNode {
    switch (event.type) {
      case EVENT_ID.SCALAR: {
        const node: TextNode = { ...scalarOffset(event), text: getScalarValue(this.#source, event) };
        this.#remember(event, node);
        return node;
      }
      case EVENT_ID.ALIAS:
        return this.#anchors.get(this.#source.slice(event.anchorStart, event.anchorEnd)) ?? {};
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING: {
        const entries = new Map<string, TextEntry>();
        const node: TextNode = { offset: event.start, entries };
        // Before the content, so that an alias inside finds it too.
        this.#remember(event, node);
        if (event.type === EVENT_ID.SEQUENCE) this.#readItems(entries, path);
        else this.#readPairs(entries, path);
        return node;
      }
      case EVENT_ID.DOCUMENT:
      case EVENT_ID.POP:
        return {};
      default:
        return event satisfies never;
    }
  }

  #readItems(entries: Map<string, TextEntry>, path: ValuePath): void {
    for (let event = this.#next(), index = 0; isContent(event); event = this.#next(), index++) {
      const node = this.#readNode(event, [...path, index]);
      entries.set(String(index), { keyOffset: node.offset ?? startOf(event), node });
    }
  }

  #readPairs(entries: Map<string, TextEntry>, path: ValuePath): void {
    for (let event = this.#next(); isContent(event); event = this.#next()) {
      const keyOffset = startOf(event);
      const key = this.#readNode(event, path).text ?? "";
      const value = this.#next();
      const node = value === undefined ? {} : this.#readNode(value, [...path, key]);
      const earlier = entries.get(key);
      if (earlier !== undefined) {
        this.duplicates.push({ path: [...path, key], offset: keyOffset, firstOffset: earlier.keyOffset });
      }
      entries.set(key, { keyOffset, node });
    }
  }

  #remember(event: { anchorStart: number; anchorEnd: number }, node: TextNode): void {
    if (event.anchorStart >= 0) this.#anchors.set(this.#source.slice(event.anchorStart, event.anchorEnd), node);
  }
}

function isContent(event: Event | undefined): event is Event {
  return event !== undefined && event.type !== EVENT_ID.POP;
}

/** Nothing when the scalar is empty; the opening quote counts as its start. */
function scalarOffset(event: ScalarEvent): { offset?: number } {
  if (event.valueStart < 0) return {};
  const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
  return { offset: quoted ? event.valueStart - 1 : event.valueStart };
}

/** Offset at which an event's text begins; 0 where it has none. */
export function startOf(event: Event): number {
  switch (event.type) {
    case EVENT_ID.SCALAR:
      return scalarOffset(event).offset ?? 0;
    case EVENT_ID.SEQUENCE:
    case EVENT_ID.MAPPING:
      return event.start;
    case EVENT_ID.ALIAS:
      return event.anchorStart - 1;
    case EVENT_ID.DOCUMENT:
    case EVENT_ID.POP:
      return 0;
    default:
      return event satisfies never;
  }
}
