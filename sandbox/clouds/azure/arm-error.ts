/** Refusals in the words of Azure: what the provider prints of an answer of Resource Manager. */

/** `Status=409 Code="ScopeLocked" Message="…"`. Correlation ids are left out: they would differ in every run. */
export function armError(
  /** Status, then the error code: `404 ResourceGroupNotFound`. */
  code: `${number} ${string}`,
  message: string,
): string {
  const [status, name] = code.split(" ");
  return `Status=${status} Code="${name}" Message="${message}"`;
}

/** What the provider itself says before it asks Azure to create something that is there. */
export function alreadyExists(id: string): string {
  return `cannot create already existing resource '${id}'`;
}

/** A property that holds the id of something that is not there. @param from id of the resource with the property */
export function invalidReference(id: string, from: string): string {
  return armError(
    "400 InvalidResourceReference",
    `Resource ${id} referenced by resource ${from} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
  );
}
