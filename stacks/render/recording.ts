/**
 * Records what a program asks the engine to register, with the options that the SDK's published mocks do not show:
 * parent, provider, protection, dependencies. The only file that uses what the SDK does not document: `MockMonitor`.
 */
import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb.js";
import { computedOutputs, DEFAULT_PLACE } from "./computed-outputs.ts";
import { registeredOf, type Registered } from "./registered.ts";
import type { Place } from "./computed-outputs.ts";

export type Values = Readonly<Record<string, unknown>>;

/** One registration as the engine would get it. Other resources are named by their logical name. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  /** A resource of a provider; a component is not. */
  readonly custom: boolean;
  readonly inputs: Values;
  /** Top-level inputs that are secret, or hold one. */
  readonly secretInputs: readonly string[];
  readonly parent: string | undefined;
  readonly provider: string | undefined;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  /** What must exist before it: by options and by the outputs it uses. */
  readonly dependencies: readonly string[];
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly deleteBeforeReplace: boolean;
  readonly aliases: number;
}

/** One call of a provider's function. */
export interface FunctionCall {
  readonly token: string;
  readonly provider: string | undefined;
  readonly inputs: Values;
}

export interface Recording<Result> {
  readonly result: Result;
  readonly registrations: readonly Registration[];
  /** One for each registration, in the same order. */
  readonly registered: readonly Registered[];
  readonly calls: readonly FunctionCall[];
}

export interface RecordOptions {
  /** Answers of the provider functions that the program calls, by token. */
  readonly answers?: Readonly<Record<string, (inputs: Values) => Values>>;
  readonly stack?: string;
  /** What a type that is not known to the harness computes: `refuse` (default) ends in an error, `nothing` goes on without. */
  readonly unknownTypes?: "refuse" | "nothing";
  /** Id of a new resource; default: its name and `-id`. */
  readonly idOf?: (type: string, name: string, inputs: Values) => string;
  /** Outputs of the stacks that the program refers to, by their names; a stack that is missing is one that is not up. */
  readonly stackOutputs?: Readonly<Record<string, Values>>;
  /** `preview`: what the cloud computes is not known yet, ids included. Default: `up`. */
  readonly moment?: "up" | "preview";
}

/** How the SDK sends what is not known yet. */
const UNKNOWN_MARK = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const PROJECT = "leasehold";

/** How the program refers to a stack: `<organization>/<project>/<stack>`. */
const STACK_REFERENCE = "pulumi:pulumi:StackReference";
const READ_STACK = "pulumi:pulumi:readStackOutputs";

/**
 * Runs a program against a recording engine and waits until everything it began is registered.
 * @throws Error that names every resource type and function which the harness does not know: nothing is made up.
 */
export async function record<Result>(
  program: () => Result | Promise<Result>,
  {
    answers = {},
    stack = "acme-production",
    unknownTypes = "refuse",
    stackOutputs = {},
    idOf = plainId,
    moment = "up",
  }: RecordOptions = {},
): Promise<Recording<Result>> {
  const unknown = new Set<string>();
  const calls: FunctionCall[] = [];
  let place = DEFAULT_PLACE;
  const secretOutputs = new Map<string, readonly string[]>();
  const computedByName = new Map<string, Values>();
  const mocks: pulumi.runtime.Mocks = {
    newResource: ({ type, name, inputs, custom }) => {
      if (type === STACK_REFERENCE) {
        const outputs = outputsOf(stackOutputs, (inputs as Values)["name"] ?? name);
        return { id: name, state: { ...(inputs as Values), outputs: outputs ?? {}, secretOutputNames: [] } };
      }
      if (type === "pulumi:providers:aws") place = placeOf(inputs as Values);
      const computed = computedOutputs(type, name, inputs as Values, place);
      if (computed === undefined && unknownTypes === "refuse") unknown.add(`resource ${type}`);
      const key = `${type}::${name}`;
      if (moment === "preview" && !isProvider(type)) {
        const later = ["id", ...Object.keys(computed ?? {})].map((output) => [output, UNKNOWN_MARK]);
        computedByName.set(key, Object.fromEntries(later) as Values);
        return { id: "", state: inputs as Values };
      }
      const id = idOf(type, name, inputs as Values);
      computedByName.set(key, { ...computed, ...(custom === true ? { id } : {}) });
      const outputs = { ...(inputs as Values), ...computed };
      return { id, state: asSecrets(outputs, secretOutputs.get(name) ?? []) };
    },
    call: ({ token, provider, inputs }) => {
      calls.push({ token, provider: logicalName(provider ?? ""), inputs: inputs as Values });
      if (token === READ_STACK) {
        const outputs = outputsOf(stackOutputs, (inputs as Values)["name"]);
        if (outputs === undefined) throw new Error("unknown stack");
        return { outputs };
      }
      const answer = answers[token];
      if (answer === undefined) throw new Error(`the harness knows no answer of function ${token}`);
      return answer(inputs as Values);
    },
  };
  await pulumi.runtime.setMocks(mocks, PROJECT, stack, moment === "preview", "organization");
  const registrations: Registration[] = [];
  const requests: RegisterResourceRequest[] = [];
  listen((request) => {
    registrations.push(toRegistration(request));
    requests.push(request);
    secretOutputs.set(request.getName(), request.getAdditionalsecretoutputsList());
  });
  const { stackTraceLimit } = Error;
  // The SDK formats a stack trace per output property: a fifth of the time, for what only its own debugging shows.
  Error.stackTraceLimit = 0;
  let result: Result;
  try {
    result = await program();
  } finally {
    await pulumi.runtime.disconnect();
    Error.stackTraceLimit = stackTraceLimit;
  }
  if (unknown.size > 0) throw new Error(`the harness does not know: ${[...unknown].sort().join(", ")}`);
  const inputs = new Map(registrations.map((each) => [`${each.type}::${each.name}`, each.inputs]));
  const registered = registeredOf({ name: stack, project: PROJECT }, requests, (request) => {
    const key = `${request.getType()}::${request.getName()}`;
    return { ...inputs.get(key), ...computedByName.get(key) };
  });
  return { result, registrations, registered, calls };
}

