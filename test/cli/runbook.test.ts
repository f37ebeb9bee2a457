import assert from "node:assert/strict";
import { join } from "node:path";
import { runbookMarkdown } from "../../cli/runbook/markdown.ts";
import { recoveryRunbook, recoveryScene } from "../../cli/runbook/recovery.ts";
import { SHARES } from "../../cli/runbook/runbook.ts";
import { storeNames } from "../../stacks/store-names.ts";
import type { Blueprint } from "../../tiers/blueprint.ts";
import { resolve } from "../../tiers/resolve.ts";
import type { TenantSpec } from "../../tiers/tenant-spec.ts";
import { AVAILABLE_CLOUDS, type AvailableCloud, type Tier } from "../../tiers/vocabulary.ts";
import { codeBlocks } from "../docs/markdown.ts";
import { TenantFolder } from "../harness/run-main.ts";
import { sampleTenant } from "../tiers/sample-tenants.ts";

const PLACES = {
  aws: { region: "eu-west-1", account: '"111122223333"' },
  azure: { region: "westeurope", account: "00000000-0000-4000-8000-000000000001" },
  gcp: { region: "europe-west1", account: "acme-production-1" },
} as const satisfies Record<AvailableCloud, unknown>;

const ENVIRONMENTS = "{ production: {}, disaster-recovery: {} }";

function specOf(cloud: AvailableCloud, tier: Tier): TenantSpec {
  return sampleTenant({ ...PLACES[cloud], cloud, tier, environments: ENVIRONMENTS });
}

function production(cloud: AvailableCloud, tier: Tier = "enterprise"): Blueprint {
  return resolve({ spec: specOf(cloud, tier), environment: "production" }).blueprint;
}

async function runbookOf(cloud: AvailableCloud, tier: Tier = "enterprise"): Promise<string> {
  const { blueprint: standby } = resolve({ spec: specOf(cloud, tier), environment: "disaster-recovery" });
  return runbookMarkdown(recoveryRunbook(await recoveryScene(production(cloud, tier), standby, cloud), cloud));
}

/** Commands of all shell blocks, continued lines joined, comments left out. */
function commands(text: string): string[] {
  return codeBlocks(text)
    .filter(({ language }) => language === "sh")
    .flatMap((block) => block.text.replaceAll(/ \\\n +/g, " ").split("\n"))
    .filter((line) => !line.startsWith("#"));
}

/** What promotes and what leads back, in order. */
const DECISIVE: Readonly<Record<AvailableCloud, readonly string[]>> = {
  aws: [
    "aws rds failover-global-cluster --region eu-central-1 --global-cluster-identifier acme-production-global --target-db-cluster-identifier arn:aws:rds:eu-central-1:111122223333:cluster:acme-disaster-recovery-database --allow-data-loss",
    "aws rds switchover-global-cluster --region eu-central-1 --global-cluster-identifier acme-production-global --target-db-cluster-identifier arn:aws:rds:eu-west-1:111122223333:cluster:acme-production-database",
  ],
  azure: [
    "az postgres flexible-server replica promote --subscription 00000000-0000-4000-8000-000000000001 --resource-group rg-acme-disaster-recovery --name acme-disaster-recovery-<hash>-database --promote-mode SwitchOver --promote-option Forced",
    "az postgres flexible-server replica promote --subscription 00000000-0000-4000-8000-000000000001 --resource-group rg-acme-production --name acme-production-<hash>-database --promote-mode SwitchOver --promote-option Planned",
  ],
  gcp: [
    "gcloud sql instances promote-replica acme-disaster-recovery-database-standby --project=acme-production-1 --failover",
    "gcloud sql instances switchover acme-production-database --project=acme-production-1",
  ],
};

