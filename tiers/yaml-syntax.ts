/** Says in our words what the YAML parser refuses, with the usual cause and what to do. The text itself is never quoted: it may hold a secret. */
import { YAMLException } from "js-yaml";
import type { Position, Problem } from "./problem.ts";

/** Reasons of js-yaml 5 by their beginning, most frequent mistakes first. A reason that is not listed is passed on in its own words. */
const MESSAGES: readonly (readonly [reason: string, message: string])[] = [
  ["tab characters", "got a tab, expected spaces for indentation; replace the tab by spaces"],
  [
    "bad indentation of a mapping entry",
    "got text that does not fit here, expected a key in the column of its neighbours; check indentation and brackets, and put a value that contains ': ' or starts with @, ` or % in quotes",
  ],
  [
    "bad indentation of a sequence entry",
    "got text that does not fit here, expected '- ' in the column of its neighbours; check the indentation",
  ],
  [
    "deficient indentation",
    "got the next key or the end of the file too early, expected the end of the value above; close its bracket or quote",
  ],
  ["unexpected end of the stream within a flow", "got the end of the file, expected ] or }; close the bracket"],
  ["unexpected end of the", "got the end of the file, expected a closing quote; close the quote"],
  ["missed comma", "got text that does not fit here, expected a comma, ] or }; add the comma or close the bracket"],
  [
    "unknown escape sequence",
    "got an unknown escape in double quotes, expected text; use single quotes, or write \\\\ for a backslash",
  ],
  [
    "end of the stream or a document separator",
    "got text that does not fit here, expected 'key: value'; check that every key is followed by a colon and a space",
  ],
  [
    "can not read a block mapping entry",
    "got a line without a colon above, expected 'key: value'; add the colon and a space",
  ],
  ["expected ':' after a mapping key", "got a key without a colon, expected 'key: value'; add the colon and a space"],
  [
    "unidentified alias",
    "got an alias (*name) without its anchor, expected &name further up; add the anchor or put the value in quotes",
  ],
  ["unknown scalar tag", "got a tag (!name), expected a plain value; remove the tag"],
  ["unknown sequence tag", "got a tag (!name), expected a plain list; remove the tag"],
  ["unknown mapping tag", "got a tag (!name), expected plain keys; remove the tag"],
  ["object-based map does not support", "got a list or section as key, expected text; write a plain key"],
  ["null byte", "got a null byte, expected text in UTF-8; save the file as UTF-8"],
  ["the stream contains non-printable", "got a control character, expected printable text; remove it"],
];

/** Nesting and aliases that a file for people never needs; more is an attack or an accident. */
export const YAML_LIMITS = { maxDepth: 20, maxAliases: 20 } as const;

/**
 * The problem behind an error of the YAML parser.
 * @throws the error itself when it does not come from the parser.
 */
export function syntaxProblem(error: unknown, file: string): Problem {
  if (!(error instanceof YAMLException)) throw error;
  return { ...explain(error.reason), path: "", at: { file, ...positionOf(error) } };
}

function explain(reason: string): Pick<Problem, "code" | "message"> {
  if (reason.startsWith("nesting exceeded")) {
    return {
      code: "yaml-too-complex",
      message: `got values nested deeper than ${YAML_LIMITS.maxDepth} levels, expected fewer; remove the nesting`,
    };
  }
  if (reason.startsWith("aliases exceeded")) {
    return {
      code: "yaml-too-complex",
      message: `got more than ${YAML_LIMITS.maxAliases} aliases (*name), expected fewer; write the values out`,
    };
  }
  const known = MESSAGES.find(([beginning]) => reason.startsWith(beginning))?.[1];
  const message = known ?? `got text that is not YAML (${reason}), expected 'key: value'; correct it`;
  return { code: "yaml-syntax", message };
}

function positionOf({ mark }: YAMLException): Position {
  return mark === undefined ? { line: 1, column: 1 } : { line: mark.line + 1, column: mark.column + 1 };
}
