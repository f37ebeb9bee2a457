/** What `leasehold doctor` shows: each thing a checkout needs, whether it is there, and the one thing to do where not. */
import { access, constants, readFile, stat, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { SIMULATED_PACKAGES, sdkVersion } from "../clouds/plugins.ts";
import { sandboxLayout, type SandboxLayout } from "../layout.ts";
import { engineCacheFolder } from "./engine-cache.ts";
import { findEngine, type EngineSearch } from "./engine.ts";
import { readEngineModules } from "./engine-modules.ts";
import { findGo } from "./go-toolchain.ts";
import { LEAST_NODE_MAJOR, majorOf } from "./node-runtime.js";
import { packagesInstalled } from "./packages.js";

/** One thing that was looked at. */
export interface Check {
  readonly name: string;
  /** `warn`: works, with a drawback or not yet set up. `fail`: something does not work until it is seen to. */
  readonly status: "ok" | "warn" | "fail";
  /** What was found; lower case, no full stop. */
  readonly found: string;
  /** The one thing to do; absent for `ok`. */
  readonly remedy?: string;
}

/** Free space below which building the engine (modules and compiled packages of Go, 3.2 GiB) will not do. */
const SPACE_TO_BUILD_GIB = 4;
/** Free space below which state and packages get into trouble. */
const SPACE_TO_WORK_GIB = 1;
const BYTES_PER_GIB = 1024 ** 3;

const SET_UP = "run `npm start`";

/** Looks at everything and changes nothing. Never throws for what it looks at. */
export async function diagnose(root: string, env: NodeJS.ProcessEnv = process.env): Promise<readonly Check[]> {
  const layout = sandboxLayout(root);
  const search = await findEngine(root, env);
  const space = [
    checkSpace("disk space here", root, SPACE_TO_WORK_GIB),
    ...(search.engine === undefined
      ? [checkSpace("disk space for the engine", engineCacheFolder(env), SPACE_TO_BUILD_GIB)]
      : []),
  ];
  return [
    checkNode(),
    checkPackages(root),
    checkEngine(search),
    await checkGo(root, search, env),
    ...(await Promise.all(space)),
    await checkFolders(layout),
    await checkPassphrase(layout),
    await checkPlugins(layout),
  ];
}

function checkNode(): Check {
  const found = `${process.versions.node} (${process.execPath})`;
  if (majorOf(process.versions.node) >= LEAST_NODE_MAJOR) return { name: "node", status: "ok", found };
  return { name: "node", status: "fail", found, remedy: `${SET_UP}, or install Node.js ${LEAST_NODE_MAJOR} or newer` };
}

function checkPackages(root: string): Check {
  if (packagesInstalled(root)) return { name: "npm packages", status: "ok", found: "those of package-lock.json" };
  // They may be there all the same: somebody ran npm by hand.
  return {
    name: "npm packages",
    status: "warn",
    found: "not installed by set-up, or not those of package-lock.json",
    remedy: SET_UP,
  };
}

function checkEngine({ engine, ignored, cache }: EngineSearch): Check {
  const passedOver = ignored.map(({ path, reason }) => `; ${path} not used: ${reason}`).join("");
  if (engine !== undefined) {
    const origin = engine.source === "path" ? "installed" : "built from its Go modules, for the sandbox only";
    return { name: "engine", status: "ok", found: `pulumi ${engine.version}, ${origin} (${engine.path})${passedOver}` };
  }
  const earlier = cache === undefined || cache === "absent" ? "" : `; the one built earlier is not used: ${cache}`;
  return {
    name: "engine",
    status: "fail",
    found: `none${earlier}${passedOver}`,
    remedy: `${SET_UP}, which builds it, or install the pulumi CLI`,
  };
}

async function checkGo(root: string, { engine }: EngineSearch, env: NodeJS.ProcessEnv): Promise<Check> {
  const { leastGo } = await readEngineModules(root);
  const go = await findGo(leastGo, env);
  if (!("missing" in go)) return { name: "go", status: "ok", found: go.version };
  const found = go.missing === "absent" ? "none" : `${go.version} is older than ${leastGo}`;
  if (engine !== undefined) return { name: "go", status: "ok", found: `${found}; not needed, the engine is there` };
  return { name: "go", status: "fail", found, remedy: `install the pulumi CLI or Go ${leastGo} or newer` };
}

async function checkSpace(name: string, folder: string, neededGib: number): Promise<Check> {
  const present = await nearestExisting(folder);
  const { bavail, bsize } = await statfs(present);
  const freeGib = (bavail * bsize) / BYTES_PER_GIB;
  const found = `${freeGib.toFixed(1)} GiB free at ${present}`;
  if (freeGib >= neededGib) return { name, status: "ok", found };
  return { name, status: "warn", found, remedy: `free ${neededGib} GiB there` };
}

async function nearestExisting(folder: string): Promise<string> {
  const there = await stat(folder).then(
    () => true,
    () => false,
  );
  return there || dirname(folder) === folder ? folder : nearestExisting(dirname(folder));
}

async function checkFolders(layout: SandboxLayout): Promise<Check> {
  const name = "sandbox";
  if (!(await exists(layout.readme))) return { name, status: "warn", found: "not set up yet", remedy: SET_UP };
  const unwritable = await Promise.all(
    [layout.state, layout.stacks, layout.clouds, layout.home].map(async (folder) =>
      (await canWrite(folder)) ? [] : [folder],
    ),
  );
  const [first] = unwritable.flat();
  if (first === undefined) return { name, status: "ok", found: layout.folder };
  return {
    name,
    status: "fail",
    found: `${first} cannot be written`,
    remedy: `give yourself the right to write there, or delete it and ${SET_UP}`,
  };
}

const OWNER_ONLY = 0o077;

async function checkPassphrase(layout: SandboxLayout): Promise<Check> {
  const name = "passphrase";
  const text = await readFile(layout.passphrase, "utf8").catch(() => undefined);
  if (text === undefined) return { name, status: "warn", found: "none yet", remedy: SET_UP };
  if (text.trim() === "") {
    return {
      name,
      status: "fail",
      found: `${layout.passphrase} is empty`,
      remedy: "run `leasehold sandbox reset`, delete the file and run `npm start`",
    };
  }
  const { mode } = await stat(layout.passphrase);
  if (process.platform === "win32" || (mode & OWNER_ONLY) === 0)
    return { name, status: "ok", found: "readable by its owner only" };
  return { name, status: "warn", found: "others may read it", remedy: `run \`chmod 600 ${layout.passphrase}\`` };
}

async function checkPlugins(layout: SandboxLayout): Promise<Check> {
  const plugins = SIMULATED_PACKAGES.map((plugin) => ({ plugin, version: sdkVersion(plugin) }));
  const label = plugins.map(({ plugin, version }) => `${plugin} ${version}`).join(", ");
  const present = await Promise.all(
    plugins.map(({ plugin, version }) =>
      exists(`${layout.home}/plugins/resource-${plugin}-v${version}/pulumi-resource-${plugin}`),
    ),
  );
  if (!present.includes(false)) return { name: "simulated clouds", status: "ok", found: label };
  return { name: "simulated clouds", status: "warn", found: `not set up yet for ${label}`, remedy: SET_UP };
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function canWrite(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}
