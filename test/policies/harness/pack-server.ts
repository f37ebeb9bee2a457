/** Starts the pack as the engine does, and asks it over gRPC. The engine itself is an address where nobody answers: packs never call it. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import grpc, { type ServiceError } from "@grpc/grpc-js";
import analyzerServices, { type AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import analyzerMessages, {
  type AnalyzeDiagnostic,
  type AnalyzerInfo,
  type AnalyzeResponse,
  type RemediateResponse,
} from "@pulumi/pulumi/proto/analyzer_pb.js";
import emptyMessages from "google-protobuf/google/protobuf/empty_pb.js";
import structMessages, { type JavaScriptValue, type Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { PROJECT_ROOT } from "../../harness/whole-tenant.ts";

/** One resource as the engine sends it. */
export interface SentResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, readonly string[]>>;
}

/** Policy → its level and its settings. */
export type SentConfig = Readonly<
  Record<string, { readonly level: keyof typeof analyzerMessages.EnforcementLevel; readonly properties?: object }>
>;

/** One violation as the engine gets it. */
export interface Told {
  readonly policy: string;
  readonly level: string;
  readonly severity: string;
  readonly urn: string;
  readonly message: string;
}

export class PackServer {
  /** From the start of the process until it told its port. */
  readonly startMs: number;
  readonly #child: ChildProcess;
  readonly #client: AnalyzerClient;
  readonly #program: string;

  private constructor(child: ChildProcess, client: AnalyzerClient, startMs: number, program: string) {
    this.#program = program;
    this.#child = child;
    this.#client = client;
    this.startMs = startMs;
  }

  /** @param folder of the pack */
  static async start(folder = join(PROJECT_ROOT, "policies"), env: NodeJS.ProcessEnv = {}): Promise<PackServer> {
    const runner = createRequire(join(folder, "package.json")).resolve("@pulumi/pulumi/cmd/run-policy-pack");
    // The engine starts a pack where the program is, which need not be a package at all. The SDK's runner lists every file
    // below a folder without tsconfig.json: that is no part of the pack's own start.
    const program = mkdtempSync(join(tmpdir(), "leasehold-program-"));
    const begun = performance.now();
    const child = spawn(process.execPath, [runner, "127.0.0.1:1", folder], {
      cwd: program,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let errors = "";
    child.stderr.on("data", (text: Buffer) => (errors += text.toString()));
    const lines = createInterface({ input: child.stdout });
    const first: unknown = await Promise.race([once(lines, "line"), once(child, "close")]);
    const port = Array.isArray(first) && typeof first[0] === "string" ? first[0] : undefined;
    if (port === undefined) throw new Error(`the pack did not start: ${errors}`);
    const client = new analyzerServices.AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    return new PackServer(child, client, performance.now() - begun, program);
  }

  /** Of the process that runs the pack. */
  get processId(): number | undefined {
    return this.#child.pid;
  }

  dispose(): void {
    this.#client.close();
    this.#child.kill("SIGKILL");
    rmSync(this.#program, { recursive: true, force: true });
  }

  info(): Promise<AnalyzerInfo> {
    return answer((done) => this.#client.getAnalyzerInfo(new emptyMessages.Empty(), done));
  }

  async configure(config: SentConfig): Promise<void> {
    const request = new analyzerMessages.ConfigureAnalyzerRequest();
    for (const [policy, { level, properties = {} }] of Object.entries(config)) {
      const one = new analyzerMessages.PolicyConfig();
      one.setEnforcementlevel(analyzerMessages.EnforcementLevel[level]);
      one.setProperties(structOf(properties));
      request.getPolicyconfigMap().set(policy, one);
    }
    await answer((done) => this.#client.configure(request, done));
  }

  async analyze(resource: SentResource): Promise<readonly Told[]> {
    const response = await answer<AnalyzeResponse>((done) => this.#client.analyze(requestOf(resource), done));
    return response.getDiagnosticsList().map(toldOf);
  }

  async analyzeStack(resources: readonly SentResource[]): Promise<readonly Told[]> {
    const request = new analyzerMessages.AnalyzeStackRequest();
    request.setResourcesList(resources.map(stackResourceOf));
    const response = await answer<AnalyzeResponse>((done) => this.#client.analyzeStack(request, done));
    return response.getDiagnosticsList().map(toldOf);
  }

  /** Policy → the whole properties that it would have. */
  async remediate(resource: SentResource): Promise<Readonly<Record<string, unknown>>> {
    const response = await answer<RemediateResponse>((done) => this.#client.remediate(requestOf(resource), done));
    return Object.fromEntries(
      response
        .getRemediationsList()
        .map((one) => [one.getPolicyname(), one.getDiagnostic() || one.getProperties()?.toJavaScript()]),
    );
  }
}

function requestOf({ urn, type, name, props }: SentResource) {
  const request = new analyzerMessages.AnalyzeRequest();
  return request
    .setUrn(urn)
    .setType(type)
    .setName(name)
    .setProperties(structOf(props))
    .setOptions(new analyzerMessages.AnalyzerResourceOptions());
}

function stackResourceOf({ urn, type, name, props, dependencies = {} }: SentResource) {
  const resource = new analyzerMessages.AnalyzerResource();
  resource
    .setUrn(urn)
    .setType(type)
    .setName(name)
    .setProperties(structOf(props))
    .setOptions(new analyzerMessages.AnalyzerResourceOptions());
  for (const [property, urns] of Object.entries(dependencies)) {
    const list = new analyzerMessages.AnalyzerPropertyDependencies();
    resource.getPropertydependenciesMap().set(property, list.setUrnsList([...urns]));
  }
  return resource;
}

function structOf(value: object): Struct {
  return structMessages.Struct.fromJavaScript(value as Record<string, JavaScriptValue>);
}

function toldOf(diagnostic: AnalyzeDiagnostic): Told {
  return {
    policy: diagnostic.getPolicyname(),
    level: wordOf(analyzerMessages.EnforcementLevel, diagnostic.getEnforcementlevel()),
    severity: wordOf(analyzerMessages.PolicySeverity, diagnostic.getSeverity()),
    urn: diagnostic.getUrn(),
    message: diagnostic.getMessage(),
  };
}

/** The name of a number in one of the protocol's tables. */
function wordOf(table: Readonly<Record<string, unknown>>, code: number): string {
  const [name = String(code)] = Object.entries(table).find(([, value]) => value === code) ?? [];
  return name.replace(/^POLICY_SEVERITY_/, "").toLowerCase();
}

function answer<Response>(
  send: (done: (error: ServiceError | null, response: Response) => void) => void,
): Promise<Response> {
  return new Promise((resolve, reject) =>
    send((error, response) => (error === null ? resolve(response) : reject(error))),
  );
}
