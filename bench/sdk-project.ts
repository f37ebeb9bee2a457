/** The control of the preview: a Pulumi project whose program does nothing but load the SDK. */
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { dump, load } from "js-yaml";
import { z } from "zod";
import type { Target } from "../sandbox/target.ts";

const PROJECT_FILE = "Pulumi.yaml";

/** As `stacks/main.js` begins and as a program without a resource goes on. */
const PROGRAM = `import module from "node:module";

module.enableCompileCache?.();
await import("@pulumi/pulumi");
`;

/**
 * Makes the project in a new folder, with the runtime options of the real one, its packages by a link, and a backend of
 * its own.
 * @param like the target that it is measured against: same engine, Node.js, plugins and environment
 * @returns where to run it
 */
export async function writeSdkProject(like: Target, folder: string): Promise<Target> {
  const { layout } = like;
  if (layout === undefined) throw new Error("got a real account, expected a sandbox");
  const state = join(folder, "state");
  const stacks = join(folder, "stacks");
  await Promise.all([state, stacks].map((path) => mkdir(path, { recursive: true })));
  await Promise.all([
    writeFile(join(folder, PROJECT_FILE), await projectText(like.root)),
    writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module", main: "main.js" })),
    writeFile(join(folder, "main.js"), PROGRAM),
    symlink(join(like.root, "node_modules"), join(folder, "node_modules"), "dir"),
  ]);
  return {
    ...like,
    root: folder,
    env: { ...like.env, PULUMI_BACKEND_URL: pathToFileURL(state).href },
    layout: { ...layout, state, stacks, project: folder },
  };
}

/** The real project file under another name; its runtime options and configuration are what is compared. */
async function projectText(root: string): Promise<string> {
  const project = z.looseObject({ name: z.string() }).parse(load(await readFile(join(root, PROJECT_FILE), "utf8")));
  return dump({ ...project, name: "sdk-only", stackConfigDir: "stacks" });
}
