/** What `sandbox/engine` pins: read from its go.mod, so that version and least Go are said in one place. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The engine that would be built. */
export interface EngineModules {
  /** The folder with go.mod and go.sum. */
  readonly folder: string;
  /** Version of the engine, without `v`. */
  readonly version: string;
  /** Least Go that builds it, as `1.25.11`. */
  readonly leastGo: string;
  /** sha256 of go.mod and go.sum: an engine built from other modules is another engine. */
  readonly digest: string;
}

/**
 * @param root the checkout
 * @throws Error when go.mod does not name the engine or its Go
 */
export async function readEngineModules(root: string): Promise<EngineModules> {
  const folder = join(root, "sandbox", "engine");
  const [mod, sum] = await Promise.all([
    readFile(join(folder, "go.mod"), "utf8"),
    readFile(join(folder, "go.sum"), "utf8"),
  ]);
  const version = /^\s*github\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)/m.exec(mod)?.[1];
  const leastGo = /^go (\S+)$/m.exec(mod)?.[1];
  if (version === undefined || leastGo === undefined) {
    throw new Error(`${folder}/go.mod: expected a go line and a requirement of github.com/pulumi/pulumi/pkg/v3`);
  }
  const digest = createHash("sha256").update(mod).update("\0").update(sum).digest("hex");
  return { folder, version, leastGo, digest };
}
