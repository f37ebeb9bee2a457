// One policy of each kind that says nothing: the engine calls it, and the SDK does for it what it does for any.
const nodeModule = require("node:module");

nodeModule.enableCompileCache?.();
const { PolicyPack } = require("@pulumi/policy");

// As policies/pack.ts: the SDK looks for the version in the working directory.
process.chdir(__dirname);
new PolicyPack("empty", {
  policies: [
    { name: "nothing", description: "Says nothing", enforcementLevel: "mandatory", validateResource: () => undefined },
    {
      name: "nothing-stack",
      description: "Says nothing",
      enforcementLevel: "mandatory",
      validateStack: () => undefined,
    },
  ],
});
setImmediate(() => nodeModule.flushCompileCache?.());