describe("the runbook", () => {
  for (const cloud of AVAILABLE_CLOUDS) {
    describe(`on ${cloud}`, () => {
      let text: string;
      before(async () => {
        text = await runbookOf(cloud);
      });

      it("promotes the standby by force, and leads back by a switch that waits", () => {
        const decisive = commands(text)
          .filter((line) => /failover-global|switchover|promote/.test(line))
          .map((line) => line.replaceAll(/-[0-9a-f]{8}-database/g, "-<hash>-database"));
        assert.deepEqual(decisive, DECISIVE[cloud]);
      });

      it("copies home every bucket that is copied, but the audit bucket, and deletes nothing there", async () => {
        const { buckets } = await storeNames(production(cloud), cloud);
        assert.deepEqual(
          buckets.map(({ key }) => key),
          ["data", "archive", "audit"],
        );
        const copies = commands(text).filter((line) => /^(aws s3|azcopy|gcloud storage) r?sync /.test(line));
        assert.equal(copies.length, 2);
        copies.forEach((line, index) => {
          const { name, replica } = buckets[index] ?? {};
          const from = line.indexOf(replica ?? "?");
          assert.ok(from >= 0 && line.indexOf(name ?? "?", from + 1) > from, line);
          assert.doesNotMatch(line, /--delete/);
        });
      });

      it("brings the standby to its full size first, and both stacks up on the way back, production first", () => {
        const own = commands(text).filter((line) => line.startsWith("npx leasehold"));
        const round = (stack: string): string[] => [
          `npx leasehold refresh ${stack} --yes`,
          `npx leasehold preview ${stack}`,
          `npx leasehold up ${stack} --yes`,
        ];
        assert.deepEqual(own, [
          ...round("acme-disaster-recovery"),
          ...round("acme-production"),
          ...round("acme-disaster-recovery"),
          "npx leasehold preview acme-production",
          "npx leasehold preview acme-disaster-recovery",
        ]);
      });

      it("numbers every page that it cites once, and cites every page that it lists", () => {
        const [body = "", sources = ""] = text.split("## Sources");
        const listed = [...sources.matchAll(/^(\d+)\. .+: <https:\/\/\S+>$/gm)].map(([, number]) => Number(number));
        const marks = body.split("\n").filter((line) => line.startsWith("Documented in "));
        const cited = new Set([...marks.join(" ").matchAll(/\[(\d+)\]/g)].map(([, number]) => Number(number)));
        assert.deepEqual(
          [...cited].sort((a, b) => a - b),
          listed,
        );
        assert.ok(listed.length >= 5);
      });

      it("leaves no value open, and names who decides and both places", () => {
        assert.doesNotMatch(text, /undefined|\[object|NaN/);
        const { region, standbyRegion } = production(cloud).stack;
        assert.ok(text.startsWith(`# Acme Studio: failover to ${standbyRegion} and back\n`));
        assert.match(text, /^platform@acme\.example decides; security@acme\.example is told before and after\./m);
        assert.match(text, new RegExp(`\\| production \\| stack \`acme-production\`, ${cloud} ${region}, account `));
      });
    });
  }

  it("spends exactly the promised time, step by step, without a gap", async () => {
    assert.equal(
      Object.values(SHARES).reduce((sum, share) => sum + share, 0),
      100,
    );
    for (const [tier, minutes] of [
      ["enterprise", 60],
      ["enterprise-plus", 15],
    ] as const) {
      const text = await runbookOf("aws", tier);
      const spans = [...text.matchAll(/^### \d+\. .+ \(minute ([\d.]+)–([\d.]+)\)$/gm)].map(([, from, to]) => [
        from,
        to,
      ]);
      assert.equal(spans.length, 7);
      assert.equal(spans[0]?.[0], "0");
      assert.equal(spans.at(-1)?.[1], String(minutes));
      spans.slice(1).forEach(([from], index) => assert.equal(from, spans[index]?.[1]));
      assert.match(text, new RegExp(`^## Failover: ${minutes} minutes$`, "m"));
    }
  });

  it("keeps what cannot be undone out of the commands that are simply copied", async () => {
    for (const [cloud, oneWay] of [
      ["aws", /aws rds remove-from-global-cluster/],
      ["azure", /--promote-mode Standalone/],
      ["gcp", /gcloud sql instances promote-replica (?!.*--failover)/],
    ] as const) {
      const text = await runbookOf(cloud);
      assert.ok(!commands(text).some((line) => oneWay.test(line)), cloud);
      assert.ok(
        text.split("\n").some((line) => line.startsWith("#") && oneWay.test(line)),
        cloud,
      );
      assert.match(text.split("## What cannot be undone")[1] ?? "", /^\n\n- /);
    }
  });
});

describe("leasehold runbook", () => {
  let tenants: TenantFolder;
  beforeEach(() => {
    tenants = new TenantFolder();
  });
  afterEach(() => tenants.dispose());

  function tenant(tier: string, environments: string): string {
    return [
      "tenant: acme",
      "name: Acme Studio",
      `tier: ${tier}`,
      "cloud: aws",
      "region: eu-west-1",
      'account: "111122223333"',
      "contacts: { owner: a@acme.example, security: a@acme.example, billing: a@acme.example, channels: { pagerduty: { secretRef: acme/key } } }",
      "network: { cidr: 10.20.0.0/17 }",
      `environments: ${environments}`,
      "",
    ].join("\n");
  }

  it("prints the runbook, or writes it where it is told to", async () => {
    tenants.write("acme.yaml", tenant("enterprise", ENVIRONMENTS));
    const printed = await tenants.run("runbook", "acme");
    assert.deepEqual([printed.exitCode, printed.err], [0, []]);
    assert.equal(printed.out[0], "# Acme Studio: failover to eu-central-1 and back");
    const file = join(tenants.folder, "runbook.md");
    const written = await tenants.run("runbook", "acme", "--out", file);
    assert.deepEqual([written.exitCode, written.out], [0, ["wrote runbook.md"]]);
    assert.equal(tenants.read("runbook.md"), `${printed.out.join("\n")}\n`);
  });

  it("refuses a tenant whose tier has no disaster recovery, with the tiers that have it", async () => {
    tenants.write("acme.yaml", tenant("premium", "{ production: {} }"));
    assert.deepEqual(await tenants.run("runbook", "acme"), {
      exitCode: 2,
      out: [],
      err: [
        "error acme has no disaster recovery at tier premium; it comes with enterprise, enterprise-plus or white-label",
      ],
    });
  });

  it("refuses a tenant that declares no such stack, with what to write", async () => {
    tenants.write("acme.yaml", tenant("enterprise", "{ production: {} }"));
    const file = join(tenants.folder, "runbook.md");
    const { exitCode, err } = await tenants.run("runbook", "acme", "--out", file);
    assert.equal(exitCode, 2);
    assert.deepEqual(err, [
      "error acme has no stack acme-disaster-recovery; add `disaster-recovery: {}` to its environments and bring it up",
    ]);
    assert.deepEqual(tenants.files(), ["acme.yaml"]);
  });

  it("refuses a tenant that has no file, or no production", async () => {
    assert.match(
      (await tenants.run("runbook", "acme")).err[0] ?? "",
      /^error got tenant acme, expected one with a file/,
    );
    tenants.write("acme.yaml", tenant("enterprise", "{ staging: {} }"));
    const { exitCode, err } = await tenants.run("runbook", "acme");
    assert.equal(exitCode, 2);
    assert.match(err[0] ?? "", /got production, expected an environment that tenant acme has: staging/);
  });
});
