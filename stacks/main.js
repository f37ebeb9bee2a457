// The entry that bare `pulumi` runs (package.json "main"). Plain JavaScript, so that an older Node can read it and
// say in one line what it needs, instead of failing on the first `.ts` file it cannot load.
import module from "node:module";

const LEAST_NODE_MAJOR = 24;

if (Number(process.versions.node.split(".")[0]) < LEAST_NODE_MAJOR) {
  console.error(
    `leasehold needs Node.js ${LEAST_NODE_MAJOR} or newer, this is ${process.versions.node} (${process.execPath}); put node_modules/.bin first on PATH or install a newer Node.js`,
  );
  process.exit(1);
}

// Parsed modules are kept between runs; without it a preview spends a third of its time compiling the SDK.
module.enableCompileCache?.();

// The SDK's runner has every stack trace mapped back to its sources, and takes one for every property of every resource.
// What runs here is the source: without the mapping, a preview of 200 resources takes a fifth less.
Reflect.deleteProperty(Error, "prepareStackTrace");

// The SDK's runner has V8 debug the program, to be able to serialise functions; this one has none. A debugged program takes
// the slow way through every promise.
const { default: hooks } = await import("@pulumi/pulumi/runtime/closure/v8Hooks.js");
/** @type {() => Promise<import("node:inspector").Session>} the SDK's types leave it out */
const getSession = Reflect.get(hooks, "getSessionAsync");
(await getSession()).post("Debugger.disable");

// The SDK tells the engine of every step of every resource, each answer in full: three of four of the program's calls,
// which the engine drops unless it runs with --debug. A program is not told of that flag, only of its variable.
if (process.env.PULUMI_OPTION_DEBUG === undefined) {
  const { default: log } = await import("@pulumi/pulumi/log/index.js");
  log.debug = () => Promise.resolve();
}

// One tenant is read, once: to compile its schemas into code costs more than it saves.
const { config } = await import("zod");
config({ jitless: true });

export default (await import("./index.ts")).default;
