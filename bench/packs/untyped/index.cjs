// As policies/index.cjs.
require("node:module").enableCompileCache?.();

module.exports = import("./pack.ts");