function isProvider(type: string): boolean {
  return type.startsWith("pulumi:providers:");
}

function plainId(_type: string, name: string): string {
  return `${name}-id`;
}

function outputsOf(stackOutputs: Readonly<Record<string, Values>>, name: unknown): Values | undefined {
  return typeof name === "string" ? stackOutputs[name.split("/").at(-1) ?? ""] : undefined;
}

/** The account and region to which a provider is pinned. The SDK sends the settings of a provider as JSON texts. */
function placeOf({ region, allowedAccountIds }: Values): Place {
  const [account] = typeof allowedAccountIds === "string" ? (JSON.parse(allowedAccountIds) as string[]) : [];
  return {
    account: account ?? DEFAULT_PLACE.account,
    region: typeof region === "string" ? region : DEFAULT_PLACE.region,
  };
}

/** Lets the mock monitor that is in place tell of each registration before it answers. */
function listen(onRequest: (request: RegisterResourceRequest) => void): void {
  const monitor: unknown = pulumi.runtime.getMonitor();
  if (!(monitor instanceof MockMonitor)) throw new Error("the SDK did not put its mock monitor in place");
  const answer = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request: RegisterResourceRequest, callback) => {
    onRequest(request);
    return answer(request, callback);
  };
}

/** What the engine does with the outputs that a class names as secret. */
function asSecrets(outputs: Values, secret: readonly string[]): Values {
  return Object.fromEntries(
    Object.entries(outputs).map(([key, value]) => [key, secret.includes(key) ? pulumi.secret(value) : value]),
  );
}

function toRegistration(request: RegisterResourceRequest): Registration {
  const raw = request.getObject()?.toJavaScript() ?? {};
  return {
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    inputs: withoutSecretEnvelopes(raw) as Values,
    secretInputs: Object.keys(raw).filter((key) => holdsSecret(raw[key])),
    parent: logicalName(request.getParent()),
    provider: logicalName(request.getProvider()),
    protect: request.getProtect() ?? false,
    retainOnDelete: request.getRetainondelete() ?? false,
    dependencies: request
      .getDependenciesList()
      .map((urn) => logicalName(urn) ?? urn)
      .sort(),
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    deleteBeforeReplace: request.getDeletebeforereplace(),
    aliases: request.getAliasesList().length,
  };
}

/** `urn:pulumi:stack::project::type::name`, for a provider followed by `::id`. */
function logicalName(urn: string): string | undefined {
  return urn === "" ? undefined : urn.split("::")[3];
}

/** The SDK sends a secret as an object with this key and the value beside it. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

function isEnvelope(value: unknown): value is { readonly value: unknown } {
  return typeof value === "object" && value !== null && SIGNATURE in value && "value" in value;
}

function holdsSecret(value: unknown): boolean {
  if (isEnvelope(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsSecret);
}

function withoutSecretEnvelopes(value: unknown): unknown {
  if (isEnvelope(value)) return withoutSecretEnvelopes(value.value);
  if (Array.isArray(value)) return value.map(withoutSecretEnvelopes);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSecretEnvelopes(inner)]));
}
