/** Which files of a checkout have a say in what a cloud's components register, once a blueprint is given. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** What is between these and the blueprint is judged by the blueprint itself. */
const RESOLVERS: readonly string[] = [
  "tiers/parse-tenant.ts",
  "tiers/resolve.ts",
  "tiers/account/parse-account.ts",
  "tiers/account/resolve-account.ts",
  // The readers of files, and what is asked of resolved stacks.
  "stacks/render/resolve-stack.ts",
];

const CLOUD_FOLDER = /^components\/[^/]+\/index\.ts$/;
const TYPE_IMPORT = /\b(?:import|export) type [^;]*;/g;
const IMPORT = /\b(?:from|import)\s*\(?\s*["'](\.[^"']+)["']/g;

/**
 * The files that are loaded at run time for stacks of one cloud.
 * @param root a checkout
 * @returns relative to it, with `/`
 */
export function closureOf(root: string, cloud: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file) || RESOLVERS.includes(file)) return;
    if (CLOUD_FOLDER.test(file) && file !== `components/${cloud}/index.ts`) return;
    const path = join(root, file);
    if (!existsSync(path)) return;
    found.add(file);
    if (!/\.[cm]?[jt]s$/.test(file)) return;
    for (const imported of importsOf(readFileSync(path, "utf8")))
      visit(relative(root, join(root, dirname(file), imported)).replaceAll("\\", "/"));
  };
  visit("stacks/index.ts");
  visit("stacks/main.js");
  visit("stacks/render.ts");
  return found;
}

/** An import of types alone loads nothing. */
function importsOf(text: string): string[] {
  const code = text.replaceAll(TYPE_IMPORT, "");
  return [...code.matchAll(IMPORT)].flatMap(([, path]) => (path === undefined ? [] : [path]));
}

/** Clouds that a checkout has components for. */
export function cloudsOf(root: string): string[] {
  const folder = join(root, "components");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "index.ts")))
    .map(({ name }) => name)
    .sort();
}
