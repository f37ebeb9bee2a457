/**
 * A part of the stack that an alert is about.
 * @throws Error where the stack has none: catalogue and stack disagree.
 */
export function present<Part>(part: Part | undefined, name: string): Part {
  if (part === undefined) throw new Error(`an alert is about ${name}, which the stack does not have`);
  return part;
}
