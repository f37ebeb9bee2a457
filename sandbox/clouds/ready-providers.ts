/**
 * Providers that are served before the engine asks for them, from the process of the language host: while the program
 * still loads, the host has nothing to do. The launcher of a plugin looks here first; without a ready provider (the engine
 * destroys without a program, or has a language host of its own) it starts a process of its own.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { z } from "zod";
import type { ProviderSite } from "./create-provider.ts";
import type { RunningServer } from "./provider-server.ts";
import { READY_FOLDER, SIMULATED_PACKAGES, type SimulatedPackage } from "./plugins.ts";

const SCOPE = "@pulumi/";
const manifest = z.object({ dependencies: z.record(z.string(), z.string()).default({}) });

/** Serves what a program is going to need. */
export class ReadyProviders {
  readonly #folder: string;
  readonly #site: ProviderSite;
  readonly #told: string[] = [];
  readonly #servers: RunningServer[] = [];
  #ended = false;

  /** @param home the engine's home (`PULUMI_HOME`) */
  constructor(home: string, site: ProviderSite) {
    this.#folder = join(home, READY_FOLDER);
    this.#site = site;
  }

  /**
   * Serves the simulated packages that a program's package.json depends on, and tells the launchers of this engine.
   * @throws Error when the package.json cannot be read, the folder cannot be written, or no port is to be had
   */
  async prepare(programFolder: string): Promise<void> {
    const packages = packagesOf(programFolder);
    if (packages.length === 0) return;
    const { createProvider } = await import("./create-provider.ts");
    const { serveProvider } = await import("./provider-server.ts");
    mkdirSync(this.#folder, { recursive: true });
    this.#forgetTheDead();
    for (const name of packages) {
      const server = await serveProvider(await createProvider(name, this.#site));
      this.#servers.push(server);
      if (this.#ended) {
        this.end();
        return;
      }
      const file = join(this.#folder, `${process.ppid}-${name}`);
      this.#told.push(file);
      // It says something for seconds only: that it is whole matters, that it outlives a power cut does not.
      writeFileAtomic(file, `${process.pid} ${server.port}\n`, { fsync: false });
    }
  }

  /** Ends the providers; no launcher finds them any more. */
  end(): void {
    this.#ended = true;
    for (const file of this.#told) rmSync(file, { force: true });
    for (const server of this.#servers) server.stop();
  }

  /** Removes what hosts told whose engine was killed. */
  #forgetTheDead(): void {
    for (const name of readdirSync(this.#folder)) {
      if (!isRunning(Number(name.split("-", 1)[0]))) rmSync(join(this.#folder, name), { force: true });
    }
  }
}

function packagesOf(programFolder: string): readonly SimulatedPackage[] {
  const { dependencies } = manifest.parse(JSON.parse(readFileSync(join(programFolder, "package.json"), "utf8")));
  return SIMULATED_PACKAGES.filter((name) => SCOPE + name in dependencies);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
