/** Ids and self links of Google Cloud: built in one way, read in one way. */
import { textAt } from "../properties.ts";
import type { Properties, TypeContext } from "../resource-type.ts";

const COMPUTE = "https://www.googleapis.com/compute/v1/";

/** Project of a resource: its own input, else the provider's. */
export function projectOf(inputs: Properties, context: Pick<TypeContext, "account">): string {
  return textAt(inputs, "project") ?? context.account;
}

/** `projects/<project>/global/<collection>/<name>`. */
export function globalId(project: string, collection: string, name: string): string {
  return `projects/${project}/global/${collection}/${name}`;
}

/** `projects/<project>/regions/<region>/<collection>/<name>`, as Compute Engine has it. */
export function regionalId(project: string, region: string, collection: string, name: string): string {
  return `projects/${project}/regions/${region}/${collection}/${name}`;
}

/** `projects/<project>/locations/<location>/<collection>/<name>`, as the newer services have it. */
export function locationId(project: string, location: string, collection: string, name: string): string {
  return `projects/${project}/locations/${location}/${collection}/${name}`;
}

/** Self link of a Compute Engine resource: its id behind the service's address. */
export function selfLink(id: string): string {
  return `${COMPUTE}${id}`;
}

/**
 * The id in a reference as the APIs take it: an id, a self link of any API version or host, a name of `serviceOf…//…`.
 * A bare name stays as it is.
 */
export function idOf(reference: string): string {
  return /projects\/.+$/.exec(reference)?.[0] ?? reference;
}

/** Location in an id or self link; undefined where it has none. */
export function locationOf(reference: string | undefined): string | undefined {
  return /\/(?:locations|regions)\/([^/]+)/.exec(reference ?? "")?.[1];
}

/** Last part of an id or self link: the name. */
export function nameOf(reference: string): string {
  return reference.split("/").at(-1) ?? reference;
}
