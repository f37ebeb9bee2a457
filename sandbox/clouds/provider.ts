/** What a simulated provider answers, in plain values; `provider-server.ts` carries it over the engine's protocol. */
import type { Autonaming } from "./fill-inputs.ts";
import type { Plan } from "./plan-change.ts";
import type { CheckFailure, Properties } from "./resource-type.ts";

/** Inputs as they will be used, and why they cannot be. */
export interface Checked {
  readonly inputs: Properties;
  readonly failures: readonly CheckFailure[];
}

/** Which resource a call is about. */
export interface ResourceCall {
  readonly urn: string;
  readonly type: string;
}

export interface CheckCall extends ResourceCall {
  /** Inputs of the resource that exists; empty for a new one. */
  readonly olds: Properties;
  readonly news: Properties;
  readonly seed: Uint8Array;
  readonly autonaming?: Autonaming;
}

export interface DiffCall extends ResourceCall {
  readonly olds: Properties;
  readonly news: Properties;
  /** Outputs of the resource that exists. */
  readonly outputs: Properties;
}

export interface CreateCall extends ResourceCall {
  readonly inputs: Properties;
  /** Nothing may be made; what only the cloud knows is unknown. */
  readonly preview: boolean;
}

export interface ReadCall extends ResourceCall {
  readonly id: string;
  /** What the engine has; both empty when a resource is imported. */
  readonly inputs: Properties;
  readonly outputs: Properties;
}

export interface UpdateCall extends ResourceCall {
  readonly id: string;
  readonly olds: Properties;
  readonly news: Properties;
  readonly outputs: Properties;
  readonly preview: boolean;
}

export interface DeleteCall extends ResourceCall {
  readonly id: string;
  readonly outputs: Properties;
}

/** A resource as the engine keeps it. */
export interface ResourceState {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** An answer that may take its time. */
export type Eventually<Value> = Value | Promise<Value>;

/** Every method may throw; the message reaches the person as it is, so it names the resource and what to do. */
export interface Provider {
  /** Name of the package, `aws`. */
  readonly name: string;
  /** Version of the SDK that this provider serves. */
  readonly version: string;
  /** Checks the configuration of a provider resource; `failures` are shown beside it. */
  checkConfig(news: Properties): Checked;
  /** Takes the configuration, once, before any other call about resources. */
  configure(config: Properties): void;
  check(call: CheckCall): Checked;
  diff(call: DiffCall): Plan;
  create(call: CreateCall): Eventually<Pick<ResourceState, "id" | "outputs">>;
  /** Undefined: there is no such resource any more. */
  read(call: ReadCall): Eventually<ResourceState | undefined>;
  update(call: UpdateCall): Eventually<Properties>;
  delete(call: DeleteCall): Eventually<void>;
  invoke(token: string, args: Properties): Properties;
}
