// Parsed modules are kept between runs: half of the pack's own start is compiling them. The engine ends a pack without
// letting it say goodbye, which is when Node.js would write them down.
const nodeModule = require("node:module");

nodeModule.enableCompileCache?.();

// The policy runner loads a pack with `require`; everything else here is ES modules, which only `import` loads.
module.exports = import("zod")
  // Few files are read, each once: to compile their schemas into code costs more than it saves.
  .then(({ config }) => config({ jitless: true }))
  .then(() => import("./pack.ts"))
  .then((pack) => {
    setImmediate(() => nodeModule.flushCompileCache?.());
    return pack;
  });
