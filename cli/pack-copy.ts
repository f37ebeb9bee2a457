/** A copy of the policy pack that needs nothing of this checkout: the pack, what it reads of `tiers`, and the packages both import. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import { CommandFailed, EXIT } from "./exit-codes.ts";

/** Folders of the checkout that go into a copy. */
const PARTS = ["policies", "tiers"] as const;
/** Reports are written by the command line. */
const LEFT_OUT = join("policies", "reports");
/** Of packages: what only people and compilers read. */
const NOT_RUN = /\.(?:d\.[cm]?ts|map|md|markdown)$/i;

const packageSchema = z.object({ dependencies: z.record(z.string(), z.string()).default({}) });
const projectSchema = packageSchema.extend({ version: z.string(), engines: z.record(z.string(), z.string()) });

/** What was copied. */
export interface PackCopy {
  /** What `--policy-pack` takes. */
  readonly pack: string;
  /** Names of the copied packages, sorted. */
  readonly packages: readonly string[];
}

/**
 * Writes a copy.
 * @param root of the checkout
 * @param folder absolute; must not exist, or be empty
 * @throws CommandFailed when there is something in the folder already
 */
export function copyPack(root: string, folder: string): PackCopy {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new CommandFailed(
      EXIT.invalidInput,
      `got ${folder}, which is not empty, expected a new folder; choose another or remove it`,
    );
  }
  // Node strips no types in packages.
  if (folder.split(/[\\/]/).includes("node_modules")) {
    throw new CommandFailed(
      EXIT.invalidInput,
      `got ${folder}, expected a folder outside of node_modules, where Node.js runs no TypeScript; choose another`,
    );
  }
  mkdirSync(folder, { recursive: true });
  for (const part of PARTS) {
    const filter = (file: string): boolean => file !== join(root, LEFT_OUT);
    cpSync(join(root, part), join(folder, part), { recursive: true, filter });
  }
  const direct = importedPackages(folder);
  const packages = [...closureOf(root, direct)].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [to, from] of packages) {
    // What lies below a package is found by its dependencies, as far as it is one.
    const filter = (file: string): boolean => file !== join(from, "node_modules") && !NOT_RUN.test(file);
    cpSync(from, join(folder, to), { recursive: true, dereference: true, filter });
  }
  const { version, engines, dependencies } = projectSchema.parse(readManifest(root));
  const manifest = {
    name: "leasehold-policies",
    version,
    private: true,
    type: "module",
    engines,
    dependencies: Object.fromEntries(direct.map((name) => [name, dependencies[name]])),
  };
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
  return { pack: join(folder, "policies"), packages: packages.map(([to]) => to.slice("node_modules/".length)) };
}

/** Packages that the copied files import, sorted. */
function importedPackages(folder: string): string[] {
  const files = PARTS.flatMap((part) =>
    readdirSync(join(folder, part), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => join(folder, part, file)),
  );
  const imported = files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/\bfrom "((?:@[^/"]+\/)?[^./"][^/"]*)/g)].map(([, name = ""]) => name),
  );
  return [...new Set(imported.filter((name) => !name.startsWith("node:")))].sort();
}

/** Where each package lies, and where it goes: the packages named, and everything they depend on. */
function closureOf(root: string, names: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  const open = names.map((name) => ({ name, from: root }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const place = findPackage(root, next.from, next.name);
    if (place === undefined) throw new Error(`${next.from} has no package ${next.name}; run npm ci`);
    const to = place.slice(root.length + 1).replaceAll("\\", "/");
    if (found.has(to)) continue;
    found.set(to, place);
    open.push(...dependenciesOf(place).map((name) => ({ name, from: place })));
  }
  return found;
}

function dependenciesOf(place: string): string[] {
  const { dependencies } = packageSchema.parse(readManifest(place));
  return Object.keys(dependencies).filter((name) => !name.startsWith("@types/"));
}

/** As Node.js looks for it: beside the importing package, then further out. */
function findPackage(root: string, from: string, name: string): string | undefined {
  const place = join(from, "node_modules", name);
  if (existsSync(join(place, "package.json"))) return place;
  return from === root ? undefined : findPackage(root, dirname(from), name);
}

function readManifest(folder: string): unknown {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}
