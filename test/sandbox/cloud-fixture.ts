/** Simulated clouds to test with: made-up types, folders of their own, and what lies in them. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkAwsConfig, configureAws } from "../../sandbox/clouds/aws/configuration.ts";
import { CloudProvider } from "../../sandbox/clouds/cloud-provider.ts";
import { parseFacts, readFacts } from "../../sandbox/clouds/facts.ts";
import { FaultPlan } from "../../sandbox/clouds/faults.ts";
import type { Invoke, ResourceType, TypeFacts } from "../../sandbox/clouds/resource-type.ts";
import { RecordStore } from "../../sandbox/clouds/store.ts";

export const FACTS_FOLDER = join(import.meta.dirname, "..", "..", "sandbox", "clouds", "aws", "facts");
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
      facts: readFacts(FACTS_FOLDER),
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
