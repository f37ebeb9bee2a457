/** The part of set-up that needs packages and Node.js 24: the engine, then the sandbox's folder. */
import { dirname } from "node:path";
import { enableCompileCache } from "node:module";

enableCompileCache();
const root = dirname(dirname(import.meta.dirname));
const [{ ensureEngine }, { prepareSandbox }, { sandboxLayout }, { Steps }, { reportProblem }] = await Promise.all([
  import("./engine.ts"),
  import("../prepare.ts"),
  import("../layout.ts"),
  import("./steps.js"),
  import("./run-setup.js"),
]);

try {
  const steps = Steps.onStderr();
  const engine = await ensureEngine(root, { steps });
  await steps.run("sandbox", async (step) => {
    const layout = sandboxLayout(root);
    await prepareSandbox(layout, engine.path);
    step.finish(layout.folder);
  });
} catch (error) {
  process.exitCode = reportProblem(error);
}
