/** Serves a simulated provider to the engine over gRPC, exactly as a real provider plugin would be served. */
import grpc, { type handleUnaryCall } from "@grpc/grpc-js";
import providerServices, { type IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import providerMessages, { type CheckRequest } from "@pulumi/pulumi/proto/provider_pb.js";
import pluginMessages from "@pulumi/pulumi/proto/plugin_pb.js";
import emptyMessages from "google-protobuf/google/protobuf/empty_pb.js";
import { failureText } from "./check-inputs.ts";
import type { Autonaming } from "./fill-inputs.ts";
import { locationText } from "./paths.ts";
import type { PlannedChange } from "./plan-change.ts";
import { fromStruct, toStruct } from "./plain-values.ts";
import type { Checked, Provider } from "./provider.ts";
import { CloudRefusal } from "./resource-type.ts";
import { logicalNameOf } from "./type-context.ts";

/** As the engine's own limit. */
const LARGEST_MESSAGE_BYTES = 400 * 1024 * 1024;

/** A server that listens. */
export interface RunningServer {
  /** Port on 127.0.0.1. */
  readonly port: number;
  /** Ends every call at once. */
  stop(): void;
}

/** Starts to listen on a free port of 127.0.0.1. Rejects when that is not possible. */
export function serveProvider(provider: Provider): Promise<RunningServer> {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": LARGEST_MESSAGE_BYTES,
    "grpc.max_send_message_length": LARGEST_MESSAGE_BYTES,
  });
  server.addService(providerServices.ResourceProviderService, handlersOf(provider));
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error) reject(error);
      else resolve({ port, stop: () => server.forceShutdown() });
    });
  });
}

function handlersOf(provider: Provider): IResourceProviderServer {
  return {
    ...lifecycleHandlers(provider),
    ...resourceHandlers(provider),
    invoke: unary((request) => {
      const answer = new providerMessages.InvokeResponse();
      answer.setReturn(toStruct(provider.invoke(request.getTok(), fromStruct(request.getArgs()))));
      return answer;
    }),
    call: notServed(provider, "Call"),
    construct: notServed(provider, "Construct"),
    getSchema: notServed(provider, "GetSchema"),
    getMapping: notServed(provider, "GetMapping"),
    getMappings: notServed(provider, "GetMappings"),
    parameterize: notServed(provider, "Parameterize"),
    attach: notServed(provider, "Attach"),
    list: (call) =>
      call.emit("error", {
        code: grpc.status.UNIMPLEMENTED,
        details: `the simulated ${provider.name} provider does not serve List`,
      }),
  };
}

type LifecycleMethod = "handshake" | "getPluginInfo" | "checkConfig" | "diffConfig" | "configure" | "cancel";
type ResourceMethod = "check" | "diff" | "create" | "read" | "update" | "delete";

function lifecycleHandlers(provider: Provider): Pick<IResourceProviderServer, LifecycleMethod> {
  return {
    // Secrets, resource references and outputs are not accepted: plain values arrive, and the engine marks secrets again.
    handshake: unary(() => new providerMessages.ProviderHandshakeResponse().setSupportsAutonamingConfiguration(true)),
    getPluginInfo: unary(() => {
      const info = new pluginMessages.PluginInfo();
      info.setVersion(provider.version);
      return info;
    }),
    checkConfig: unary((request) => checkResponse(request, provider.checkConfig(fromStruct(request.getNews())))),
    // Another configuration moves no resource by itself: what it changes shows in the resources' own inputs.
    diffConfig: unary(() => {
      const { DiffChanges } = providerMessages.DiffResponse;
      return new providerMessages.DiffResponse().setChanges(DiffChanges.DIFF_UNKNOWN);
    }),
    configure: unary((request) => {
      provider.configure(fromStruct(request.getArgs()));
      return new providerMessages.ConfigureResponse().setSupportspreview(true).setSupportsAutonamingConfiguration(true);
    }),
    cancel: unary(() => new emptyMessages.Empty()),
  };
}

