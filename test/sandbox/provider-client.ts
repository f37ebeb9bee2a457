/** Drives a simulated provider over gRPC as the engine does, with plain values on both sides. */
import grpc, { type ServiceError } from "@grpc/grpc-js";
import providerServices from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb.js";
import messages, {
  type CheckResponse,
  type ConfigureResponse,
  type ConstructResponse,
  type CreateResponse,
  type DiffResponse,
  type InvokeResponse,
  type ProviderHandshakeResponse,
  type ReadResponse,
  type UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb.js";
import emptyMessages, { type Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import { fromStruct, toStruct } from "../../sandbox/clouds/plain-values.ts";
import type { Provider } from "../../sandbox/clouds/provider.ts";
import { CONFIG } from "./cloud-fixture.ts";
import { serveProvider } from "../../sandbox/clouds/provider-server.ts";
import type { Properties } from "../../sandbox/clouds/resource-type.ts";

/** A provider that is being served, and the calls of the engine. */
export class ProviderClient {
  readonly #client: InstanceType<typeof providerServices.ResourceProviderClient>;
  readonly #stop: () => void;

  private constructor(port: number, stop: () => void) {
    this.#client = new providerServices.ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    this.#stop = stop;
  }

  /** Serves the provider and configures it. */
  static async serve(provider: Provider, config: Properties | "unconfigured" = CONFIG): Promise<ProviderClient> {
    const server = await serveProvider(provider);
    const client = new ProviderClient(server.port, () => server.stop());
    if (config !== "unconfigured") await client.configure(config);
    return client;
  }

  /** A provider that another process serves. */
  static connect(port: number): ProviderClient {
    return new ProviderClient(port, () => undefined);
  }

  close(): void {
    this.#client.close();
    this.#stop();
  }

  async handshake() {
    return (
      await call<ProviderHandshakeResponse>((done) =>
        this.#client.handshake(new messages.ProviderHandshakeRequest(), done),
      )
    ).toObject();
  }

  async version(): Promise<string> {
    return (await call<PluginInfo>((done) => this.#client.getPluginInfo(new emptyMessages.Empty(), done))).getVersion();
  }

  async checkConfig(news: Properties): Promise<readonly string[]> {
    const request = new messages.CheckRequest()
      .setUrn("urn:pulumi:s::p::pulumi:providers:aws::aws")
      .setNews(toStruct(news));
    return (await call<CheckResponse>((done) => this.#client.checkConfig(request, done)))
      .getFailuresList()
      .map((failure) => failure.getReason());
  }

  async configure(config: Properties) {
    return (
      await call<ConfigureResponse>((done) =>
        this.#client.configure(new messages.ConfigureRequest().setArgs(toStruct(config)), done),
      )
    ).toObject();
  }

  async check(type: string, name: string, news: Properties, olds: Properties = {}) {
    const request = new messages.CheckRequest()
      .setUrn(urnOf(type, name))
      .setType(type)
      .setNews(toStruct(news))
      .setOlds(toStruct(olds));
    request.setRandomseed(Buffer.from(`seed of ${name}`));
    const response = await call<CheckResponse>((done) => this.#client.check(request, done));
    return {
      inputs: fromStruct(response.getInputs()),
      failures: response.getFailuresList().map((failure) => failure.getReason()),
    };
  }

  /** Changes by property, `!` where they replace: `["name update!"]`. */
  async diff(type: string, name: string, olds: Properties, news: Properties, outputs: Properties = olds) {
    const request = new messages.DiffRequest().setUrn(urnOf(type, name)).setType(type).setId("id");
    request.setOldInputs(toStruct(olds)).setNews(toStruct(news)).setOlds(toStruct(outputs));
    const response = await call<DiffResponse>((done) => this.#client.diff(request, done));
    const kinds = ["add", "add!", "delete", "delete!", "update", "update!"];
    const changes: string[] = [];
    response.getDetaileddiffMap().forEach((diff, path) => changes.push(`${path} ${kinds[diff.getKind()] ?? "?"}`));
    return {
      changes,
      diffs: response.getDiffsList(),
      replaces: response.getReplacesList(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
      isChanged: response.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME,
    };
  }

  async create(type: string, name: string, inputs: Properties, preview = false) {
    const request = new messages.CreateRequest()
      .setUrn(urnOf(type, name))
      .setType(type)
      .setProperties(toStruct(inputs))
      .setPreview(preview);
    const response = await call<CreateResponse>((done) => this.#client.create(request, done));
    return { id: response.getId(), outputs: fromStruct(response.getProperties()) };
  }

  /** Check, then create what came out of it. */
  async make(type: string, name: string, news: Properties) {
    const { inputs } = await this.check(type, name, news);
    return { inputs, ...(await this.create(type, name, inputs)) };
  }

  async read(type: string, name: string, id: string, inputs: Properties = {}, outputs: Properties = {}) {
    const request = new messages.ReadRequest().setUrn(urnOf(type, name)).setType(type).setId(id);
    request.setInputs(toStruct(inputs)).setProperties(toStruct(outputs));
    const response = await call<ReadResponse>((done) => this.#client.read(request, done));
    return {
      id: response.getId(),
      inputs: fromStruct(response.getInputs()),
      outputs: fromStruct(response.getProperties()),
    };
  }

  async update(
    type: string,
    name: string,
    id: string,
    olds: Properties,
    news: Properties,
    outputs: Properties = olds,
    preview = false,
  ) {
    const request = new messages.UpdateRequest().setUrn(urnOf(type, name)).setType(type).setId(id).setPreview(preview);
    request.setOldInputs(toStruct(olds)).setNews(toStruct(news)).setOlds(toStruct(outputs));
    return fromStruct((await call<UpdateResponse>((done) => this.#client.update(request, done))).getProperties());
  }

  async delete(type: string, name: string, id: string, outputs: Properties = {}): Promise<void> {
    const request = new messages.DeleteRequest()
      .setUrn(urnOf(type, name))
      .setType(type)
      .setId(id)
      .setProperties(toStruct(outputs));
    await call<Empty>((done) => this.#client.delete(request, done));
  }

  async invoke(token: string, args: Properties): Promise<Properties> {
    const request = new messages.InvokeRequest().setTok(token).setArgs(toStruct(args));
    return fromStruct((await call<InvokeResponse>((done) => this.#client.invoke(request, done))).getReturn());
  }

  async construct(): Promise<void> {
    await call<ConstructResponse>((done) => this.#client.construct(new messages.ConstructRequest(), done));
  }
}

/** Rejects with an `Error` whose message is what the engine would show. */
function call<Response>(
  start: (done: (error: ServiceError | null, response: Response) => void) => unknown,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    start((error, response) => (error ? reject(new Error(error.details)) : resolve(response)));
  });
}

function urnOf(type: string, name: string): string {
  return `urn:pulumi:acme-production::leasehold::leasehold:aws:Keys$${type}::${name}`;
}
