// As policies/index.cjs.
const nodeModule = require("node:module");

nodeModule.enableCompileCache?.();

module.exports = import("./pack.ts").then((pack) => {
  setImmediate(() => nodeModule.flushCompileCache?.());
  return pack;
});
