// Parsed modules are kept between runs: half of the pack's own start is compiling them.
require("node:module").enableCompileCache?.();

// The policy runner loads a pack with `require`; everything else here is ES modules, which only `import` loads.
module.exports = import("./pack.ts");