function resourceHandlers(provider: Provider): Pick<IResourceProviderServer, ResourceMethod> {
  return {
    check: unary((request) => {
      const autonaming = autonamingOf(request);
      const checked = provider.check({
        urn: request.getUrn(),
        type: typeOf(request),
        olds: fromStruct(request.getOlds()),
        news: fromStruct(request.getNews()),
        seed: request.getRandomseed_asU8(),
        ...(autonaming && { autonaming }),
      });
      return checkResponse(request, checked);
    }),
    diff: unary((request) => {
      const outputs = fromStruct(request.getOlds());
      const plan = provider.diff({
        urn: request.getUrn(),
        type: typeOf(request),
        olds: request.hasOldInputs() ? fromStruct(request.getOldInputs()) : outputs,
        news: fromStruct(request.getNews()),
        outputs,
      });
      const { DiffChanges } = providerMessages.DiffResponse;
      const answer = new providerMessages.DiffResponse();
      answer.setChanges(plan.changes.length === 0 ? DiffChanges.DIFF_NONE : DiffChanges.DIFF_SOME);
      answer.setDiffsList(topLevel(plan.changes));
      answer.setReplacesList(topLevel(plan.changes.filter((change) => change.replaces)));
      answer.setDeletebeforereplace(plan.deleteBeforeReplace);
      answer.setHasdetaileddiff(true);
      const details = answer.getDetaileddiffMap();
      for (const change of plan.changes) details.set(locationText(change.location), propertyDiff(change));
      return answer;
    }),
    create: unary(async (request) => {
      const { id, outputs } = await provider.create({
        urn: request.getUrn(),
        type: typeOf(request),
        inputs: fromStruct(request.getProperties()),
        preview: request.getPreview(),
      });
      return new providerMessages.CreateResponse().setId(id).setProperties(toStruct(outputs));
    }),
    read: unary(async (request) => {
      const state = await provider.read({
        urn: request.getUrn(),
        type: typeOf(request),
        id: request.getId(),
        inputs: fromStruct(request.getInputs()),
        outputs: fromStruct(request.getProperties()),
      });
      const answer = new providerMessages.ReadResponse();
      // An answer without an id tells the engine that the resource is gone.
      return state
        ? answer.setId(state.id).setInputs(toStruct(state.inputs)).setProperties(toStruct(state.outputs))
        : answer;
    }),
    update: unary(async (request) => {
      const outputs = await provider.update({
        urn: request.getUrn(),
        type: typeOf(request),
        id: request.getId(),
        olds: fromStruct(request.getOldInputs()),
        news: fromStruct(request.getNews()),
        outputs: fromStruct(request.getOlds()),
        preview: request.getPreview(),
      });
      return new providerMessages.UpdateResponse().setProperties(toStruct(outputs));
    }),
    delete: unary(async (request) => {
      await provider.delete({
        urn: request.getUrn(),
        type: typeOf(request),
        id: request.getId(),
        outputs: fromStruct(request.getProperties()),
      });
      return new emptyMessages.Empty();
    }),
  };
}

/** Answers with the value, or with the text of what was thrown; a flaw of the simulation itself also says where. */
function unary<Request, Response>(
  work: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  const answer = async (request: Request): Promise<Response> => work(request);
  return (call, done) => {
    answer(call.request).then(
      (value) => done(null, value),
      (error: unknown) => done({ code: grpc.status.UNKNOWN, details: errorText(error) }),
    );
  };
}

function errorText(error: unknown): string {
  if (error instanceof CloudRefusal) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function notServed<Request, Response>(provider: Provider, method: string): handleUnaryCall<Request, Response> {
  return (_call, done) =>
    done({
      code: grpc.status.UNIMPLEMENTED,
      details: `the simulated ${provider.name} provider does not serve ${method}`,
    });
}

function checkResponse(request: CheckRequest, checked: Checked): InstanceType<typeof providerMessages.CheckResponse> {
  const name = logicalNameOf(request.getUrn());
  // The property stays empty: the engine would print its value, which may be a secret. The reason names it.
  const failures = checked.failures.map((failure) =>
    new providerMessages.CheckFailure().setReason(failureText(failure, name)),
  );
  return new providerMessages.CheckResponse().setInputs(toStruct(checked.inputs)).setFailuresList(failures);
}

function autonamingOf(request: CheckRequest): Autonaming | undefined {
  const options = request.getAutonaming();
  if (options === undefined) return undefined;
  const { Mode } = providerMessages.CheckRequest.AutonamingOptions;
  switch (options.getMode()) {
    case Mode.DISABLE:
      return { mode: "disable" };
    case Mode.ENFORCE:
      return { mode: "enforce", name: options.getProposedName() };
    case Mode.PROPOSE:
      return { mode: "propose", name: options.getProposedName() };
  }
}

function propertyDiff(change: PlannedChange): InstanceType<typeof providerMessages.PropertyDiff> {
  const { Kind } = providerMessages.PropertyDiff;
  const kinds = {
    add: [Kind.ADD, Kind.ADD_REPLACE],
    delete: [Kind.DELETE, Kind.DELETE_REPLACE],
    update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
  } as const;
  return new providerMessages.PropertyDiff().setKind(kinds[change.kind][change.replaces ? 1 : 0]).setInputdiff(true);
}

function topLevel(changes: readonly PlannedChange[]): string[] {
  return [...new Set(changes.map((change) => String(change.location[0])))];
}

/** Older engines send the type only inside the URN: `…::<type of the parents>$<type>::<name>`. */
function typeOf(request: { getType(): string; getUrn(): string }): string {
  return request.getType() || (request.getUrn().split("::").at(-2)?.split("$").at(-1) ?? "");
}
