/**
 * The per-user cache of built engines. A folder of it is trusted only with a manifest that fits its executable; the
 * manifest is the last file written, and the folder appears by one rename.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import writeFileAtomic from "write-file-atomic";
import { z } from "zod";
import type { EngineModules } from "./engine-modules.ts";
import { LAUNCHER_NAME, launcherText } from "./language-host-launcher.ts";

/** Overrides the cache's place; for tests. */
export const ENGINE_CACHE_VARIABLE = "LEASEHOLD_ENGINE_CACHE";

/** File name of the engine's executable. Engines are built on Linux and macOS only. */
export const ENGINE_NAME = "pulumi";

const manifestSchema = z.strictObject({
  /** Version the executable reported after it was built. */
  version: z.string(),
  /** Digest of the go.mod and go.sum it was built from. */
  modules: z.string(),
  /** Of the executable: size in bytes, time of last change in milliseconds, and what settles a doubt. */
  size: z.number(),
  modifiedMilliseconds: z.number(),
  sha256: z.string(),
  /** The Go that built it, for a person who looks in. */
  builtWith: z.string(),
});

/** What is known about a cached executable. */
export type EngineManifest = z.infer<typeof manifestSchema>;

/** The folder of all engines of this user: `LEASEHOLD_ENGINE_CACHE`, else the platform's cache folder. */
export function engineCacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const override = env[ENGINE_CACHE_VARIABLE];
  if (override !== undefined && override !== "") return override;
  return join(userCacheFolder(env), "leasehold", "engine");
}

function userCacheFolder(env: NodeJS.ProcessEnv): string {
  const xdg = env["XDG_CACHE_HOME"];
  if (xdg !== undefined && xdg !== "") return xdg;
  const local = env["LOCALAPPDATA"];
  if (process.platform === "win32" && local !== undefined) return local;
  return join(homedir(), ".cache");
}

/** The folder of one engine within the cache: `<version>-<platform>-<arch>`. */
export function engineFolder(cache: string, modules: EngineModules): string {
  return join(cache, `${modules.version}-${process.platform}-${process.arch}`);
}

/** Why a cached engine is not used. */
export type CacheRefusal = "absent" | "incomplete" | "changed" | "other modules";

/**
 * Judges a folder of the cache. Size and time of last change suffice as long as they are those of the manifest;
 * otherwise (a copied home, a restored backup) the whole executable is read once and the manifest follows.
 * @returns the executable's path, or why it is not trusted
 */
export async function readCachedEngine(
  folder: string,
  modules: EngineModules,
): Promise<{ readonly path: string } | { readonly refused: CacheRefusal }> {
  const path = join(folder, ENGINE_NAME);
  const file = await stat(path).catch(() => undefined);
  if (file === undefined) return { refused: "absent" };
  const manifest = await readManifest(folder);
  if (manifest === undefined) return { refused: "incomplete" };
  if (manifest.modules !== modules.digest) return { refused: "other modules" };
  if (file.size !== manifest.size || (file.mode & 0o100) === 0) return { refused: "changed" };
  if (file.mtimeMs !== manifest.modifiedMilliseconds) {
    if ((await sha256(path)) !== manifest.sha256) return { refused: "changed" };
    await writeManifest(folder, { ...manifest, modifiedMilliseconds: file.mtimeMs });
  }
  await ensureLauncher(folder);
  return { path };
}

/** Measures the executable in a folder and writes its manifest and launcher: the last step of a build. */
export async function sealEngine(
  folder: string,
  built: Pick<EngineManifest, "version" | "modules" | "builtWith">,
): Promise<void> {
  const path = join(folder, ENGINE_NAME);
  const { size, mtimeMs } = await stat(path);
  await ensureLauncher(folder);
  await writeManifest(folder, { ...built, size, modifiedMilliseconds: mtimeMs, sha256: await sha256(path) });
}

async function readManifest(folder: string): Promise<EngineManifest | undefined> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(manifestFile(folder), "utf8")));
  } catch {
    // Absent, cut off or of another shape: in each case nobody vouches for the executable.
    return undefined;
  }
}

function writeManifest(folder: string, manifest: EngineManifest): Promise<void> {
  return writeFileAtomic(manifestFile(folder), `${JSON.stringify(manifest, null, 2)}\n`);
}

function manifestFile(folder: string): string {
  return join(folder, "manifest.json");
}

/** The launcher belongs to the checkouts, not to the build: a newer text replaces the older one. */
async function ensureLauncher(folder: string): Promise<void> {
  const path = join(folder, LAUNCHER_NAME);
  const present = await readFile(path, "utf8").catch(() => undefined);
  if (present !== launcherText) await writeFileAtomic(path, launcherText, { mode: 0o755 });
}

async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
