import { Leaf } from "../sourced.ts";
import type { ChosenVersion } from "../versions.ts";

/** The version of a new store, with its source. */
export function engineVersion({ version, source, at }: ChosenVersion): Leaf<string> {
  return new Leaf(version, "engine versions", { note: source, at });
}

/** The version's family of parameters; `none` where the cloud has no such families. */
export function parameterFamily({ family, at }: ChosenVersion): Leaf<string> {
  return family === undefined
    ? new Leaf("none", "engine versions", { note: "the cloud has no families of parameters", at })
    : new Leaf(family, "engine versions", { note: "of the version", at });
}
