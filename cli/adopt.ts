/** Takes a resource that the cloud made and no run recorded into a stack's state, as the run would have done. */
import type { PendingOperation, StateResource } from "../sandbox/stack-state.ts";

/** A pending creation and the id of what it made. */
export interface Adoption {
  readonly pending: PendingOperation;
  readonly id: string;
}

/**
 * The resources of a state with the adopted ones among them. Their outputs are left empty: the refresh that has to
 * follow reads them from the cloud. Where the creation was to replace a resource, that one is now the one to be deleted.
 */
export function withAdopted(resources: readonly StateResource[], adoptions: readonly Adoption[]): StateResource[] {
  return adoptions.reduce<StateResource[]>(
    (known, { pending, id }) => insert(known, { ...pending.resource, id, outputs: {} }),
    [...resources],
  );
}

function insert(resources: readonly StateResource[], adopted: StateResource): StateResource[] {
  const at = resources.findIndex((known) => known.urn === adopted.urn && known["delete"] !== true);
  const replaced = resources[at];
  if (replaced === undefined) return [...resources, adopted];
  // What depends on the replaced one stands behind it and now depends on the new one.
  const others = resources.with(at, adopted);
  // Already deleted, and only waiting for what takes its place.
  if (replaced["pendingReplacement"] === true) return others;
  return [...others, { ...replaced, delete: true }];
}

/** Adopted, and then the refresh was cut off: a provider gives every resource at least one output. */
export function isUnread({ custom, type, outputs }: StateResource): boolean {
  return custom && !type.startsWith("pulumi:") && Object.keys(outputs).length === 0;
}
