/** What a change touches, sorted by what it can have an effect on. Comments, types and layout touch nothing. */
import { existsSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { accountsFolder } from "../../stacks/account-files.ts";
import { tenantsFolder } from "../../stacks/tenant-files.ts";
import { meaningOf } from "./code-text.ts";
import { closureOf, cloudsOf } from "./import-closure.ts";

export interface ChangedParts {
  /** Cloud → files of the program that changed and that its stacks load. */
  readonly code: ReadonlyMap<string, readonly string[]>;
  /** Whether anything changed that a blueprint is made of: tenants, accounts, tiers. */
  readonly input: boolean;
  /** Ids of the tenants whose files changed, where no other input did: those of all others come to what they did. */
  readonly tenants?: readonly string[];
  /** Files of the policy pack that can change a verdict, or what a verdict says of a framework. */
  readonly policies: readonly string[];
  /** Files by which the engine runs every stack: the project file. */
  readonly project: readonly string[];
  /** Stack → its configuration file, where that changed. */
  readonly configuration: ReadonlyMap<string, string>;
}

const STACK_CONFIGURATION = /^stacks\/Pulumi\.(?<stack>[^/]+)\.yaml$/;
const PROGRAM = /^(stacks|components|tiers)\//;
/** What is loaded by name or read as a file cannot be found among imports. */
const CODE = /\.[cm]?[jt]s$/;

/**
 * Sorts the files of a change.
 * @param files relative to the project, as git tells them
 */
export async function changedParts(
  baseRoot: string,
  projectRoot: string,
  files: readonly string[],
): Promise<ChangedParts> {
  const [tenants, accounts] = [tenantsFolder(projectRoot), accountsFolder(projectRoot)].map(
    (folder) => `${relative(projectRoot, folder).replaceAll("\\", "/")}/`,
  ) as [string, string];
  const input = (file: string): boolean => [tenants, accounts, "tiers/"].some((folder) => file.startsWith(folder));
  const meant: string[] = [];
  for (const file of files) {
    if (!input(file) && !/^(stacks|components|tiers|policies)\/|^Pulumi\.yaml$/.test(file)) continue;
    if ((await meaningOf(file, textOf(baseRoot, file))) !== (await meaningOf(file, textOf(projectRoot, file))))
      meant.push(file);
  }
  const inputs = meant.filter(input);
  const ids = inputs.filter((file) => file.startsWith(tenants)).map((file) => basename(file, ".yaml"));
  const configuration = meant.flatMap((file) => {
    const stack = STACK_CONFIGURATION.exec(file)?.groups?.["stack"];
    return stack === undefined ? [] : [[stack, file] as const];
  });
  return {
    code: changedCode(
      baseRoot,
      projectRoot,
      meant.filter((file) => PROGRAM.test(file)),
    ),
    input: inputs.length > 0,
    ...(ids.length === inputs.length ? { tenants: ids } : {}),
    policies: meant.filter((file) => file.startsWith("policies/")),
    project: meant.filter((file) => file === "Pulumi.yaml"),
    configuration: new Map(configuration),
  };
}

function changedCode(
  baseRoot: string,
  projectRoot: string,
  files: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const code = files.filter((file) => CODE.test(file));
  // Other files of a component are read by it; those of tiers become the blueprint, those of stacks are named above.
  const read = files.filter((file) => file.startsWith("components/") && !CODE.test(file) && !file.endsWith(".md"));
  if (code.length + read.length === 0) return new Map();
  const clouds = [...new Set([...cloudsOf(baseRoot), ...cloudsOf(projectRoot)])];
  const pairs = clouds.map((cloud) => {
    const loaded = new Set([...closureOf(baseRoot, cloud), ...closureOf(projectRoot, cloud)]);
    return [cloud, [...code.filter((file) => loaded.has(file)), ...read]] as const;
  });
  return new Map(pairs.filter(([, changed]) => changed.length > 0));
}

function textOf(root: string, file: string): string | undefined {
  const path = join(root, file);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
