/** The path of a value inside a file: written `overrides.database.storageGib` or `frameworks[1]`. */
export type ValuePath = readonly (string | number)[];

const PLAIN_KEY = /^[\w<-]+$/;
const SEGMENT = /\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g;
const MAX_KEY_LENGTH = 60;

/** The path as a person reads it. Keys with dots, brackets or spaces are quoted, very long ones cut. */
export function formatPath(path: ValuePath): string {
  let text = "";
  for (const segment of path) {
    if (typeof segment === "number") text += `[${segment}]`;
    else if (segment.length > MAX_KEY_LENGTH) text += `[${JSON.stringify(`${segment.slice(0, MAX_KEY_LENGTH)}…`)}]`;
    else if (!PLAIN_KEY.test(segment)) text += `[${JSON.stringify(segment)}]`;
    else text += text === "" ? segment : `.${segment}`;
  }
  return text;
}

/** The segments of a written path; the inverse of {@link formatPath} for paths that were not cut. */
export function splitPath(text: string): ValuePath {
  return [...text.matchAll(SEGMENT)].map(([, index, quoted, key]) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? (key ?? "") : (JSON.parse(`"${quoted}"`) as string);
  });
}
