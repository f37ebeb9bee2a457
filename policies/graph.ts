/** All resources of a stack and how they refer to each other, also while their ids are unknown. */
import type { Subject } from "./subject.ts";

/** Outputs by which one resource is named in another's inputs. */
const IDENTITY_OUTPUTS = [
  "id",
  "arn",
  "name",
  "metadata.name",
  "bucket",
  "selfLink",
  "email",
  "keyId",
  "keyUri",
  "keyUriWithVersion",
  "resourceId",
] as const;

/** Whether one resource refers to another through a property. `unknown`: the value is not known and no dependency says so. */
export type Link = "linked" | "not-linked" | "unknown";

export class Graph {
  readonly #byUrn: ReadonlyMap<string, Subject>;
  readonly #byType: ReadonlyMap<string, readonly Subject[]>;

  constructor(subjects: readonly Subject[]) {
    // The engine gives no order; sorted, every report is the same.
    const sorted = subjects.toSorted((a, b) => (a.urn < b.urn ? -1 : a.urn > b.urn ? 1 : 0));
    this.#byUrn = new Map(sorted.map((subject) => [subject.urn, subject]));
    this.#byType = Map.groupBy(sorted, ({ type }) => type);
  }

  /** All resources, sorted by URN. */
  get subjects(): readonly Subject[] {
    return [...this.#byUrn.values()];
  }

  /** The resources of these types, sorted by URN within each type. */
  ofType(...types: readonly string[]): readonly Subject[] {
    return types.flatMap((type) => this.#byType.get(type) ?? []);
  }

  at(urn: string): Subject | undefined {
    return this.#byUrn.get(urn);
  }

  /**
   * Whether `from` names `to` in a property. The engine's own record of property dependencies decides; where there is none (a literal
   * name), the value is compared with what names the target. A list is linked when one of its items is.
   * @param property path; its first segment carries the dependency
   */
  link(from: Subject, property: string, to: Subject): Link {
    const top = property.split(".")[0] ?? property;
    if (from.propertyDependencies[top]?.includes(to.urn) === true) return "linked";
    const reading = from.view.read(property);
    if (reading.state === "absent") return "not-linked";
    if (reading.state === "unknown") return from.propertyDependencies[top] === undefined ? "unknown" : "not-linked";
    const values = (Array.isArray(reading.value) ? reading.value : [reading.value]) as readonly unknown[];
    const names = namesOf(to);
    return values.some((value) => typeof value === "string" && names.has(value)) ? "linked" : "not-linked";
  }

  /** The resources of a type that name `to` in one of the properties: the versioning of a bucket, the routes of a table. */
  pointingAt(to: Subject, type: string, ...properties: readonly string[]): readonly Subject[] {
    return this.ofType(type).filter((from) =>
      properties.some((property) => this.link(from, property, to) === "linked"),
    );
  }

  /** The resources of a type that `from` names in a property. */
  pointedBy(from: Subject, property: string, ...types: readonly string[]): readonly Subject[] {
    return this.ofType(...types).filter((to) => this.link(from, property, to) === "linked");
  }

  /** Whether a resource of this type names something in the property that is not known yet: what is missing may still be it. */
  hasUndecided(type: string, property: string, to: Subject): boolean {
    return this.ofType(type).some((from) => this.link(from, property, to) === "unknown");
  }
}

/** What another resource may write to name this one. */
function namesOf({ view }: Subject): ReadonlySet<string> {
  const names = IDENTITY_OUTPUTS.flatMap((output) => {
    const reading = view.read(output);
    return reading.state === "known" && typeof reading.value === "string" ? [reading.value] : [];
  });
  return new Set(names);
}

/** Stands where there is no stack: a rule of scope `resource` that looks at others is a defect, found by its first test. */
export const NO_GRAPH: Graph = new Proxy(new Graph([]), {
  get(_target, property): never {
    throw new TypeError(`a rule of scope resource asked the graph for ${String(property)}`);
  },
});
