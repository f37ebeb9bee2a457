/** Leaves and problems of an account file: values with the place at which they were written. */
import type { Problem, ProblemCode } from "../problem.ts";
import { Leaf } from "../sourced.ts";
import type { AccountSpec } from "./account-spec.ts";

/** Reports a problem at what the file says. */
export type Refuse = (code: ProblemCode, path: string, message: string) => void;

/** What the file says at a path. */
export function said<T>(spec: AccountSpec, path: string, value: T): Leaf<T> {
  return new Leaf(value, `account ${spec.account}`, { at: () => placeText(spec, path) });
}

/** What is the same for everybody. */
export function fixed<T>(value: T, note: string): Leaf<T> {
  return new Leaf(value, "derived", { note });
}

/** Where a value stands, `file:line`. */
export function placeText({ source }: AccountSpec, path: string): string {
  const position = source.positionOf(path);
  return position === undefined ? source.file : `${source.file}:${position.line}`;
}

/** A problem of an account file, at the value or at the section that lacks it. */
export function problemOf({ source }: AccountSpec, code: ProblemCode, path: string, message: string): Problem {
  const position = source.positionOf(path) ?? source.positionOf(path.split(".")[0] ?? "");
  return { code, path, ...(position === undefined ? {} : { at: { file: source.file, ...position } }), message };
}
