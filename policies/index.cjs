// The policy runner loads a pack with `require`; everything else here is ES modules, which only `import` loads.
module.exports = import("./pack.ts");
