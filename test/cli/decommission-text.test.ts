/** What `leasehold decommission` says before somebody confirms: true on each cloud and for each kind of stack. */
import assert from "node:assert/strict";
import { TenantFolder } from "../harness/run-main.ts";

const PLACES = {
  aws: 'region: eu-west-1\naccount: "111122223333"',
  azure: "region: northeurope\naccount: 11111111-2222-4333-8444-555566667777",
  gcp: "region: europe-west1\naccount: acme-production",
} as const;

const tenant = (cloud: keyof typeof PLACES): string =>
  [
    `tenant: acme\nname: Acme\ntier: enterprise\ncloud: ${cloud}\n${PLACES[cloud]}`,
    "contacts:",
    "  owner: a@acme.example\n  security: a@acme.example\n  billing: a@acme.example",
    "  channels: { pagerduty: { secretRef: acme/pagerduty-key } }",
    "network: { cidr: 10.20.0.0/17 }",
    "environments: { production: {}, development: {}, disaster-recovery: {} }\n",
  ].join("\n");

describe("decommissioning before it is confirmed", () => {
  let tenants: TenantFolder;
  beforeEach(() => {
    tenants = new TenantFolder();
  });
  afterEach(() => tenants.dispose());

  async function said(stack: string): Promise<string> {
    const { exitCode, out, err } = await tenants.run("decommission", stack, "--sandbox");
    assert.deepEqual([exitCode, out, err.length], [2, [], 1]);
    const start = `error ${stack}: confirm with --confirm ${stack}; `;
    const [line = ""] = err;
    assert.ok(line.startsWith(start), line);
    return line.slice(start.length);
  }

  it("says what lasts of the databases on each cloud", async () => {
    const texts: Record<string, string> = {};
    for (const cloud of ["aws", "azure", "gcp"] as const) {
      tenants.write("acme.yaml", tenant(cloud));
      texts[cloud] = await said("acme-production");
    }
    assert.deepEqual(texts, {
      aws: "its databases are deleted after a final snapshot",
      azure:
        "its databases are deleted without a final snapshot, which Azure does not make: what lasts is the newest copy in the backup vault, up to a day old, so take one first",
      gcp: "its databases are deleted after a final backup",
    });
  });

  it("says what of other stacks goes", async () => {
    tenants.write("acme.yaml", tenant("aws"));
    tenants.writeAccount(
      "main.yaml",
      'account: main\ncloud: aws\nid: "111122223333"\nregion: eu-west-1\ncontacts: { owner: a@acme.example, security: a@acme.example }\n',
    );
    assert.deepEqual(
      [await said("acme-development"), await said("acme-disaster-recovery"), await said("account-main")],
      [
        "its databases are deleted, and nothing of them stays",
        "its replica is deleted, and acme-production has nothing to fail over to",
        "the account is not watched any more; the records so far stay",
      ],
    );
  });
});
