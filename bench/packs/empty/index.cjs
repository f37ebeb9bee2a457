// One policy of each kind that says nothing: the engine calls it, and the SDK does for it what it does for any.
require("node:module").enableCompileCache?.();
const { PolicyPack } = require("@pulumi/policy");

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
