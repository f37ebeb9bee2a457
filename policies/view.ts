/** The properties of one resource, read by path, with every unknown and absent value told apart. */
import { ABSENT, readingOf, type Reading } from "./reading.ts";

/** Properties below one point: `view.read("settings.ipConfiguration.sslMode")`. */
export class View {
  readonly #raw: unknown;

  constructor(raw: unknown) {
    this.#raw = raw;
  }

  /**
   * The value at a path; names joined by dots. A list of one block on the way (`versioningConfiguration` as the older
   * providers write it) is read as that block. An unknown parent makes the property unknown, an absent one absent.
   */
  read(path: string): Reading {
    let current = readingOf(this.#raw);
    if (path === "") return current;
    for (const name of path.split(".")) {
      if (current.state !== "known") return current;
      const { value } = current;
      const block: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
      const reading = readingOf(block);
      if (reading.state !== "known") return reading;
      if (typeof reading.value !== "object" || reading.value === null || Array.isArray(reading.value)) return ABSENT;
      current = readingOf((reading.value as Readonly<Record<string, unknown>>)[name]);
    }
    return current;
  }

  /** The view below a path. */
  at(path: string): View {
    const reading = this.read(path);
    return new View(reading.state === "known" ? reading.value : reading.state === "unknown" ? UNKNOWN_RAW : undefined);
  }

  /** The items of a list, `[]` when it is absent, undefined when it is not known yet; a single value is a list of one. */
  items(path: string): readonly View[] | undefined {
    const reading = this.read(path);
    if (reading.state === "absent") return [];
    if (reading.state === "unknown") return undefined;
    const list: readonly unknown[] = Array.isArray(reading.value) ? reading.value : [reading.value];
    return list.map((item) => new View(item));
  }

  /** The names set at a path, `[]` when it is absent, undefined when it is not known yet. */
  keys(path: string): readonly string[] | undefined {
    const reading = this.read(path);
    if (reading.state === "unknown") return undefined;
    if (reading.state === "absent" || typeof reading.value !== "object" || reading.value === null) return [];
    return Object.keys(reading.value);
  }

  /** One entry of a map whose names may have dots of their own: `pod-security.kubernetes.io/enforce`. */
  entry(path: string, name: string): Reading {
    const reading = this.read(path);
    if (reading.state !== "known") return reading;
    const { value } = reading;
    return typeof value === "object" && value !== null
      ? readingOf((value as Readonly<Record<string, unknown>>)[name])
      : ABSENT;
  }

  /**
   * A JSON document in a string property (IAM and bucket policies), or an object given as it is. A text that is no JSON reads as
   * the text itself, which fails any check on what should be inside.
   */
  json(path: string): View {
    const reading = this.read(path);
    if (reading.state !== "known" || typeof reading.value !== "string") return this.at(path);
    try {
      return new View(JSON.parse(reading.value));
    } catch {
      return new View(reading.value);
    }
  }
}

/** Any of the engine's marks does: the view only asks whether a value is one of them. */
const UNKNOWN_RAW = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
