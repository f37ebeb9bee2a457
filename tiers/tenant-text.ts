/** The text of a tenant file: finds what stands where, also under the alias that the tenant used. */
import type { Place, Position } from "./problem.ts";
import type { UsedAlias } from "./tenant-aliases.ts";
import type { TenantSource } from "./tenant-spec.ts";
import { splitPath } from "./value-path.ts";
import type { ValuePath } from "./value-path.ts";
import type { YamlDocument } from "./yaml-document.ts";

/** Answers in canonical paths: `environments.production` finds `prod:`. */
export class TenantText implements TenantSource {
  readonly file: string;
  readonly #document: YamlDocument;
  readonly #aliases: readonly UsedAlias[];

  constructor(document: YamlDocument, aliases: readonly UsedAlias[]) {
    this.file = document.file;
    this.#document = document;
    this.#aliases = aliases;
  }

  positionOf(path: string): Position | undefined {
    return this.#document.positionOf(this.#written(splitPath(path)));
  }

  /** Where a value stands, or the nearest section around it. */
  placeOf(path: ValuePath): Place {
    return this.#document.placeOf(this.#written(path));
  }

  /** Where a key stands, or the nearest section around it. */
  placeOfKey(path: ValuePath): Place {
    const position = this.#document.keyPositionOf(this.#written(path));
    return position === undefined ? this.placeOf(path) : { file: this.file, ...position };
  }

  /** A scalar as it was written: `012` where the value is the number 12. */
  textOf(path: ValuePath): string | undefined {
    return this.#document.textOf(this.#written(path));
  }

  #written(path: ValuePath): ValuePath {
    const [section, name, ...rest] = path;
    if (section !== "environments" || name === undefined) return path;
    const alias = this.#aliases.find((used) => used.path[0] === section && used.canonical === name);
    return alias === undefined ? path : [section, alias.written, ...rest];
  }
}
