import assert from "node:assert/strict";
import { TIERS, type Tier } from "../../tiers/vocabulary.ts";
import { TenantFolder, type MainRun } from "../harness/run-main.ts";

/** Tiers whose tenants have an account to themselves, and so a file for it. */
const TIERS_WITH_OWN_ACCOUNT: readonly Tier[] = ["enterprise", "enterprise-plus", "white-label"];

const REQUIRED = ["--region", "eu-west-1", "--account", "111122223333", "--owner", "platform@acme.example"];

describe("leasehold tenant new", () => {
  let tenants: TenantFolder;
  beforeEach(() => {
    tenants = new TenantFolder();
  });
  afterEach(() => tenants.dispose());

  function create(id: string, ...options: readonly string[]): Promise<MainRun> {
    return tenants.run("tenant", "new", id, ...REQUIRED, ...options);
  }

  it("writes a whole file: what was said, the defaults, and a free block", async () => {
    assert.deepEqual(await create("acme"), {
      exitCode: 0,
      out: [
        "wrote acme.yaml, address block 10.0.0.0/18",
        "next: look at it with `npx leasehold explain acme-production`, try it with `npx leasehold up acme-production --sandbox`",
      ],
      err: [],
    });
    assert.equal(
      tenants.read("acme.yaml"),
      `# yaml-language-server: $schema=../../tiers/schema/tenant.schema.json
tenant: acme
name: acme
tier: standard
cloud: aws
region: eu-west-1
account: '111122223333'
contacts:
  owner: platform@acme.example
  security: platform@acme.example
  billing: platform@acme.example
network:
  cidr: 10.0.0.0/18
environments:
  production: {}
`,
    );
    assert.equal((await tenants.run("validate")).exitCode, 0);
  });

  it("takes every option over", async () => {
    const { exitCode, err } = await create(
      "acme",
      ...["--name", "Acme Studio", "--tier", "premium", "--security", "s@acme.example", "--billing", "b@acme.example"],
      ...["--framework", "gdpr", "--framework", "soc-2", "--residency", "eu", "--pool", "10.64.0.0/16"],
      ...["--environment", "production", "--environment", "staging", "--prefix-length", "17"],
    );
    assert.deepEqual([exitCode, err], [0, []]);
    const text = tenants.read("acme.yaml");
    for (const line of [
      "name: Acme Studio",
      "tier: premium",
      "frameworks:\n  - gdpr\n  - soc-2",
      "residency:\n  - eu",
      "  security: s@acme.example\n  billing: b@acme.example",
      "  cidr: 10.64.0.0/17",
      "environments:\n  production: {}\n  staging: {}",
    ])
      assert.ok(text.includes(line), line);
  });

  it("finds a block apart from all tenants in the same cloud and region, and only from those", async () => {
    await create("acme");
    assert.match((await create("globex")).out[0] ?? "", /address block 10\.0\.64\.0\/18$/);
    const elsewhere = await tenants.run("tenant", "new", "initech", "--region", "eu-west-3", ...REQUIRED.slice(2));
    assert.match(elsewhere.out[0] ?? "", /address block 10\.0\.0\.0\/18$/);
  });

  it("gives a free tenant no block and offers no up: it lives in a cell", async () => {
    assert.deepEqual((await create("acme", "--tier", "free")).out, [
      "wrote acme.yaml",
      "next: look at it with `npx leasehold explain acme-production`",
    ]);
    assert.doesNotMatch(tenants.read("acme.yaml"), /network/);
  });

  it("never overwrites a file", async () => {
    tenants.write("acme.yaml", "mine\n");
    assert.deepEqual(await create("acme"), {
      exitCode: 2,
      out: [],
      err: ["error acme.yaml: exists already; choose another id or edit it"],
    });
    assert.equal(tenants.read("acme.yaml"), "mine\n");
  });

  it("writes nothing for what would not be valid, and tells every problem without a place", async () => {
    const { exitCode, err } = await create("acme", "--tier", "gold", "--framework", "gdrp");
    assert.equal(exitCode, 2);
    assert.deepEqual(
      err.map((line) => line.split(": got ")[0]),
      ["error frameworks[0]", "error tier"],
    );
    assert.deepEqual(tenants.files(), []);
  });

  it("says when the pool is exhausted, and what is missing on the command line", async () => {
    await create("acme", "--pool", "10.0.0.0/18");
    const full = await create("globex", "--pool", "10.0.0.0/18");
    assert.equal(full.exitCode, 2);
    assert.match(full.err[0] ?? "", /10\.0\.0\.0\/18/);
    const { exitCode, err } = await tenants.run("tenant", "new", "initech", "--region", "eu-west-1");
    assert.equal(exitCode, 2);
    assert.match(err[0] ?? "", /required option '--account <account>' not specified/);
    assert.match((await create("initech", "--prefix-length", "big")).err[0] ?? "", /expected a whole number/);
    assert.deepEqual(tenants.files(), ["acme.yaml"]);
  });

  const HOMES = {
    aws: { region: "eu-west-1", account: "111122223333" },
    azure: { region: "westeurope", account: "11111111-2222-4333-8444-555566667777" },
    gcp: { region: "europe-west1", account: "acme-prod-1" },
  } as const;

  for (const cloud of ["aws", "azure", "gcp"] as const)
    for (const tier of TIERS)
      it(`writes files that validate accepts: ${tier} on ${cloud}`, async () => {
        const { region, account } = HOMES[cloud];
        const made = await tenants.run(
          ...["tenant", "new", "acme", "--tier", tier, "--cloud", cloud, "--region", region, "--account", account],
          ...["--owner", "platform@acme.example", "--channel", "pagerduty=acme/pagerduty-key"],
        );
        assert.equal(made.exitCode, 0, made.err.join("\n"));
        const own = TIERS_WITH_OWN_ACCOUNT.includes(tier);
        assert.deepEqual((await tenants.run("validate")).out, [
          own ? "valid: 1 tenant file, 1 account file, 2 stacks" : "valid: 1 tenant file, 1 stack",
        ]);
      });

  it("takes the channels over and the telephone number into the account's file", async () => {
    const { exitCode, out, err } = await create(
      "acme",
      ...["--tier", "enterprise", "--channel", "pagerduty=acme/pagerduty-key", "--channel", "slack=acme/slack-webhook"],
      ...["--security-telephone", "+353 1 555 0100", "--standby-region", "eu-central-1"],
    );
    assert.deepEqual(
      [exitCode, out, err],
      [
        0,
        [
          "wrote acme.yaml, address block 10.0.0.0/18",
          "wrote accounts/acme.yaml: the account's baseline, `npx leasehold up account-acme --sandbox`",
          "next: look at it with `npx leasehold explain acme-production`, try it with `npx leasehold up acme-production --sandbox`",
        ],
        [
          "warning acme.yaml:4:7: tier: security level maximum asks for mutual TLS between services, which nothing here keeps yet; keep it by other means",
        ],
      ],
    );
    const channels =
      "  channels:\n    pagerduty:\n      secretRef: acme/pagerduty-key\n    slack:\n      secretRef: acme/slack-webhook\n";
    assert.ok(tenants.read("acme.yaml").includes(channels));
    assert.ok(tenants.read("acme.yaml").includes("region: eu-west-1\nstandbyRegion: eu-central-1\n"));
    assert.ok(tenants.read("accounts/acme.yaml").includes("  securityTelephone: +353 1 555 0100\n"));
  });

  it("names the flag that is missing, and writes neither file", async () => {
    const none = await create("acme", "--tier", "enterprise");
    assert.deepEqual(
      [none.exitCode, none.err],
      [
        2,
        [
          "error contacts.channels.pagerduty: got none, expected at least one of pagerduty, sms, webhook or slack for tier enterprise, whose critical alerts must reach a person at any hour; add contacts.channels.pagerduty: { secretRef: <scope/name> }, or set monitoring.channels to [email]; here: --channel pagerduty=<scope/name>",
        ],
      ],
    );
    const wrongNumber = await create(
      ...(["acme", "--tier", "enterprise", "--channel", "sms=acme/on-call"] as const),
      ...["--security-telephone", "5550100"],
    );
    assert.deepEqual(
      [wrongNumber.exitCode, wrongNumber.err],
      [
        2,
        [
          'error contacts.securityTelephone: got "5550100", expected a telephone number in quotes with its country code such as "+353 1 555 0100"; correct it; here: --security-telephone',
        ],
      ],
    );
    assert.deepEqual(tenants.files(), []);
  });

  it("says what a channel looks like, and which there are", async () => {
    const err = async (...channels: readonly string[]) =>
      (await create("acme", ...channels.flatMap((channel) => ["--channel", channel]))).err;
    assert.match(
      (await err("pagerduty"))[0] ?? "",
      /expected <name>=<secretRef> such as pagerduty=acme\/pagerduty-key$/,
    );
    assert.match((await err("sms=a/b", "sms=c/d"))[0] ?? "", /expected each channel once, got sms twice$/);
    assert.deepEqual(await err("slak=acme/slack-webhook"), [
      "error contacts.channels.slak: got an unknown key, expected slack; correct the spelling or remove it; here: --channel <name>=<scope/name>",
    ]);
  });

  it("warns of a telephone number for which there is no account file", async () => {
    assert.deepEqual((await create("acme", "--security-telephone", "+353 1 555 0100")).err, [
      "warning --security-telephone: got a number, expected none: no account file is written, since the tier shares its account or a file describes it already; write it into that file",
    ]);
  });
});
