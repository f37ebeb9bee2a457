/** The npm packages of a program, for `pulumi about`. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/** An installed package. */
export interface Dependency {
  readonly name: string;
  readonly version: string;
}

const manifest = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
});
const lockfile = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) });

const PACKAGE_FOLDER = "node_modules/";

/**
 * @param folder the program's folder, with package.json and package-lock.json
 * @param transitive also what the dependencies depend on
 * @returns in the order of their names
 * @throws Error when a file is missing or is not what npm writes
 */
export async function readDependencies(folder: string, transitive: boolean): Promise<readonly Dependency[]> {
  const [manifestText, lockText] = await Promise.all([
    readFile(join(folder, "package.json"), "utf8"),
    readFile(join(folder, "package-lock.json"), "utf8"),
  ]);
  const { dependencies, devDependencies } = manifest.parse(JSON.parse(manifestText));
  const direct = new Set(Object.keys({ ...dependencies, ...devDependencies }));
  return Object.entries(lockfile.parse(JSON.parse(lockText)).packages)
    .flatMap(([path, { version }]) => {
      if (!path.startsWith(PACKAGE_FOLDER) || version === undefined) return [];
      const name = path.slice(path.lastIndexOf(PACKAGE_FOLDER) + PACKAGE_FOLDER.length);
      const nested = path.lastIndexOf(PACKAGE_FOLDER) > 0;
      return transitive || (!nested && direct.has(name)) ? [{ name, version }] : [];
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}
