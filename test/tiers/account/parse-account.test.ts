import assert from "node:assert/strict";
import { parseAccount } from "../../../tiers/account/parse-account.ts";
import { accountSpec, accountText, problemsOf } from "./account-texts.ts";

const FILE = "stacks/accounts/acme.yaml";

function problems(change: Readonly<Record<string, string | undefined>>, file = FILE): readonly string[] {
  return problemsOf(() => parseAccount(accountText(change), file));
}

describe("an account file", () => {
  it("becomes a plain spec with nothing filled in", () => {
    const { source, ...spec } = accountSpec();
    assert.deepEqual(spec, {
      account: "acme",
      cloud: "aws",
      id: "111122223333",
      region: "eu-west-1",
      regions: ["eu-central-1"],
      frameworks: ["gdpr", "soc-2"],
      contacts: {
        owner: "platform@acme.example",
        security: "security@acme.example",
        securityTelephone: "+353 1 555 0100",
      },
    });
    assert.deepEqual(source.positionOf("contacts.security"), { line: 9, column: 13 });
  });

  it("may leave out all that has a default", () => {
    const change = { "regions:": undefined, "frameworks:": undefined, "securityTelephone:": undefined };
    assert.deepEqual(problems(change), []);
  });

  it("tells a key that it does not know, with the nearest it does", () => {
    assert.deepEqual(problems({ "regions:": "region-list: [eu-central-1]", "id:": 'ids: "111122223333"' }), [
      `missing-key ${FILE}:1:1: id: got nothing, expected text such as 111122223333; add the key`,
      `unknown-key ${FILE}:3:1: ids: got an unknown key, expected id; correct the spelling or remove it`,
      `unknown-key ${FILE}:5:1: region-list: got an unknown key, expected account, cloud, id, region, regions, contacts, frameworks, residency, audit or organizationTrail; remove it`,
    ]);
  });

  const cases: readonly (readonly [string, Readonly<Record<string, string | undefined>>, string])[] = [
    [
      "an id in another cloud's form",
      { "id:": "id: acme-production" },
      `account ${FILE}:3:5: id: got "acme-production", expected twelve digits in quotes such as "111122223333"; write all twelve, leading zeros too`,
    ],
    [
      "an id without its quotes",
      { "id:": "id: 012345678901" },
      `wrong-type ${FILE}:3:5: id: got 012345678901 (number), expected text such as 111122223333; put it in quotes: "012345678901", as a number it loses its leading zero`,
    ],
    [
      "a cloud without accounts",
      { "cloud:": "cloud: kubernetes" },
      `unknown-value ${FILE}:2:8: cloud: got "kubernetes", expected aws, azure or gcp; choose one of them`,
    ],
    [
      "a region that the cloud does not have",
      { "region:": "region: eu-west-11" },
      `region-unknown ${FILE}:4:9: region: got "eu-west-11", expected a region of aws; did you mean eu-west-1?`,
    ],
    [
      "a guarded region in another partition",
      { "regions:": "regions: [us-gov-west-1]" },
      `region-unknown ${FILE}:5:11: regions[0]: got "us-gov-west-1", expected a region in aws as eu-west-1; an account does not reach across partitions, choose another`,
    ],
    [
      "the home region once more",
      { "regions:": "regions: [eu-west-1]" },
      `duplicate-value ${FILE}:5:11: regions[0]: got eu-west-1, the home region, expected a further one; remove it, home is always guarded`,
    ],
    [
      "a region twice",
      { "regions:": "regions: [eu-central-1, eu-central-1]" },
      `duplicate-value ${FILE}:5:25: regions[1]: got eu-central-1 a second time, expected it once; remove it`,
    ],
    [
      "an unknown framework",
      { "frameworks:": "frameworks: [gdrp]" },
      `unknown-value ${FILE}:6:14: frameworks[0]: got "gdrp", expected gdpr, hipaa, sox, pci-dss, iso-27001, fedramp or soc-2; did you mean gdpr?`,
    ],
    [
      "a telephone number without its country",
      { "securityTelephone:": '  securityTelephone: "01 555 0100"' },
      `wrong-format ${FILE}:10:22: contacts.securityTelephone: got "01 555 0100", expected a telephone number in quotes with its country code such as "+353 1 555 0100"; correct it`,
    ],
    [
      "a retention below a year",
      { "audit:": "audit: { retentionDays: 364 }" },
      `out-of-range ${FILE}:11:25: audit.retentionDays: got 364, expected 365–3650 days; choose a value in this range`,
    ],
    [
      "an organization's trail where the cloud has none",
      {
        "cloud:": "cloud: gcp",
        "id:": "id: acme-production",
        "region:": "region: europe-west1",
        "regions:": undefined,
        "organizationTrail:": "organizationTrail: true",
      },
      `not-overridable ${FILE}:10:20: organizationTrail: got true, expected it on aws alone: on gcp the organization's own log settings reach every account; remove the key`,
    ],
  ];
  for (const [what, change, problem] of cases) {
    it(`is refused for ${what}`, () => {
      assert.deepEqual(problems(change), [problem]);
    });
  }

  it("has the account's name for a name", () => {
    assert.deepEqual(problems({}, "stacks/accounts/globex.yaml"), [
      "account-file-name stacks/accounts/globex.yaml:1:10: account: got acme in the file globex.yaml, expected the name to be the file's; rename the file to acme.yaml or correct the name",
    ]);
  });

  it("tells all problems at once, each value with one, also where the schema refuses others", () => {
    const change = { "account:": "account: Acme", "id:": "id: acme", "regions:": "regions: [eu-central-9]" };
    assert.deepEqual(problems(change), [
      `wrong-format ${FILE}:1:10: account: got "Acme", expected 3 to 24 characters: a-z, 0-9 and single -, starting with a letter, ending with a letter or digit; correct it`,
      `account ${FILE}:3:5: id: got "acme", expected twelve digits in quotes such as "111122223333"; write all twelve, leading zeros too`,
      `region-unknown ${FILE}:5:11: regions[0]: got "eu-central-9", expected a region of aws; did you mean eu-central-1?`,
    ]);
  });
});
