import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { loadCloud } from "../../components/registry.ts";

const REGISTRY = join(import.meta.dirname, "..", "..", "components", "registry.ts");

/** What every cloud has a class for; whatever else a cloud has is its own. */
const ROLES = [
  "AccountBaseline",
  "Audit",
  "Backup",
  "Cache",
  "Database",
  "DatabaseReplica",
  "Identity",
  "Keys",
  "Monitoring",
  "Network",
  "Objects",
  "Secrets",
];

const CLOUDS = [
  { cloud: "aws", sdk: "aws", own: [] },
  { cloud: "azure", sdk: "azure-native", own: ["Boundary"] },
  { cloud: "gcp", sdk: "gcp", own: ["Boundary", "StandbyNetwork"] },
] as const;

/** Packages of Pulumi that a process has loaded once it has the components of a cloud, and how many of their files. */
function loadedPackages(cloud: string): ReadonlyMap<string, number> {
  const program = `
    import { createRequire } from "node:module";
    const { loadCloud } = await import(${JSON.stringify(REGISTRY)});
    await loadCloud(${JSON.stringify(cloud)});
    console.log(JSON.stringify(Object.keys(createRequire(${JSON.stringify(REGISTRY)}).cache)));
  `;
  const output = execFileSync(process.execPath, ["--input-type=module", "--eval", program], { encoding: "utf8" });
  const counts = new Map<string, number>();
  for (const file of JSON.parse(output) as string[]) {
    const [, name] = /@pulumi[\\/]([\w-]+)/.exec(file) ?? [];
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

describe("loadCloud", () => {
  it("says that kubernetes is not available yet", async () => {
    await assert.rejects(loadCloud("kubernetes"), (error: unknown) => {
      assert.ok(pulumi.RunError.isInstance(error));
      assert.equal(error.message, "cloud kubernetes is not available yet");
      return true;
    });
  });

  for (const { cloud, sdk, own } of CLOUDS) {
    it(`loads a component for each role of ${cloud}`, async () => {
      const classes = Object.keys(await loadCloud(cloud)).filter((key) => /^[A-Z]/.test(key));
      assert.deepEqual(classes.sort(), [...ROLES, ...own].sort());
    });

    it(`loads the SDK of ${cloud} and no other cloud's, and of it only what is used`, () => {
      const packages = loadedPackages(cloud);
      assert.deepEqual([...packages.keys()].sort(), [sdk, "pulumi", "random"].sort());
      const files = packages.get(sdk) ?? 0;
      assert.ok(files > 30 && files < 250, `${files} files of @pulumi/${sdk}`);
    }).timeout(60_000);
  }
});
