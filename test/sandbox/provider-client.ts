/** Drives a simulated provider over gRPC as the engine does, with plain values on both sides. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
import { checkAwsConfig, configureAws } from "../../sandbox/clouds/aws/configuration.ts";
import { CloudProvider } from "../../sandbox/clouds/cloud-provider.ts";
import { parseFacts, readFacts } from "../../sandbox/clouds/facts.ts";
import { FaultPlan } from "../../sandbox/clouds/faults.ts";
import { fromStruct, toStruct } from "../../sandbox/clouds/plain-values.ts";
import type { Provider } from "../../sandbox/clouds/provider.ts";
import { serveProvider } from "../../sandbox/clouds/provider-server.ts";
import type { Invoke, Properties, ResourceType, TypeFacts } from "../../sandbox/clouds/resource-type.ts";
import { RecordStore } from "../../sandbox/clouds/store.ts";

export const FACTS_FILE = join(import.meta.dirname, "..", "..", "sandbox", "clouds", "aws", "facts.yaml");
/** Configuration of a provider resource as the SDK sends it: what is no text is JSON text. */
export const CONFIG = {
  region: "eu-west-1",
  allowedAccountIds: JSON.stringify(["111122223333"]),
  defaultTags: JSON.stringify({ tags: { tenant: "acme", environment: "production" } }),
};
export const CREDENTIALS = { AWS_ACCESS_KEY_ID: "sandbox" };

/** Facts of a made-up type: only what a test needs. */
export function factsOf(token: string, own: Partial<TypeFacts> = {}): TypeFacts {
  return parseFacts({ token, source: "test", inputs: [], ...own }, "test");
}

const folders: string[] = [];
process.once("exit", () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A new empty folder for simulated clouds, removed when the test process ends. */
export function cloudsFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "clouds-"));
  folders.push(folder);
  return folder;
}

/** Every file below a folder, sorted, relative to it. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** The text of every file below a folder. */
export function textBelow(folder: string): string {
  return filesBelow(folder)
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
}

/** What makes up a simulated cloud under test. */
export interface TestCloud {
  readonly types?: readonly ResourceType[];
  readonly invokes?: readonly Invoke[];
  readonly root?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly crash?: () => never;
}

/** A cloud provider on a folder, neither served nor configured yet. */
export function cloudProvider({
  types = [],
  invokes = [],
  root = cloudsFolder(),
  environment = CREDENTIALS,
  crash,
}: TestCloud): CloudProvider {
  return new CloudProvider(
    {
      name: "aws",
      version: "7.48.0",
      types: new Map(types.map((type) => [type.token, type])),
      invokes: new Map(invokes.map((invoke) => [invoke.token, invoke])),
      facts: readFacts(FACTS_FILE),
      checkConfig: (news) => checkAwsConfig(news, environment),
      configure: (config) => configureAws(config, environment),
    },
    new RecordStore(join(root, "aws")),
    new FaultPlan(root),
    crash ??
      (() => {
        throw new Error("crashed");
      }),
  );
}

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
