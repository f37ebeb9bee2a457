/**
 * Makes the engine find the simulated providers: a launcher per package where the engine looks for the plugin of exactly
 * the SDK version that is installed.
 */
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { z } from "zod";

/** Folder in the engine's home in which the language host tells which providers are ready, and where. */
export const READY_FOLDER = "ready-providers";

/** Packages whose clouds are simulated. */
export const SIMULATED_PACKAGES = ["aws", "azure-native", "gcp", "random"] as const;
export type SimulatedPackage = (typeof SIMULATED_PACKAGES)[number];

/** A launcher as written. */
export interface InstalledPlugin {
  readonly package: SimulatedPackage;
  /** Version of the installed SDK, `7.48.0`. */
  readonly version: string;
  /** Absolute path of the executable. */
  readonly launcher: string;
}

const EXECUTABLE_MODE = 0o755;
const sdkPackage = z.object({ version: z.string() });

/** Whether the cloud of a package is simulated. */
export function isSimulated(name: string): name is SimulatedPackage {
  return SIMULATED_PACKAGES.some((each) => each === name);
}

/** Version of the installed SDK of a package. Throws when the SDK is not installed. */
export function sdkVersion(name: SimulatedPackage): string {
  const file = createRequire(import.meta.url).resolve(`@pulumi/${name}/package.json`);
  return sdkPackage.parse(JSON.parse(readFileSync(file, "utf8"))).version;
}

/**
 * Writes what is missing or has changed; safe to call at every start and from several processes at once.
 * @param home the engine's home (`PULUMI_HOME`), absolute
 */
export function installPlugins(home: string): readonly InstalledPlugin[] {
  return SIMULATED_PACKAGES.map((name) => {
    const version = sdkVersion(name);
    const folder = join(home, "plugins", `resource-${name}-v${version}`);
    const launcher = join(folder, `pulumi-resource-${name}`);
    mkdirSync(folder, { recursive: true });
    writeIfDifferent(launcher, launcherText(home, name));
    return { package: name, version, launcher };
  });
}

/**
 * Takes the provider that the language host of this engine has ready, and lives as long as the engine wants it; else serves
 * one itself, with the Node.js of the sandbox or the one that wrote the launcher: bare `pulumi` may have an older one on PATH.
 */
function launcherText(home: string, name: SimulatedPackage): string {
  const node = quote(process.execPath);
  const main = quote(join(import.meta.dirname, "main.ts"));
  return [
    "#!/bin/sh",
    `# The simulated ${name} provider of this checkout's sandbox; written by sandbox/clouds/plugins.ts.`,
    `ready=${quote(join(home, READY_FOLDER))}/$PPID-${name}`,
    'if [ -r "$ready" ] && read -r host port < "$ready" && kill -0 "$host" 2>/dev/null; then',
    '  echo "$port"',
    '  while kill -0 "$host" 2>/dev/null; do sleep 1; done',
    "  exit 0",
    "fi",
    `if [ -x "$LEASEHOLD_NODE" ]; then exec "$LEASEHOLD_NODE" ${main} ${name} "$@"; fi`,
    `exec ${node} ${main} ${name} "$@"`,
    "",
  ].join("\n");
}

function quote(path: string): string {
  return `'${path.replaceAll("'", String.raw`'\''`)}'`;
}

function writeIfDifferent(file: string, text: string): void {
  if (readOrUndefined(file) === text && (statSync(file).mode & EXECUTABLE_MODE) === EXECUTABLE_MODE) return;
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, text, { mode: EXECUTABLE_MODE });
  renameSync(temporary, file);
}

function readOrUndefined(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
