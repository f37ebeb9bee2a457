import type { ComponentArgs } from "./component-args.ts";
import type { Identity } from "./identity.ts";
import type { Keys } from "./keys.ts";
import type { Network } from "./network.ts";

/** What every store is told besides its section: where it lies, what encrypts it, who may use it. */
export type StoreArgs<Spec> = ComponentArgs<Spec> & {
  readonly network: Network;
  readonly keys: Keys;
  readonly identity: Identity;
};
